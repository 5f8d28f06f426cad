/** A message taken apart into what is asked and what is told. */
export interface Clause {
  readonly text: string;
  /** Ends in a question mark, or is worded as a question or a request. */
  readonly asks: boolean;
  /** What the same sentence tells before or around the question: a condition, a premise, a situation. */
  readonly context: string;
}

const question = `(?:what|which|how|why|when|where|who|whose|is|are|am|does|do|did|can|could|should|shall|would|will|was|were|whats|hows|wheres|whens|have|has)`;
const pronoun = `(?:we|i|you|it|they|he|she|there|that|this|the|a|an|one|my|our|microservices|micros|monoliths?|monos?|services?|u)`;
const sentenceEnd = /(?<!\b(?:e\.g|i\.e|etc|vs|incl|approx)\.)(?<=[.?!;])\s+|\s+(?=\(?\d{1,2}[.)]\s+\p{L})/iu;
const nextQuestion = new RegExp(
  String.raw`(?:\s*,?\s+(?:and|but|or|also|plus|n|&|\+|then)(?:\s+(?:also|then|if so|if yes|second|secondly|btw|anyway))*|\s*,|\s+-+)\s+(?=(?:in\s+|to\s+|by\s+|for\s+|at\s+|on\s+|with\s+)?(?:${question}|tell\s+me|explain|list|give\s+me|recommend|compare|describe)\b)`,
  'iu',
);
const premiseStart =
  /^(?:(?:so|and|but|ok|okay|well|hmm|hey|hi)[, ]+)?(?:since|because|given|as|seeing|considering|now that|assuming|if|when(?!\s+(?:do|does|did|is|are|was|were|should|would|will|can|could|to|we|i|you|not)\b)|once|with(?!\s+(?:what|which|whom)\b)|while|after|knowing)\b/i;
const statementStart =
  /^(?:(?:so|and|but|ok|okay|well|hmm|hey|hi|fyi|btw|currently|right now|today)[, ]+)*(?:we|we're|were|our|i|i'm|im|my|they|there|it|it's|its|one|everyone|everybody|somebody|someone|the|a|an|no|\d+|two|three|four|five|six|small|big|tiny|startup|team|just|only|some|most|all|many|microservices|monoliths?|micros|monos?)\b/i;
const midQuestion = new RegExp(
  String.raw`[\s,:-]+(?=(?:(?:what|which|how|when|where|who|whose)\s+(?:do|does|did|is|are|was|should|can|could|would|will|to|of|one|style|architecture|approach|option|about|now|fits?|way|kind|many|much|long|big|what)\b|why\s+(?:do|does|is|are|would|should|not)\b|(?:should|shall|do|does|can|could|would|will|did)\s+${pronoun}\b|(?:is|are|was)\s+(?:it|there|that|this|they|he|she)\b|(?:good|bad|smart|dumb)\s+(?:idea|move)\b|(?:worth it|overkill|thoughts|pick)\b\s*\??$))`,
  'giu',
);
const requestStart =
  /^(?:(?:please|pls|plz|ok|okay|so|and|also|hey|hi|hello|well|now|then|just|btw|but|or|um|hmm|first|second|third|finally|yo|dear|bot|quick question|question|quick one|tldr|honestly|actually|can you|could you|would you|can u|i want to know|i would like to know|i wonder|i'm wondering|wondering|remind me|tell me|explain to me|curious)[,:\s]+)*(?:what|which|how|why|when|where|who|whose|is|are|am|was|were|do|does|did|can|could|should|shall|will|would|has|have|tell|explain|list|compare|describe|define|give|show|name|summari[sz]e|outline|contrast|enumerate|elaborate|remind|clarify|quote|any|anything|if|whether|whats|hows|wheres|recommend|help|thoughts|isn't|aren't|isnt|arent|don't|dont|doesn't|doesnt|won't|wont)\b/i;

/** "REST or gRPC", which belongs to the question after it. */
const alternatives = /^\W*\S+\s+(?:or|vs\.?|versus)\s+\S+\W*$/i;

/** Takes a normalised message apart into clauses, in their order. */
export function clausesOf(message: string): Clause[] {
  const header = /^((?:[^\s:?.!,]+\s+){0,3}[^\s:?.!,]+):\s+(?=\S+\s+\S)/u.exec(message);
  if (header?.[1] && !/\bhere$/i.test(header[1])) {
    // "AI work: when which?": the heading belongs to every question after it.
    const heading = header[1];
    return clausesWithin(message.slice(header[0].length)).map((clause) => ({
      ...clause,
      context: `${heading} ${clause.context}`.trim(),
    }));
  }
  return clausesWithin(message);
}

function clausesWithin(message: string): Clause[] {
  return message
    .split(sentenceEnd)
    .map((sentence) => sentence.replace(/^\(?\d{1,2}[.)]\s+/, '').trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
    .flatMap(clausesOfSentence);
}

function clausesOfSentence(sentence: string): Clause[] {
  const marked = /\?\W*$/.test(sentence);
  const { context, rest } = splitPremise(sentence, marked);
  const asks = marked || requestStart.test(rest);
  if (!asks) return [{ text: rest, asks: false, context }];
  const pieces = splitQuestions(rest);
  return pieces.map((text) => ({ text, asks: true, context }));
}

function splitQuestions(text: string): string[] {
  const pieces: string[] = [];
  let rest = text;
  let from = 0;
  for (;;) {
    const match = nextQuestion.exec(rest.slice(from));
    if (!match) break;
    const at = from + match.index;
    const head = rest.slice(0, at);
    const tail = rest.slice(at + match[0].length);
    // "do you agree, or is it…" with a head of one word is no question of its own.
    if (head.trim().split(/\s+/).length < 2 || alternatives.test(head) || tail.trim().split(/\s+/).length < 2) {
      from = at + match[0].length;
      continue;
    }
    pieces.push(head);
    rest = tail;
    from = 0;
  }
  return [...pieces, rest].map((piece) => piece.trim()).filter((piece) => piece !== '');
}

/** Parts a sentence into what it tells first and what it asks then. */
function splitPremise(sentence: string, marked: boolean): { context: string; rest: string } {
  if (premiseStart.test(sentence)) {
    const comma = sentence.indexOf(',');
    if (comma > 0 && comma < sentence.length - 4) {
      const rest = sentence.slice(comma + 1).trim();
      // "When mono, when micro?" asks twice.
      const asksTwice = /^when\b/i.test(sentence) && /^when\b/i.test(rest);
      if (!asksTwice && (marked || requestStart.test(rest))) return { context: sentence.slice(0, comma), rest };
    }
  }
  if (!requestStart.test(sentence) && (premiseStart.test(sentence) || statementStart.test(sentence) || !marked)) {
    for (const match of sentence.matchAll(midQuestion)) {
      const head = sentence.slice(0, match.index);
      if (head.split(/\s+/).length >= 3 && !alternatives.test(head))
        return { context: head, rest: sentence.slice(match.index + match[0].length) };
    }
  }
  return { context: '', rest: sentence };
}
