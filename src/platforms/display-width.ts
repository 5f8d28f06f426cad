import { createRequire } from 'node:module';

// Every character of these stands in one column, and none joins with another: nearly all that is ever shown.
const plain =
  /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u2193\u2212\u2500-\u257f\u25cf\u2713]*$/;

const require = createRequire(import.meta.url);
let stringWidth: ((text: string) => number) | null = null;

/**
 * The columns that a text takes on a terminal, as the package string-width has it. The package is loaded for the first text that needs
 * it: making its segmenter takes 30 ms, a tenth of a cold start.
 */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  stringWidth ??= load();
  return stringWidth(text);
}

function load(): (text: string) => number {
  const { default: width }: typeof import('string-width') = require('string-width');
  return width;
}
