/**
 * A question that somebody else has asked, or a claim that somebody else has made, as they put it, where the message asks what to answer
 * them: "A new hire asks why the login is a service of its own. What do I tell him?" Any other message as it is.
 */
export function asItWasPut(text: string): string {
  const told = text.replace(whatToSay, '').trim();
  if (told === text.trim() || told.split(' ').length < leastWords) return text;
  return told.replace(asked, '').replace(claimed, '');
}

const leastWords = 3;

/** Whom one tells it: "him", "my product owner"; not "the difference". */
const whom = String.raw`(?:him|her|them|people|everyone|everybody|others|clients|customers|management|stakeholders|(?:the|my|our|an?|his|her|their)(?: (?!(?:difference|monolith|microservice)s?\b)\w+){1,2})`;
/** "What do I answer him?", "how should we put it to the board?", at the end; "how do we explain the difference?" is a question. */
const whatToSay = new RegExp(
  String.raw`[\s.,;:!?-]{0,3}\b(?:(?:so|and|but|now) )*(?:what|how) (?:do|should|shall|can|could|would|might|am) (?:i|we) (?:(?:best|now|then|to|going to) )*(?:(?:tell|answer) ${whom}|(?:answer|reply|respond|tell|say|explain|put)(?: (?:it|that|this|back))*(?: to ${whom})?)(?:,? (?:please|then|now))?\s*[.?!]*(?: ?\b(?:please|thanks|thank you|thx|cheers)\b[^.?!]{0,20}[.?!]*)?\s*$`,
  'i',
);

/**
 * Who has said it, at the beginning of a sentence: a few words that hold nothing of what is spoken about. "What happens when a request
 * asks …" and "Can I say that …" are the question themselves, and "we have five developers, and the board …" is a part of it.
 */
const somebody = String.raw`(?<=^|[.?!] )(?!(?:what|why|how|which|where|is|are|was|do|does|did|can|could|should|shall|would|will|may)\b)(?:(?!\b(?:monolith|(?:micro)?service|request)s?\b|\b(?:i|we) (?!(?:am|are|was|were|got) asked\b)|[.?!] ).){0,60}?\b`;
/** What was said is no less than a few words: not "my boss asks me a question", nor what somebody only "thinks of". */
const something = String.raw`(?!(?:me|us|again|if|whether|that)\b)(?=(?:\S+ ){2}\S)`;

/** "My boss asks me whether …": who asks. What is asked begins behind it. */
const asked = new RegExp(
  `${somebody}(?:asks?|asked|asking|wonders?|wondered|wants? to know|wanted to know)\\b(?: (?:me|us|again))*,?(?: (?:if|whether))? ${something}`,
  'gi',
);

/** "A colleague says that …": who claims it. */
const claimed = new RegExp(
  `${somebody}(?:says?|said|claims?|claimed|insists?|thinks?|believes?|argues?|(?:told|tells) (?:me|us))\\b(?: that)?,? (?!(?:in|of|about)\\b)${something}`,
  'gi',
);
