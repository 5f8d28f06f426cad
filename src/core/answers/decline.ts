import { type Lexicon, styles } from '../knowledge/lexicon.ts';
import type { Answer } from './answer.ts';
import type { Surroundings } from './coverage-rule.ts';
import type { Judged, Missing } from './outcome.ts';
import type { Ranking } from './ranking.ts';
import { likely } from './scores.ts';

/** A remark as a whole answer. */
export function remark(
  status: Answer['status'],
  text: string,
  ranked: readonly string[] = [],
  notCovered: readonly string[] = [],
): Answer {
  return {
    status,
    mode: 'offline',
    parts: [{ kind: 'remark', text }],
    citations: [],
    ranked,
    notCovered,
    offer: null,
  };
}

/** Says that nothing can be said to what is asked. @param near the section that comes closest, where there is one */
export function decline(
  missing: readonly Missing[],
  near: string | null,
  ranked: readonly string[],
  { data }: Lexicon,
): Answer {
  const named = [...new Set(missing.flatMap(({ what, about }) => (about === 'elsewhere' ? [] : (what ?? []))))];
  if (missing.every(({ about }) => about === 'elsewhere')) return remark('declined', data['off-topic'].reply, ranked);
  if (asksForCode(missing)) return remark('declined', data.code.reply, ranked, ['code']);
  const what =
    named.length > 0 ? data.wording.declined.replace('{what}', orList(named)) : data.wording['declined-unnamed'];
  const closest = near ? ` ${data.wording.nearest.replace('{section}', near)}` : '';
  return remark('declined', `${what}${closest}`, ranked, named);
}

/** The section that comes closest to what is asked, where nothing can be said. */
export function closestTo([first]: readonly Judged[], around: Surroundings, ranking: Ranking): string | null {
  const close = first?.ask.aspects.find(({ score, aspect }) => score >= likely && aspect.priority > -2);
  if (!first || !close) return null;
  const order = styles.toSorted((a, b) => Number(around.styles.includes(b)) - Number(around.styles.includes(a)));
  const sections = order.flatMap((style) =>
    close.aspect.sides[style].lines.flatMap(({ citations }) => citations.map(({ section }) => section)),
  );
  return ranking.of([], first.ask.focus.tokens).find((section) => sections.includes(section)) ?? sections[0] ?? null;
}

/** Whether the bot is to write a program. */
export function asksForCode(missing: readonly Missing[]): boolean {
  return missing.some(({ about }) => about === 'code');
}

/** A list whose last two are joined by “or”. */
export function orList(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}
