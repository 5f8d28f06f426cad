import { type Analysis, activeLicences, allows, covered, fits, isStyle } from '../analysis.ts';
import { has } from '../language.ts';
import type { Licence } from '../licence.ts';
import type { Word } from '../reading.ts';
import type { Failure } from './rule.ts';

/** One thing is called better than another only where the quotes weigh the two styles. */
export function inventsComparison(analysis: Analysis): Failure | null {
  const { words } = analysis.reading;
  const active = activeLicences(analysis);
  for (const word of words) {
    if (!has(word, 'comparison') || active.some((licence) => word.stems.every((stem) => licence.stems.has(stem))))
      continue;
    const after = words
      .slice(word.index + 1)
      .filter((other) => other.clause === word.clause && other.segment <= word.segment + 1);
    // What comes first after "than": a style, which the quotes may weigh, or a thing, which they do not.
    const weighed = after.find((other) => isStyle(other) || other.content);
    if (!weighed || isStyle(weighed)) continue;
    return {
      rule: 'comparison',
      reason: `No quote weighs what stands on the two sides of "${word.text}" against each other.`,
    };
  }
  return null;
}

/** A cause and its effect come from one quote, or from two that the document itself joins. */
export function inventsCause(analysis: Analysis): Failure | null {
  const { words } = analysis.reading;
  const active = activeLicences(analysis);
  for (const word of words) {
    const isSo = concludes(word, words);
    const forward = isSo || has(word, 'effectFollows');
    if (!forward && !has(word, 'causeFollows')) continue;
    const near = words.filter((other) => Math.abs(other.clause - word.clause) <= 1);
    let left = near.filter((other) => other.index < word.index);
    let right = near.filter((other) => other.index > word.index);
    if (!forward && left.every((other) => !other.content)) {
      // "Because A, B": the cause ends at the first comma.
      const comma = right.find((other) => other.mark && other.text === ',');
      if (!comma) continue;
      left = right.filter((other) => other.index > comma.index);
      right = right.filter((other) => other.index < comma.index);
    }
    const [causes, effects] = (forward ? [left, right] : [right, left]).map((side) =>
      active.filter((licence) => covered(licence, side).length > 0),
    );
    if (!causes || !effects || causes.length === 0 || effects.length === 0) continue;
    // Advice may follow from anything: "…, so start with a monolith".
    if (isSo && effects.some(({ relation, open }) => relation !== undefined || open)) continue;
    // A quote on both sides says both; one that is only a cause must be one that the document joins to the effect.
    const added = causes.filter((cause) => !effects.includes(cause));
    const isOwn = added.length === 0 || effects.every((effect) => causes.includes(effect));
    const joined = isOwn || effects.some((effect) => added.some((cause) => explains(cause, effect)));
    if (!joined)
      return { rule: 'causal', reason: `No quote says that one follows from the other, as "${word.text}" has it.` };
  }
  return null;
}

/** "…, so …": what follows is made an effect. */
function concludes(word: Word, words: readonly Word[]): boolean {
  const next = words[word.index + 1]?.text.toLowerCase() ?? '';
  return word.text.toLowerCase() === 'so' && words[word.index - 1]?.mark === true && !/^(?:that|far|long)$/.test(next);
}

/** A section's summing-up follows from the lines that it sums up, and an introducing line from those that it introduces. */
function explains(cause: Licence, effect: Licence): boolean {
  if (cause.fact.section !== effect.fact.section) return false;
  return (
    (effect.fact.summing && !cause.fact.summing) ||
    (effect.fact.introduces && cause.fact.leads.includes(effect.fact.text))
  );
}

/** A judging word must belong to the thing that it is said of: one quote holds both. */
export function mixesQuotes(analysis: Analysis): Failure | null {
  const { language, reading } = analysis;
  const active = activeLicences(analysis);
  for (const value of reading.words) {
    if (!value.content || ![...value.means].some(language.isJudging)) continue;
    const topics = reading.words.filter(
      (word) =>
        word.segment === value.segment &&
        word.content &&
        !analysis.idle.has(word) &&
        word.ids.size > 0 &&
        ![...word.means].some(language.isJudging),
    );
    if (topics.length === 0) continue;
    const holders = active.filter(
      (licence) =>
        fits(value, licence.subject, licence.open) && [...value.means].some((id) => licence.concepts.has(id)),
    );
    if (holders.length === 0) continue;
    const joined = holders.some((licence) => topics.every((topic) => allows(licence, topic, reading, language)));
    // Conditions for one choice may be strung together: "for first versions that must get out quickly".
    const strung =
      holders.some((licence) => licence.relation === 'when') &&
      active.some(
        (licence) => licence.relation === 'when' && topics.some((topic) => allows(licence, topic, reading, language)),
      );
    if (strung) continue;
    if (!joined) {
      const [topic] = topics;
      return { rule: 'overlap', reason: `No quote says "${value.text}" of "${topic?.text}".` };
    }
  }
  return null;
}
