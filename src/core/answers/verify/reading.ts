import type { Style } from '../../knowledge/document.ts';
import { has, type Language, neutralId, roleId, styleId } from './language.ts';
import type { Unit } from './phrases.ts';

/** A unit in its place: what it speaks of and whether it is denied. */
export interface Word extends Unit {
  readonly index: number;
  readonly clause: number;
  readonly segment: number;
  /** The styles that it may be said of: one as a rule, two where the sentence leaves it open, none where no style is named. */
  readonly styles: readonly Style[];
  /** Said of both styles at once. */
  readonly both: boolean;
  /** Its own stretch of the sentence names the style. */
  readonly named: boolean;
  /** A denial stands before it. */
  readonly negated: boolean;
  /** What it means: the ids, or their opposites where it is denied. */
  readonly means: ReadonlySet<string>;
  /** What the words of a longer phrase mean one by one, unless one of them is a denial. */
  readonly loose: readonly ReadonlySet<string>[];
  readonly content: boolean;
}

/** A sentence cut into clauses and shorter stretches, each with the style that it speaks of. */
export interface Reading {
  readonly words: readonly Word[];
  /** The one style that it speaks of; null where it speaks of both, or of none and nothing before it does. */
  readonly about: Style | null;
}

interface Stretch {
  readonly clause: number;
  readonly units: Unit[];
  style: Style | 'both' | null;
  /** The style that this stretch only compares with; it speaks of that style where more follows: "unlike the monolith's shared codebase, …". */
  compared: Style | null;
}

const none: ReadonlySet<string> = new Set();

/** Words that part a clause into stretches, each judged by itself. */
const softRoles = ['listBreak', 'causeFollows'] as const;

const hardMarks = new Set([';', ':', '.', '!', '?', '|']);

/**
 * Reads a sentence: who is meant where, and what is denied.
 *
 * @param about the style that the sentences before it speak of, for one that says "it" or "they"
 */
export function read(text: string, language: Language, about: Style | null = null): Reading {
  const units = language.units(text);
  const plain = cut(units, (unit) => nameOf(unit));
  const named = plain.stretches.some((stretch) => stretch.style !== null);
  const hints: ReadonlyMap<number, Style> = named ? new Map() : language.hints(text);
  const { stretches } = named || about ? plain : cut(units, (unit) => hints.get(unit.from) ?? nameOf(unit));
  const denials = units.filter(
    (unit) => has(unit, 'negation') || unit.parts.some((ids) => ids.has(roleId('negation'))),
  ).length;
  const spoken = new Set(stretches.map((stretch) => stretch.style).filter((style) => style !== null));
  const speaksOf = spoken.size > 0;
  const words: Word[] = [];
  for (const [segment, stretch] of stretches.entries()) {
    const styles = speaksOf ? stylesOf(stretches, segment) : about ? [about] : [];
    const aside = asideIn(stretch.units, stretches[segment + 1]?.units);
    const denied = deniedIn(stretch.units, language, denials > 1);
    for (const unit of stretch.units) {
      const negated = denied.has(unit) && !aside.has(unit);
      const loose = negated || unit.parts.some((ids) => ids.has(roleId('negation'))) ? [] : unit.parts;
      words.push({
        ...unit,
        index: words.length,
        clause: stretch.clause,
        segment,
        styles: styles.filter((style) => style !== 'both'),
        both: styles.includes('both'),
        named: stretch.style !== null,
        negated,
        means: aside.has(unit) ? none : negated ? new Set([...unit.ids].flatMap(language.opposites)) : unit.ids,
        loose: aside.has(unit) ? [] : loose,
        // A known concept may be set aside; an unknown word or a foreign topic is said all the same.
        content: language.isContent(unit) && !(aside.has(unit) && [...unit.ids].some(language.isConcept)),
      });
    }
  }
  const [only] = spoken;
  return { words, about: speaksOf ? (spoken.size === 1 && only && only !== 'both' ? only : null) : about };
}

function nameOf(unit: Unit): Style | 'both' | 'other' | null {
  const named = (style: Style | 'both' | 'other') =>
    unit.ids.has(styleId(style)) || unit.parts.some((ids) => ids.has(styleId(style)));
  if (unit.ids.has(styleId('both'))) return 'both';
  return (['monolith', 'microservices', 'other'] as const).find(named) ?? null;
}

/** Cuts at marks and connectives, and before a second style in one stretch. A style that is only compared with does not count. */
function cut(units: readonly Unit[], name: (unit: Unit) => Style | 'both' | 'other' | null) {
  const stretches: Stretch[] = [];
  let clause = 0;
  let current: Stretch = { clause, units: [], style: null, compared: null };
  let last: Style | null = null;
  let compared: Style | null = null;
  const open = () => {
    if (current.units.length > 0) stretches.push(current);
    current = { clause, units: [], style: null, compared: null };
  };
  for (const [at, unit] of units.entries()) {
    const hard = (unit.mark && hardMarks.has(unit.text)) || has(unit, 'clauseBreak');
    if (hard && !(unit.mark && current.units.length === 0)) clause++;
    if (hard || unit.mark || softRoles.some((role) => has(unit, role))) open();
    let style = name(unit);
    if (style === 'other') style = last === 'monolith' ? 'microservices' : last === 'microservices' ? 'monolith' : null;
    if (style !== null && isCompared(units, at) && !opensRelative(units, at)) {
      compared = style === 'both' ? compared : style;
      if (current.style === null) current.compared = compared;
      style = null;
    } else if (current.compared && current.style === null && style === null && !unit.mark && !unit.ids.has(neutralId)) {
      style = current.compared;
    }
    if (style !== null && current.style !== null && current.style !== style) open();
    if (style !== null) {
      const before = stretches.at(-1);
      if (before && isPair(units, at, name) && before.style !== null && before.style !== style) {
        before.style = 'both';
        style = 'both';
      }
      current.style = style;
      if (style !== 'both') last = style;
    }
    current.units.push(unit);
  }
  open();
  // "benefit from microservices": compared with nothing, so it is the subject after all.
  if (compared && stretches.every((stretch) => stretch.style === null))
    for (const stretch of stretches) stretch.style = compared;
  return { stretches };
}

/** Only words of no weight stand between a contrasting word and the style. */
function isCompared(units: readonly Unit[], at: number): boolean {
  for (let index = at - 1; index >= Math.max(0, at - 4); index--) {
    const unit = units[index];
    if (has(unit, 'contrast')) return true;
    if (unit?.mark) return false;
    // "rather than starting with microservices" sets aside all that stands between; "than" alone only the style itself.
    if (!unit?.ids.has(neutralId) && !units.slice(Math.max(0, at - 4), index).some(setsAside)) return false;
  }
  return false;
}

function setsAside(unit: Unit): boolean {
  return has(unit, 'contrast') && has(unit, 'negation');
}

/** "unlike a monolith, which is one unit, …" */
function opensRelative(units: readonly Unit[], at: number): boolean {
  const next = units[at + 1]?.text === ',' ? units[at + 2] : units[at + 1];
  return next !== undefined && /^(?:which|where|whose|in which)$/i.test(next.text);
}

/** "monoliths and microservices …": the two styles joined by one word. */
function isPair(units: readonly Unit[], at: number, name: (unit: Unit) => Style | 'both' | 'other' | null): boolean {
  let index = at - 1;
  while (index > 0 && units[index]?.ids.has('neutral') && !has(units[index], 'listBreak')) index--;
  const joint = units[index];
  const before = units[index - 1];
  return joint !== undefined && !joint.mark && has(joint, 'listBreak') && before !== undefined && name(before) !== null;
}

/** The style of a stretch: its own, or the nearest one of its clause, or of the clauses before, or after. */
function stylesOf(stretches: readonly Stretch[], at: number): readonly (Style | 'both')[] {
  const own = stretches[at];
  if (!own) return [];
  if (own.style) return [own.style];
  const before = stretches.slice(0, at).findLast((other) => other.clause === own.clause && other.style)?.style;
  const after = stretches.slice(at + 1).find((other) => other.clause === own.clause && other.style)?.style;
  if (before && after && before !== after && own.units.slice(0, 3).some((unit) => has(unit, 'conditional')))
    return [before, after];
  const near =
    before ??
    after ??
    stretches.slice(0, at).findLast((other) => other.style)?.style ??
    stretches.slice(at + 1).find((other) => other.style)?.style;
  return near ? [near] : [];
}

/** How far a denial reaches, in units; a comparative ("less") only denies the very next. */
const reach = 9;

function deniedIn(units: readonly Unit[], language: Language, several: boolean): Set<Unit> {
  const denied = new Set<Unit>();
  for (const [at, unit] of units.entries()) {
    // "Do not move unless you have to" says when to move.
    if (units.slice(at + 1).some((other) => /^(?:unless|until)\b./i.test(other.text) && language.isContent(other)))
      continue;
    if (has(unit, 'relief')) {
      const spared = units.slice(at + 1, at + 1 + reach).find((other) => hasOpposite(other, language));
      if (spared) denied.add(spared);
      continue;
    }
    if (!has(unit, 'negation') || setsAside(unit)) continue;
    // "Without it you are not ready": two denials make a demand.
    if (several && has(unit, 'privative')) continue;
    // "Do not attempt it without …" is a demand as well.
    const next = units.slice(at + 1).find((other) => language.isContent(other) || has(other, 'privative'));
    if (next && has(next, 'privative')) continue;
    const near = units[at + 1]?.text === 'of' ? 4 : 1;
    const after = units.slice(at + 1, at + 1 + (has(unit, 'diminishing') ? near : reach));
    // "… is not something that they ask of you": with nothing after it, the denial falls on what stands before.
    const ends = !after[0] || after[0].mark || has(after[0], 'conditional');
    const target =
      weighty(after.filter(language.isContent), language) ??
      // "Microservices waste less when …", "failures are rare"
      (unit.text === 'not' ||
      /^(?:rare|absent|unlikely|lacking)$/i.test(unit.text) ||
      (has(unit, 'diminishing') && ends)
        ? units.slice(0, at).findLast(language.isContent)
        : undefined);
    if (!target) continue;
    // A denial of a denial is none.
    if (denied.has(target)) denied.delete(target);
    else denied.add(target);
  }
  return denied;
}

/** "Do not scale in lockstep" denies the lockstep: where the first word has no opposite, the denial falls on the next that has. */
function weighty([first, ...others]: readonly Unit[], language: Language): Unit | undefined {
  if (!first || hasOpposite(first, language) || ![...first.ids].some(language.isConcept)) return first;
  return others.find((other) => hasOpposite(other, language)) ?? first;
}

function hasOpposite(unit: Unit, language: Language): boolean {
  return language.isContent(unit) && [...unit.ids].some((id) => language.opposites(id).length > 0);
}

/** What a stretch names only to set it aside: all after "instead of", and what stands between "not" and "but". */
function asideIn(units: readonly Unit[], next: readonly Unit[] | undefined): Set<Unit> {
  const from = units.findIndex((unit) => setsAside(unit) || (unit.text === 'not' && next?.[0]?.text === 'but'));
  return new Set(from < 0 ? [] : units.slice(from + 1));
}
