import type { Style } from '../../knowledge/document.ts';
import { createPhrases, type Phrases, type Unit } from './phrases.ts';
import { tokenise } from './tokens.ts';
import type { Role, Wording } from './wording.ts';

/** The wording, ready to be looked up. */
export interface Language {
  readonly wording: Wording;
  units(text: string): Unit[];
  /** Where a sentence without a plain name of a style gives one away: the token at which each hint begins. */
  hints(text: string): ReadonlyMap<number, Style>;
  /** The concepts that the negation of this one means. */
  opposites(id: string): readonly string[];
  /** The ids with all that they imply. */
  closure(ids: Iterable<string>): Set<string>;
  /** Says something by itself, so that a quote must stand behind it. */
  isContent(unit: Unit): boolean;
  /** A concept that judges a thing rather than naming one. */
  isJudging(id: string): boolean;
  isConcept(id: string): boolean;
}

export const neutralId = 'neutral';
/** A topic that the documents are silent on, whatever else the words could mean. */
export const beyondId = 'beyond';

export function roleId(role: Role): string {
  return `role:${role}`;
}

export function styleId(style: Style | 'both' | 'other' | 'quoted'): string {
  return `style:${style}`;
}

/** The id under which a fact's own phrases are found. */
export function factId(index: number): string {
  return `fact:${index}`;
}

export function has(unit: Unit | undefined, role: Role): boolean {
  return unit?.ids.has(roleId(role)) ?? false;
}

/** Roles that a word plays only in some places: elsewhere it is a word like any other. */
const passing: ReadonlySet<string> = new Set([roleId('audience'), roleId('counted')]);

/** "Refreshingly", "happily": an adverb that no list knows colours a sentence and adds nothing. Those that do add stand in a list. */
const adverb = /^\p{L}\p{Ll}{2,}ly$/u;

export function createLanguage(wording: Wording): Language {
  const found = createPhrases();
  addAll(found, wording);
  const judging = new Set(wording.judging);
  const hints = createPhrases();
  for (const style of ['monolith', 'microservices'] as const)
    for (const phrase of wording.hints[style]) hints.add(phrase, style);
  const opposites = new Map<string, string[]>();
  for (const [id, { opposite }] of Object.entries(wording.concepts)) {
    if (opposite === undefined) continue;
    opposites.set(id, [...(opposites.get(id) ?? []), opposite]);
    opposites.set(opposite, [...(opposites.get(opposite) ?? []), id]);
  }
  const isConcept = (id: string) => Object.hasOwn(wording.concepts, id) || id.startsWith('fact:');
  return {
    wording,
    units: (text) => found.units(tokenise(text)),
    hints: (text) => {
      const found = new Map<number, Style>();
      for (const unit of hints.units(tokenise(text)))
        for (const style of ['monolith', 'microservices'] as const)
          if (unit.ids.has(style)) found.set(unit.from, style);
      return found;
    },
    opposites: (id) => opposites.get(id) ?? [],
    isJudging: (id) => judging.has(id),
    isConcept,
    isContent: (unit) => {
      if (unit.mark) return false;
      if (unit.ids.has(beyondId)) return true;
      if (unit.ids.has(neutralId)) return false;
      if (unit.ids.size === 0) return !adverb.test(unit.stems.length === 1 ? unit.text : '');
      if ([...unit.ids].every((id) => passing.has(id))) return true;
      let concept = false;
      for (const id of unit.ids) {
        if (id.startsWith('style:')) return false;
        if (isConcept(id)) concept = true;
      }
      return concept;
    },
    closure(ids) {
      const all = new Set(ids);
      for (const id of all) for (const implied of wording.concepts[id]?.implies ?? []) all.add(implied);
      return all;
    },
  };
}

function addAll(found: Phrases, wording: Wording): void {
  const add = (phrases: readonly string[], id: string) => {
    for (const phrase of phrases) found.add(phrase, id);
  };
  for (const group of Object.values(wording.neutral)) add(group, neutralId);
  for (const style of ['monolith', 'microservices', 'both', 'other', 'quoted'] as const)
    add(wording.styles[style], styleId(style));
  for (const role of roles) if (role !== 'passive') add(wording.roles[role], roleId(role));
  for (const phrase of wording.roles.passive) found.addExact(phrase, roleId('passive'));
  for (const phrase of wording.beyond) found.addExact(phrase, beyondId);
  for (const [id, { words }] of Object.entries(wording.concepts)) add(words, id);
  for (const [index, { words }] of wording.facts.entries()) add(words ?? [], factId(index));
}

const roles = [
  'clauseBreak',
  'listBreak',
  'contrast',
  'negation',
  'privative',
  'diminishing',
  'overClaim',
  'number',
  'causeFollows',
  'effectFollows',
  'produces',
  'demands',
  'passive',
  'conditional',
  'comparison',
  'framing',
  'derives',
  'audience',
  'relief',
  'counted',
  'prompt',
] as const satisfies readonly Role[];
