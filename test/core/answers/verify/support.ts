import { readFileSync } from 'node:fs';
import { createVerifier, loadWording, type Verdict } from '../../../../src/core/answers/verify/verify.ts';
import { createKnowledge } from '../../../../src/core/knowledge/knowledge.ts';
import { parseDocument } from '../../../../src/core/knowledge/parse.ts';

function read(path: string): string {
  return readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');
}

export const wordingFile = { file: 'knowledge/wording.yaml', text: read('knowledge/wording.yaml') };
export const wording = loadWording(wordingFile);
export const defaultDocument = parseDocument(
  'microservices-vs-monolith',
  read('knowledge/microservices-vs-monolith.md'),
);
export const knowledge = createKnowledge([defaultDocument]);
export const verify = createVerifier(knowledge, wording);

/** Verifies a sentence with quotes given as "Section: text". */
export function check(claim: string, ...quotes: readonly string[]): Verdict {
  return verify({
    claim,
    quotes: quotes.map((quote) => {
      const at = quote.indexOf(': ');
      return { section: quote.slice(0, at), text: quote.slice(at + 2) };
    }),
  });
}

export interface LabelledClaim {
  readonly id: string;
  readonly kind: string;
  readonly claim: string;
  readonly quotes: readonly { readonly section: string; readonly text: string }[];
  readonly expected: boolean;
}

/** A set of claims with labels, as they lie under test/evaluation/claims. */
export function claims(name: string): LabelledClaim[] {
  return read(`test/evaluation/claims/${name}.jsonl`)
    .trim()
    .split('\n')
    .map((line): LabelledClaim => JSON.parse(line));
}
