import type { Style } from '../../knowledge/document.ts';
import { createPhrases, type Phrases, type Unit } from './phrases.ts';
import { tokenise } from './tokens.ts';
import type { Role, Wording } from './wording.ts';

/** The wording, ready to be looked up. */
export interface Language {
  readonly wording: Wording;
  units(text: string): Unit[];
  /** The concepts that the negation of this one means. */
  opposites(id: string): readonly string[];
  /** The ids with all that they imply. */
  closure(ids: Iterable<string>): Set<string>;
  /** Says something by itself, so that a quote must stand behind it. */
  isContent(unit: Unit): boolean;
  /** A concept with an opposite: it judges a thing rather than naming one. */
  isValue(id: string): boolean;
  isConcept(id: string): boolean;
}

export const neutralId = 'neutral';

export function roleId(role: Role): string {
  return `role:${role}`;
}

/** @param hint true for a name that counts only where there is no plainer one */
export function styleId(style: Style | 'both' | 'other', hint = false): string {
  return `${hint ? 'hint' : 'style'}:${style}`;
}

/** The id under which a fact's own phrases are found. */
export function factId(index: number): string {
  return `fact:${index}`;
}

export function has(unit: Unit | undefined, role: Role): boolean {
  return unit?.ids.has(roleId(role)) ?? false;
}

export function createLanguage(wording: Wording): Language {
  const found = createPhrases();
  addAll(found, wording);
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
    opposites: (id) => opposites.get(id) ?? [],
    isValue: (id) => opposites.has(id),
    isConcept,
    isContent: (unit) => {
      if (unit.mark || unit.ids.has(neutralId)) return false;
      if (unit.ids.size === 0) return true;
      for (const id of unit.ids) if (isConcept(id)) return true;
      return false;
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
  for (const style of ['monolith', 'microservices', 'both', 'other'] as const)
    add(wording.styles[style], styleId(style));
  for (const style of ['monolith', 'microservices'] as const) add(wording.hints[style], styleId(style, true));
  for (const role of roles) add(wording.roles[role], roleId(role));
  for (const [id, { words }] of Object.entries(wording.concepts)) add(words, id);
  for (const [index, { words }] of wording.facts.entries()) add(words ?? [], factId(index));
}

const roles = [
  'clauseBreak',
  'listBreak',
  'contrast',
  'negation',
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
  'prompt',
] as const satisfies readonly Role[];
