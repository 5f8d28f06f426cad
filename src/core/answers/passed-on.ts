import { oneLine } from '../text/one-line.ts';

/**
 * A question that somebody else has asked, or a claim that somebody else has made, as they put it, where the message asks what to answer
 * them: "A new hire asks why the login is a service of its own. What do I tell him?" Any other message as it is.
 */
export function asItWasPut(text: string): string {
  const told = text.replace(whatToSay, '').trim();
  if (told === text.trim() || told.split(' ').length < leastWords) return text;
  const put = oneLine(told.replace(asked, '').replace(claimed, ''));
  return put.split(' ').length < leastWords ? told : put;
}

const leastWords = 3;

/** "What do I answer him?", "how should we put it to the board?", at the end. */
const whatToSay =
  /[\s.,;:!?-]{0,3}\b(?:(?:so|and|but|now) )*(?:what|how) (?:do|should|shall|can|could|would|might|am) (?:i|we) (?:(?:best|now|then|to|going to) )*(?:answer|reply|respond|tell|say|explain|put)(?: (?:it|that|this|to|him|her|them|back|(?:the|my|our) \w+))*\s*[.?!]*\s*$/i;

/** "My boss asks me whether …": who asks. What is asked begins behind it. */
const asked =
  /^(?:(?!\b(?:monolith|microservice)s?\b).){0,60}?\b(?:asks?|asked|asking|wonders?|wondered|wants? to know|wanted to know)\b(?: (?:me|us|again))*,?(?: (?:if|whether))?\s+/i;

/** "A colleague says that …": who claims it. */
const claimed =
  /^(?:(?!\b(?:monolith|microservice)s?\b).){0,60}?\b(?:says?|said|claims?|claimed|insists?|thinks?|believes?|argues?|(?:told|tells) (?:me|us))\b(?: that)?,?\s+/i;
