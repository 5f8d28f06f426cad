// Advances of U+0020 to U+007E in assets/inter-medium.json, in 1/2048 of the size. A test holds them against it.
const advances: readonly number[] = [
  546, 623, 1012, 1308, 1323, 2034, 1338, 641, 755, 755, 1066, 1367, 621, 947, 621, 757, 1322, 850, 1262, 1284, 1344,
  1235, 1290, 1170, 1289, 1290, 621, 646, 1367, 1367, 1367, 1080, 2012, 1452, 1345, 1502, 1478, 1235, 1207, 1531, 1525,
  558, 1178, 1408, 1158, 1869, 1549, 1570, 1314, 1574, 1327, 1323, 1337, 1516, 1452, 2054, 1435, 1426, 1312, 755, 757,
  755, 976, 948, 690, 1163, 1266, 1182, 1266, 1203, 777, 1269, 1232, 516, 516, 1145, 516, 1819, 1232, 1237, 1266, 1266,
  792, 1103, 697, 1232, 1177, 1698, 1141, 1178, 1145, 902, 708, 902, 1367,
];
const unitsPerEm = 2048;
// Of the other letters nearly all are narrower; a line that ends a little early is better than one that is cut.
const otherAdvance = 1500;

// What the font has glyphs for; a renderer draws nothing for the rest.
const drawable =
  /^[\u0020-\u007e\u00a0-\u00ac\u00ae-\u0148\u014a-\u017f\u0218-\u021b\u0374-\u0376\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03d7\u03dc-\u03dd\u03f0-\u03f6\u03f9-\u03fa\u03fc-\u045f\u0490-\u0491\u1e00-\u1e9b\u1e9d-\u1eff\u2010-\u2015\u2018-\u201f\u2022\u2026\u2030\u2032-\u2033\u2039-\u203a\u20ac\u2122\u2190-\u2193\u2212\u2248\u2260\u2264-\u2265\u25a0\u25cf]$/;

/** The text without characters that the picture's font lacks (emoji, scripts of Asia), white space folded. */
export function drawableText(text: string): string {
  return [...text.toWellFormed().normalize('NFC').replace(/\s+/g, ' ')]
    .filter((character) => drawable.test(character))
    .join('')
    .replace(/ +/g, ' ')
    .trim();
}

/** The width of a line, in the units of `size`. */
export function widthOf(text: string, size: number): number {
  let units = 0;
  for (const character of text) units += advances[(character.codePointAt(0) ?? 0) - 0x20] ?? otherAdvance;
  return (units * size) / unitsPerEm;
}

/**
 * Lines of at most `width` and of about the same length, broken between words, a longer word within; after `most` lines it ends in "…".
 */
export function wrapped(text: string, size: number, width: number, most: number): string[] {
  const lines = filled(text, size, width, most);
  // The narrowest column that needs no more lines leaves no single word on the last one.
  for (let column = width * 0.5; column < width; column += width * 0.05) {
    const even = filled(text, size, column, most);
    if (even.length === lines.length && even.join(' ') === lines.join(' ')) return even;
  }
  return lines;
}

function filled(text: string, size: number, width: number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => pieces(each, size, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && widthOf(longer, size) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
    if (lines.length > most) break;
  }
  if (line !== '') lines.push(line);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), ended(lines[most - 1] ?? '', size, width)];
}

function pieces(word: string, size: number, width: number): string[] {
  if (widthOf(word, size) <= width) return [word];
  const parts: string[] = [''];
  for (const character of word) {
    const last = parts.at(-1) ?? '';
    if (last !== '' && widthOf(last + character, size) > width) parts.push(character);
    else parts[parts.length - 1] = last + character;
  }
  return parts;
}

function ended(line: string, size: number, width: number): string {
  let kept = [...line];
  while (kept.length > 0 && widthOf(`${kept.join('')}…`, size) > width) kept = kept.slice(0, -1);
  return `${kept.join('').trimEnd()}…`;
}
