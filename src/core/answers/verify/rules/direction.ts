import { type Analysis, activeLicences, covered, isStyle } from '../analysis.ts';
import { has } from '../language.ts';
import type { Licence } from '../licence.ts';
import type { Word } from '../reading.ts';
import type { Failure } from './rule.ts';

/** What one fact requires must not be what the style gives, and the other way round. */
export function turnsAround(analysis: Analysis): Failure | null {
  const { words } = analysis.reading;
  for (const licence of activeLicences(analysis)) {
    if (!licence.relation) continue;
    const points = covered(licence, words).filter((word) => meetsPoint(licence, word));
    for (const point of points) {
      const verb = governingVerb(words, point);
      if (!verb) continue;
      const failure = wrongWay(licence, verb, words);
      if (failure) return failure;
    }
  }
  return null;
}

function meetsPoint(licence: Licence, word: Word): boolean {
  const [point] = licence.needs;
  return point !== undefined && [...word.means].some((id) => point.has(id));
}

interface Verb {
  readonly word: Word;
  readonly kind: 'produces' | 'demands';
  readonly before: boolean;
}

/** The verb that joins the style to what the fact is about: the nearest in its stretch of the sentence. */
function governingVerb(words: readonly Word[], point: Word): Verb | null {
  const kindOf = (word: Word) => (has(word, 'produces') ? 'produces' : has(word, 'demands') ? 'demands' : null);
  for (let at = point.index - 1; at >= 0; at--) {
    const word = words[at];
    if (!word || word.clause !== point.clause || has(word, 'conditional')) break;
    // "Expect latency" is told to the reader.
    const isAdvice = /^expect$/i.test(word.text) && words[at - 1]?.segment !== word.segment;
    const kind = isAdvice ? null : kindOf(word);
    if (kind) return { word, kind, before: true };
  }
  for (let at = point.index + 1; at < words.length; at++) {
    const word = words[at];
    if (!word || word.segment !== point.segment || has(word, 'conditional')) break;
    const kind = kindOf(word);
    if (kind) return { word, kind, before: false };
  }
  return null;
}

function wrongWay(licence: Licence, verb: Verb, words: readonly Word[]): Failure | null {
  const gives = `The quote "${licence.fact.text}"`;
  const passive = words.slice(verb.word.index - 2, verb.word.index + 3).some((word) => has(word, 'passive'));
  const after = words.slice(verb.word.index + 1).filter((word) => word.segment === verb.word.segment);
  const causeAfter = after.some(
    (word) => isStyle(word) || (word.content && ![...word.means].some((id) => licence.point.has(id))),
  );
  const reversed = !verb.before && causeAfter && !passive;
  if (licence.relation === 'requires') {
    if (verb.kind === 'produces' && verb.before)
      return {
        rule: 'direction',
        reason: `${gives} names what is required, and "${verb.word.text}" makes it a result.`,
      };
    if (verb.kind === 'demands' && reversed)
      return {
        rule: 'direction',
        reason: `${gives} says that the style requires this, not that this requires the style.`,
      };
  }
  if (licence.relation === 'enables' || licence.relation === 'introduces') {
    if (verb.kind === 'demands')
      return {
        rule: 'direction',
        reason: `${gives} names what follows from the style, and "${verb.word.text}" makes it a demand.`,
      };
    if (verb.kind === 'produces' && reversed)
      return {
        rule: 'direction',
        reason: `${gives} names what follows; the sentence turns cause and effect around at "${verb.word.text}".`,
      };
  }
  if (licence.relation === 'when' && verb.before && followsStyle(words, verb.word))
    return {
      rule: 'direction',
      reason: `${gives} is a condition for the choice, and "${verb.word.text}" makes it a ${verb.kind === 'produces' ? 'result' : 'demand'} of it.`,
    };
  return null;
}

/** Scaling needs guide the architecture; the architecture does not guide the needs. */
export function turnsGuideAround(analysis: Analysis): Failure | null {
  const { words } = analysis.reading;
  for (const licence of activeLicences(analysis)) {
    if (licence.relation !== 'guided') continue;
    for (const verb of words) {
      if (!has(verb, 'derives')) continue;
      // "Scaling needs" is a concept of its own, and speaks of scaling all the same.
      const isGuide = (word: Word) =>
        [word.means, ...word.loose].some((ids) => [...ids].some((id) => licence.point.has(id)));
      const before = words.filter((word) => word.index < verb.index);
      const after = words.filter((word) => word.index > verb.index);
      if (
        before.some(isGuide) &&
        !after.some(isGuide) &&
        after.some((word) => word.content || (word.ids.has('neutral') && word.stems.includes('architectur')))
      )
        return {
          rule: 'direction',
          reason: `The quote "${licence.fact.text}" has it the other way round at "${verb.text}".`,
        };
    }
  }
  return null;
}

/** The style stands before the verb, and no "if" or "when" between them. */
function followsStyle(words: readonly Word[], verb: Word): boolean {
  for (let at = verb.index - 1; at >= 0; at--) {
    const word = words[at];
    if (!word || word.clause !== verb.clause || has(word, 'conditional')) return false;
    if (isStyle(word)) return true;
  }
  return false;
}
