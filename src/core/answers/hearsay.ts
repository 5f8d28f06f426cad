import type { Knowledge } from '../knowledge/knowledge.ts';
import { oneLine } from '../text/one-line.ts';

/** A message without what somebody says was said before: that counts for nothing. */
export function withoutHearsay(text: string): string {
  return oneLine(text.replace(hearsay, ' '));
}

/** Whether a message wants words confirmed that stand in no document. */
export function asksForForeignQuote(text: string, knowledge: Knowledge): boolean {
  return asksToConfirm(text) && hasForeignQuote(text, knowledge);
}

function hasForeignQuote(text: string, { documents }: Knowledge): boolean {
  const quoted = [...text.matchAll(/(?<!\w)["']([^"']{12,})["'](?!\w)/g)].flatMap(([, words]) => words ?? []);
  const folded = (words: string) => oneLine(words.toLowerCase());
  return quoted.some(
    (words) =>
      words.trim().includes(' ') && !documents.some((document) => folded(document.text).includes(folded(words))),
  );
}

/** "Confirm the line …", "quote it", "is it true that the document says …". */
function asksToConfirm(text: string): boolean {
  return /\b(?:confirm|quote|verify|cite|repeat|(?:is it true|does (?:it|the \w+)|doesn't (?:it|the \w+)) .{0,30}\bsays?)\b/i.test(
    text,
  );
}

/** "You said that …", "didn't you just tell us …?", "as you mentioned before, …". */
const hearsay =
  /(?:\b(?:but|and|so|well|wait|earlier|before|above|as|like|since|because),? )*\b(?:(?:you|u) (?:(?:just|also|already|even|earlier|once|previously|clearly) )*(?:said|told (?:me|us)|claimed|mentioned|wrote|promised|agreed)|(?:didn'?t|did) (?:you|u) (?:(?:just|not|also|already|earlier) )*(?:say|tell (?:me|us)|claim|mention|write|promise|agree))(?: (?:earlier|before|above|previously|that|just now))*\b,?/gi;
