import { readSentences, type Token } from '../../text/sentences.ts';

// Long lines are read in pieces, since a description is read only so far.
const pieceLength = 3_500;

/** The sentences of a text, with their offsets in it. */
export function sentencesOf(text: string): { tokens: Token[]; isQuestion: boolean }[] {
  const found: { tokens: Token[]; isQuestion: boolean }[] = [];
  for (const { 0: piece, index } of text.matchAll(/[^\n?]{1,3500}(?:[ \t]*\?[?!]*)?|\?+/g)) {
    if (piece.length > pieceLength + 100) continue;
    const words = piece.replaceAll('?', ' ');
    const sentences = readSentences(words);
    for (const [at, { tokens }] of sentences.entries()) {
      found.push({
        tokens: tokens.map((token) => ({ ...token, start: token.start + index, end: token.end + index })),
        isQuestion: piece.includes('?') && at === sentences.length - 1,
      });
    }
  }
  return found;
}

const openers = new Set([
  'so',
  'and',
  'but',
  'ok',
  'okay',
  'hey',
  'btw',
  'well',
  'also',
  'hi',
  'all',
  'then',
  ',',
  'er',
  'um',
]);
const askers = new Set([
  'should',
  'shall',
  'does',
  'do',
  'did',
  'is',
  'are',
  'can',
  'could',
  'would',
  'will',
  'who',
  'whos',
  'why',
  'whats',
  'anyone',
  'anybody',
  'has',
  'have',
]);
const askedOf = new Set([
  'we',
  'i',
  'it',
  'you',
  'they',
  'anyone',
  'anybody',
  'someone',
  'this',
  'that',
  'the',
  'there',
  'our',
  'is',
  'would',
  'should',
  'knows',
  'know',
  'owns',
  'will',
  'any',
  'got',
  'decides',
  'pays',
  'not',
  'dont',
  'runs',
  'else',
]);

/** A question that comes without its mark. */
export function asks(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex(({ text }) => !openers.has(text));
  const first = tokens[at]?.text ?? '';
  return askers.has(first) && askedOf.has(tokens[at + 1]?.text ?? '');
}
