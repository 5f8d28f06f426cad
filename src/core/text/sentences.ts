import { maxTextLength } from './normalise.ts';

/** A word or a mark of a description, with where it stands in the original text. */
export interface Token {
  /** Lower case, NFKC, without apostrophes: "isn't" is "isnt". A mark stands for itself; an arrow of any kind is "->". */
  readonly text: string;
  readonly kind: 'word' | 'mark';
  /** What a number or number word counts; undefined for every other token. */
  readonly value: number | undefined;
  /** What phrases are found by: the text, its first two letters with "*", "*" for any word, "#" for a number, "#x" for one with the unit "x". */
  readonly keys: readonly string[];
  /** UTF-16 offsets in the original text, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/** The tokens between two ends of sentence. */
export interface Sentence {
  readonly tokens: readonly Token[];
  readonly isQuestion: boolean;
}

const units: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  dozen: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
};

const tens: Readonly<Record<string, number>> = {
  twenty: 20,
  thirty: 30,
  forty: 40,
  fourty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  hundred: 100,
};

// Apostrophes in every form that keyboards give them.
const apostrophes = /['\u2018\u2019\u201b\u02bc\u0060\u00b4]/g;
const invisible = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/v;

// Abbreviations whose full stop ends nothing, shorthand with marks inside, arrows, line ends, words, then the marks that divide.
const lexeme =
  /(?<word>\b(?:e\.g\.|i\.e\.|etc\.(?=\s+[a-z])|vs\.|approx\.|w\/o\b|w\/|ci\/cd|24\/7|on-call\b|c\+\+|c#)|[\p{L}\p{N}%]+(?:\.\d+|\.(?:js|io|net|py|ts|ai)\b|'\p{L}+)*)|(?<arrow>-+>+|=+>|>+|[\u2192\u21d2\u279c\u27a1])|(?<mark>\n|\.{2,}|\u2026|-{2,3}|-(?=\s)|[\u2013\u2014]|[.!?;,:=\(\)\[\]+\&"])/giv;

const spelledOut = new Map(
  Object.entries({
    'w/': 'with',
    'w/o': 'without',
    'ci/cd': 'cicd',
    'on-call': 'oncall',
    '+': 'and',
    '&': 'and',
  }),
);

const sentenceEnds = new Set(['.', '!', '?', ';', '\n']);

/** Splits a description into sentences of tokens; whatever lies beyond the first {@link maxTextLength} UTF-16 units is left unread. */
export function readSentences(description: string): Sentence[] {
  const { text, origin } = fold(description.slice(0, maxTextLength));
  const sentences: Sentence[] = [];
  let tokens: Token[] = [];
  const close = (isQuestion: boolean) => {
    if (tokens.some((token) => token.kind === 'word')) sentences.push({ tokens, isQuestion });
    tokens = [];
  };
  for (const match of text.matchAll(lexeme)) {
    const raw = match[0];
    const start = origin[match.index] ?? 0;
    const end = (origin[match.index + raw.length - 1] ?? start) + 1;
    if (match.groups?.['arrow'] !== undefined) {
      tokens.push(mark('->', start, end));
      continue;
    }
    const spelled = spelledOut.get(raw.toLowerCase()) ?? raw;
    if (match.groups?.['word'] !== undefined || spelled !== raw) {
      tokens.push(word(spelled, start, end));
    } else if (
      sentenceEnds.has(raw) ||
      trailsOff(raw, text.slice(match.index + raw.length, match.index + raw.length + 2))
    ) {
      // "Deploys? Jenkins." and "Team? 5 devs.": a bare topic with a question mark is a heading, not a question.
      if (raw === '?' && isHeading(tokens)) tokens.push(mark(':', start, end));
      else close(raw === '?');
    } else {
      tokens.push(mark(softMark(raw), start, end));
    }
  }
  close(false);
  return joinNumbers(sentences);
}

/** "…" before a capital letter ends a sentence. */
function trailsOff(raw: string, following: string): boolean {
  return (raw.startsWith('..') || raw === '\u2026') && /^\s\p{Lu}/u.test(following);
}

/** Pauses of every kind as a comma, dashes as "-", brackets as round ones. */
function softMark(raw: string): string {
  if (raw.startsWith('.') || raw === '\u2026' || raw === '"') return ',';
  if (/^[-\u2013\u2014]/.test(raw)) return '-';
  if (raw === '=') return ':';
  return raw === '[' ? '(' : raw === ']' ? ')' : raw;
}

const opensQuestion =
  /^(?:should|do|does|did|is|are|can|could|would|will|what|which|why|how|who|where|when|or|right|thoughts|anyone|any|ideas|worth|overkill|ok|advice|opinions|suggestions|help|too|enough|yes|no|huh|er|so)$/;

function isHeading(tokens: readonly Token[]): boolean {
  const words = tokens.filter((token) => token.kind === 'word');
  return words.length > 0 && words.length <= 3 && !words.some((token) => opensQuestion.test(token.text));
}

function word(raw: string, start: number, end: number): Token {
  // "we'll" must not become "well"; "x100" is "100x".
  const text = raw
    .toLowerCase()
    .replace(/^(we|i)['\u2019]ll$/, '$1will')
    .replace(apostrophes, '')
    .replace(/^x(\d+)$/, '$1x');
  const value = numberOf(text);
  return { text, kind: 'word', value, keys: keysOf(text, value), start, end };
}

function mark(text: string, start: number, end: number): Token {
  return { text, kind: 'mark', value: undefined, keys: [text], start, end };
}

/** The same token read as another word. */
export function readAs(token: Token, text: string): Token {
  return { ...token, text, keys: keysOf(text, token.value) };
}

function keysOf(text: string, value: number | undefined): string[] {
  const keys = [text, `${text.slice(0, 2)}*`, '*'];
  if (value !== undefined) keys.push('#');
  const unit = /^\d[\d.]*([a-z%]+)$/.exec(text)?.[1];
  if (unit !== undefined) keys.push(`#${unit}`);
  return keys;
}

function numberOf(text: string): number | undefined {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  return Object.hasOwn(units, text) ? units[text] : Object.hasOwn(tens, text) ? tens[text] : undefined;
}

/** "twenty two" and "twenty-two" count as one number. */
function joinNumbers(sentences: readonly Sentence[]): Sentence[] {
  return sentences.map(({ tokens, isQuestion }) => {
    const joined: Token[] = [];
    for (const token of tokens) {
      const last = joined.at(-1);
      if (
        last &&
        token.value !== undefined &&
        token.value < 10 &&
        Object.hasOwn(units, token.text) &&
        Object.hasOwn(tens, last.text)
      ) {
        joined.splice(-1, 1, {
          ...last,
          text: `${last.text} ${token.text}`,
          value: (last.value ?? 0) + token.value,
          end: token.end,
        });
      } else if (token.kind === 'mark' && token.text === '-' && last === undefined) continue;
      else joined.push(token);
    }
    return { tokens: joined, isQuestion };
  });
}

/** Compatibility forms made plain and invisible characters dropped, with the original offset of every remaining UTF-16 unit. */
function fold(text: string): { text: string; origin: number[] } {
  const origin: number[] = [];
  let folded = '';
  let at = 0;
  for (const character of text) {
    if (!invisible.test(character)) {
      const plain = character.normalize('NFKC').replace(apostrophes, "'");
      for (let unit = 0; unit < plain.length; unit++) origin.push(at);
      folded += plain;
    }
    at += character.length;
  }
  return { text: folded, origin };
}
