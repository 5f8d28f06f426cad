import type { Style } from '../../knowledge/document.ts';
import { beyondId, has, type Language, neutralId } from './language.ts';
import { type Licence, literal } from './licence.ts';
import type { Reading, Word } from './reading.ts';

/** A licence held against a claim. */
export interface Backing {
  readonly licence: Licence;
  /** The groups of its needs that the claim does not mention, in the clauses that speak of its style. */
  readonly missing: readonly ReadonlySet<string>[];
  /** The claim says what the fact is about, with the conditions it holds under. */
  readonly active: boolean;
}

/** A claim with everything that its quotes allow it to say. */
export interface Analysis {
  readonly reading: Reading;
  readonly backings: readonly Backing[];
  /** Words that need a quote and have none. */
  readonly unbacked: readonly Word[];
  /** Words that state nothing where they stand: whom the sentence is told to, a way to the style, a count of the quotes. */
  readonly idle: ReadonlySet<Word>;
  readonly language: Language;
}

export function analyse(reading: Reading, licences: readonly Licence[], language: Language): Analysis {
  const backings = licences.map((licence) => hold(licence, reading, language));
  const active = backings.filter((backing) => backing.active).map((backing) => backing.licence);
  const idle = new Set(
    reading.words.filter(
      (word) =>
        isAddress(word, reading) ||
        isCondition(word, reading) ||
        isAdoption(word, reading, licences) ||
        (has(word, 'number') && countsQuotes(word, reading.words, licences.length)),
    ),
  );
  const weighty = reading.words.filter((word) => word.content && !idle.has(word) && !isLight(word, language));
  const unbacked = weighty.filter((word) => !isBacked(word, reading, active, language));
  const backed = weighty.filter((word) => !unbacked.includes(word));
  const coloured =
    unbacked.length <= mostColours &&
    backed.length >= company * unbacked.length &&
    unbacked.every((word) => isColour(word, backed, reading));
  return { reading, backings, unbacked: coloured ? [] : unbacked, idle, language };
}

/** A known word of little weight, neither denied nor a name: whose concepts are all among those that carry no statement alone. */
function isLight(word: Word, language: Language): boolean {
  const concepts = [...word.ids].filter(language.isConcept);
  return (
    concepts.length > 0 &&
    !word.negated &&
    !word.ids.has(beyondId) &&
    concepts.every((id) => language.wording.light.includes(id))
  );
}

/** So many words that no list knows a sentence may hold, and so many backed ones for each. */
const mostColours = 2;
const company = 1;

/** A comparative, a plural, or a word made from another is no colour but a statement: "safer", "cities", "payment", "automated". */
const statement = /(?:er|est|ity|tion|sion|ness|ment|ance|ence|ism|ware|ated|ating|i[sz]ed?|i[sz]ing|ify|ified|[^s]s)$/;

/** A small unknown word in a stretch with a backed one colours it and adds no clause: "a lone developer hacking on an MVP". */
function isColour(word: Word, backed: readonly Word[], reading: Reading): boolean {
  if (word.ids.size > 0 || word.name || word.negated || statement.test(word.text)) return false;
  // A capital that opens the sentence may be a name's; that of a verb's form is not.
  if (!/^\p{Ll}+$/u.test(word.text) && !/^\p{Lu}\p{Ll}+ing$/u.test(word.text)) return false;
  const before = reading.words[word.index - 1];
  if (before && /^(?:more|less|most|least|no|without)$/i.test(before.text)) return false;
  return backed.some((other) => other.segment === word.segment);
}

/**
 * "Splitting into microservices leaves you with …": a way to the style, before its name. "Deploying microservices requires …": the
 * topic that heads the quotes.
 */
function isAdoption(word: Word, reading: Reading, licences: readonly Licence[]): boolean {
  if (word.negated || !/ing$/i.test(word.text.split(' ')[0] ?? '')) return false;
  const next = reading.words.slice(word.index + 1).find((other) => !other.ids.has(neutralId));
  if (!next || !isStyle(next) || next.segment !== word.segment) return false;
  return [...word.ids].some((id) => adopting.includes(id) || licences.some((licence) => licence.topics.has(id)));
}

const adopting = ['move', 'separate', 'fit', 'best', 'start'];

const small = ['two', 'three', 'four', 'five', 'six'];

/** "Two signs that a monolith fits": a count of what the quotes say, and not of anything that they speak of. */
export function countsQuotes(word: Word, words: readonly Word[], quoted: number): boolean {
  const number = small.indexOf(word.text.toLowerCase()) + 2;
  return (
    number >= 2 && number === quoted && words.slice(word.index + 1, word.index + 4).some((next) => has(next, 'counted'))
  );
}

/** "If you need a simple API, …" */
function isCondition(word: Word, reading: Reading): boolean {
  if (word.negated || !has(word, 'demands')) return false;
  const before = reading.words.filter((other) => other.segment === word.segment && other.index < word.index);
  return before
    .slice(0, 3)
    .some((other) => /^(?:if|when|whenever|once|where|should|in case|as soon as)$/i.test(other.text));
}

/** Whom the sentence is told to: "For your board: …", "Remember, class: …", "leadership should …". */
function isAddress(word: Word, reading: Reading): boolean {
  if (!has(word, 'audience') || word.negated) return false;
  const { words } = reading;
  const after = words.slice(word.index + 1);
  if (after[0] && /^(?:should|ought|could|can|may|might)$/i.test(after[0].text)) return true;
  const next = after.find((other) => other.mark);
  const stretch = words.filter((other) => other.segment === word.segment && !other.mark);
  const told = stretch.every((other) => !other.content || has(other, 'audience') || isFavour(other));
  return told && next !== undefined && /^[:,!]$/.test(next.text) && !word.named;
}

/** "Good news for testers" */
function isFavour(word: Word): boolean {
  return /news|note|word|tip|advice|reminder/i.test(word.text);
}

function hold(licence: Licence, reading: Reading, language: Language): Backing {
  const words = reading.words.filter((word) => fits(word, licence.subject, licence.open));
  // Only the point must be said of the fact's own style: "complexity is low at first with the one, but high with the other".
  const missing = licence.needs.filter(
    (group, at) => !(at === 0 ? words : reading.words).some((word) => meets(word, group, licence.denied, language)),
  );
  return { licence, missing, active: licence.needs.length - missing.length >= licence.least };
}

function meets(word: Word, group: ReadonlySet<string>, denied: ReadonlySet<string>, language: Language): boolean {
  // What the fact denies, the sentence must deny as well.
  const same = (id: string) => group.has(id) && denied.has(id) === word.negated;
  for (const id of word.means) if (group.has(id) && !denied.has(id)) return true;
  // "Before you need them" holds the word "need" and says the opposite.
  if (![...word.ids].flatMap(language.opposites).some((id) => group.has(id)))
    for (const ids of word.loose) for (const id of ids) if (same(id)) return true;
  for (const id of word.ids) if (same(id)) return true;
  return word.stems.some((stem) => same(literal(stem)));
}

/** Whether a word may speak of what a fact is about. */
export function fits(word: Word, subject: Licence['subject'], open = false): boolean {
  if (subject === null || subject === 'both') return true;
  if (word.both) return true;
  if (open && !word.named) return true;
  return word.styles.includes(subject);
}

/** Whether the active licences allow a word where it stands. */
function isBacked(word: Word, reading: Reading, active: readonly Licence[], language: Language): boolean {
  const fitting = active.filter((licence) => fits(word, licence.subject, licence.open));
  if (!word.both) return fitting.some((licence) => allows(licence, word, reading, language));
  const of = (style: Style) =>
    fitting.some(
      (licence) =>
        (licence.subject === style || licence.subject === 'both' || licence.subject === null) &&
        allows(licence, word, reading, language),
    );
  return of('monolith') && of('microservices');
}

/** Whether one licence covers a word, whatever the style. */
export function allows(licence: Licence, word: Word, reading: Reading, language: Language): boolean {
  if (word.ids.has(beyondId)) return word.stems.every((stem) => licence.stems.has(stem));
  const framed = isFraming(word, reading);
  if (word.negated) {
    if ([...word.ids, ...word.stems.map(literal)].some((id) => licence.denied.has(id))) return true;
    // What is not fenced off spreads.
    if ([...word.means].some((id) => licence.point.has(id))) return true;
    if ([...word.ids].some((id) => language.isConcept(id) && licence.concepts.has(id))) return false;
  }
  for (const id of word.means) {
    if (!language.isConcept(id)) continue;
    if (licence.concepts.has(id) && !licence.denied.has(id)) return true;
    if (framed && licence.topics.has(id)) return true;
  }
  if (word.loose.length > 0) {
    // "As one", "on their own": small words that together take a side, harmless only where no quote takes the other.
    if (word.loose.every((ids) => ids.has(neutralId)))
      return ![...word.ids].flatMap(language.opposites).some((id) => licence.concepts.has(id));
    if (word.loose.every((ids) => ids.has(neutralId) || [...ids].some((id) => licence.concepts.has(id)))) return true;
  }
  if (word.negated || [...word.ids].some(language.isConcept)) return false;
  return word.stems.every((stem) => licence.stems.has(stem) && !licence.denied.has(literal(stem)));
}

/** In a stretch that only says what the sentence is about: "in terms of maintenance, …". */
function isFraming(word: Word, reading: Reading): boolean {
  const opens = (segment: number) =>
    reading.words
      .filter((other) => other.segment === segment)
      .slice(0, 3)
      .some((other) => other.ids.has('role:framing'));
  return opens(word.segment) || (!word.named && opens(word.segment - 1));
}

/** The words that say what a licence's fact is about, of the parts of the sentence that speak of its style. */
export function covered(licence: Licence, words: readonly Word[]): Word[] {
  return words.filter((word) => word.content && fits(word, licence.subject, licence.open) && isCore(licence, word));
}

function isCore(licence: Licence, word: Word): boolean {
  for (const id of word.means) if (licence.point.has(id)) return true;
  return word.ids.size === 0 && word.stems.some((stem) => licence.stems.has(stem));
}

/** The licences whose facts the sentence rests on. */
export function activeLicences({ backings }: Analysis): Licence[] {
  return backings.filter((backing) => backing.active).map((backing) => backing.licence);
}

/** Names a style. */
export function isStyle(word: Word): boolean {
  for (const id of word.ids) if (id.startsWith('style:')) return true;
  return false;
}
