import type { Analysis, Backing } from '../analysis.ts';
import { allows, covered, fits } from '../analysis.ts';
import { has } from '../language.ts';
import type { Licence } from '../licence.ts';
import type { Word } from '../reading.ts';
import type { Failure } from './text.ts';

/** A rule that holds a sentence against its quotes. */
export type MeaningRule = (analysis: Analysis) => Failure | null;

function activeLicences(analysis: Analysis): Licence[] {
  return analysis.backings.filter((backing) => backing.active).map((backing) => backing.licence);
}

/** Numbers come from the quotes or not at all. */
function inventsNumber({ reading, backings }: Analysis): Failure | null {
  const word = reading.words.find(
    (word) =>
      (has(word, 'number') || /\p{N}/u.test(word.text)) &&
      !backings.some(({ licence }) => word.stems.every((stem) => licence.stems.has(stem))),
  );
  return word ? { rule: 'numbers', reason: `No quote gives the number "${word.text}".` } : null;
}

/** "Always", "guarantees", "every company": more than any quote says. */
function overClaims({ reading, backings }: Analysis): Failure | null {
  const word = reading.words.find(
    (word) =>
      has(word, 'overClaim') && !backings.some(({ licence }) => word.stems.every((stem) => licence.stems.has(stem))),
  );
  return word ? { rule: 'over-claim', reason: `"${word.text}" claims more than the quotes say.` } : null;
}

/** What one fact requires must not be what the style gives, and the other way round. */
function turnsAround(analysis: Analysis): Failure | null {
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

function isStyle(word: Word): boolean {
  for (const id of word.ids) if (id.startsWith('style:')) return true;
  return false;
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
    const kind = kindOf(word);
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
  if (licence.relation === 'when' && verb.kind === 'produces' && verb.before && followsStyle(words, verb.word))
    return {
      rule: 'direction',
      reason: `${gives} is a condition for the choice, and "${verb.word.text}" makes it a result of it.`,
    };
  return null;
}

/** Scaling needs guide the architecture; the architecture does not guide the needs. */
function turnsGuideAround(analysis: Analysis): Failure | null {
  const { words } = analysis.reading;
  for (const licence of activeLicences(analysis)) {
    if (licence.relation !== 'guided') continue;
    for (const verb of words) {
      if (!has(verb, 'derives')) continue;
      const isGuide = (word: Word) => [...word.means].some((id) => licence.point.has(id));
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

/** One thing is called better than another only where the quotes weigh the two styles. */
function inventsComparison(analysis: Analysis): Failure | null {
  const { words } = analysis.reading;
  const active = activeLicences(analysis);
  for (const word of words) {
    if (!has(word, 'comparison')) continue;
    const after = words
      .slice(word.index + 1)
      .filter((other) => other.clause === word.clause && other.segment <= word.segment + 1);
    const styleAfter = after.some((other) =>
      /^style:/.test([...other.ids].find((id) => id.startsWith('style:')) ?? ''),
    );
    const content = after.filter((other) => other.content);
    if (styleAfter && !(after.find((other) => other.content)?.index ?? Infinity < 0)) continue;
    const own = active.some((licence) => licence.stems.has(word.stems[0] ?? ''));
    if (own || content.length === 0) continue;
    const first = after.findIndex((other) => other.content);
    const style = after.findIndex((other) => [...other.ids].some((id) => id.startsWith('style:')));
    if (style >= 0 && style < first) continue;
    return {
      rule: 'comparison',
      reason: `No quote weighs what stands on the two sides of "${word.text}" against each other.`,
    };
  }
  return null;
}

/** A cause and its effect come from one quote, or from two that the document itself joins. */
function inventsCause(analysis: Analysis): Failure | null {
  const { words } = analysis.reading;
  const active = activeLicences(analysis);
  for (const word of words) {
    const forward = has(word, 'effectFollows');
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
    const joined = effects.some((effect) => causes.some((cause) => cause === effect || explains(cause, effect)));
    if (!joined)
      return { rule: 'causal', reason: `No quote says that one follows from the other, as "${word.text}" has it.` };
  }
  return null;
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
function mixesQuotes(analysis: Analysis): Failure | null {
  const { language, reading } = analysis;
  const active = activeLicences(analysis);
  for (const value of reading.words) {
    if (!value.content || ![...value.means].some(language.isValue)) continue;
    const topics = reading.words.filter(
      (word) =>
        word.segment === value.segment && word.content && word.ids.size > 0 && ![...word.means].some(language.isValue),
    );
    if (topics.length === 0) continue;
    const holders = active.filter(
      (licence) =>
        fits(value, licence.subject, licence.open) && [...value.means].some((id) => licence.concepts.has(id)),
    );
    if (holders.length === 0) continue;
    const joined = holders.some((licence) => topics.some((topic) => allows(licence, topic, reading, language)));
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

/** "Fast" is said of development and delivery; by itself it would speak of speed at run time. */
function leavesHanging({ reading, language }: Analysis): Failure | null {
  for (const word of reading.words) {
    if (!word.content) continue;
    for (const id of word.ids) {
      const company = language.wording.concepts[id]?.with;
      if (!company) continue;
      const near = reading.words.filter((other) => other !== word && other.clause === word.clause);
      const meant = near.some((other) =>
        [...other.ids, ...other.loose.flatMap((ids) => [...ids])].some((known) => company.includes(known)),
      );
      if (!meant) return { rule: 'overlap', reason: `The quotes do not say "${word.text}" of this.` };
    }
  }
  return null;
}

/** Every word of weight is backed by a quote of the right style, the right way round, with its conditions. */
function leavesUnbacked(analysis: Analysis): Failure | null {
  for (const word of analysis.unbacked) return explain(word, analysis);
  return null;
}

function explain(word: Word, { backings, language }: Analysis): Failure {
  const quoted = `"${word.text}"`;
  const says = (licence: Licence, ids: Iterable<string>) =>
    [...ids].some((id) => language.isConcept(id) && licence.concepts.has(id)) ||
    (word.ids.size === 0 && word.stems.every((stem) => licence.stems.has(stem)));
  const other = backings.find(({ licence }) => !fits(word, licence.subject, licence.open) && says(licence, word.means));
  const own = backings.find(
    ({ licence, active }) => !active && fits(word, licence.subject, licence.open) && says(licence, word.means),
  );
  const fitting = backings.filter(({ licence }) => fits(word, licence.subject, licence.open));
  if (word.name && word.ids.size === 0) return { rule: 'names', reason: `No quote names ${quoted}.` };
  if (own) return lacking(own, quoted);
  const against = word.negated ? word.ids : [...word.ids].flatMap(language.opposites);
  if (fitting.some(({ licence }) => says(licence, against)))
    return { rule: 'polarity', reason: `${quoted} says the opposite of the quote.` };
  if (other) {
    const { fact } = other.licence;
    const rule = fact.kind === 'cell' ? 'column' : 'subject';
    return {
      rule,
      reason: `${quoted} is backed by a quote on ${fact.subject}, and the sentence says it of the other style.`,
    };
  }
  if (word.name) return { rule: 'names', reason: `No quote names ${quoted}.` };
  if (word.negated) return { rule: 'polarity', reason: `The sentence denies ${quoted}, and no quote does.` };
  return { rule: 'overlap', reason: `No quote says anything of ${quoted}.` };
}

function lacking({ licence, missing }: Backing, quoted: string): Failure {
  const group = [...(missing[0] ?? [])]
    .filter((id) => !id.startsWith('fact:'))
    .map((id) => id.replace(/^=/, '').replaceAll('-', ' '));
  const point = missing[0] === licence.needs[0];
  return {
    rule: point ? 'overlap' : 'condition',
    reason: `${quoted} rests on the quote "${licence.fact.text}", but the sentence leaves out what that quote says: ${group.slice(0, 3).join(' or ')}.`,
  };
}

/** The sentence must say something that its quotes say, and not only what stands around them. */
function saysNothingQuoted({ backings, reading, language }: Analysis): Failure | null {
  if (backings.some((backing) => backing.active)) return null;
  const [first] = backings;
  if (!first) return null;
  const left = first.missing[0] === first.licence.needs[0];
  if (reading.words.every((word) => word.styles.length === 0) && first.licence.subject !== null)
    return {
      rule: 'subject',
      reason: `The sentence does not say that it speaks of ${first.licence.subject}, as the quote "${first.licence.fact.text}" does.`,
    };
  const denied = reading.words.find((word) =>
    backings.some(
      ({ licence, missing }) =>
        missing[0] === licence.needs[0] &&
        fits(word, licence.subject, licence.open) &&
        [...(word.negated ? word.ids : [...word.ids].flatMap(language.opposites))].some((id) => licence.point.has(id)),
    ),
  );
  if (denied?.content) return { rule: 'polarity', reason: `"${denied.text}" says the opposite of the quote.` };
  const swapped = backings.some(
    ({ licence }) =>
      licence.subject !== null &&
      reading.words.some(
        (word) =>
          word.content &&
          !fits(word, licence.subject, licence.open) &&
          [...word.means].some((id) => licence.core.has(id)),
      ),
  );
  if (swapped) {
    const cell = first.licence.fact.kind === 'cell';
    return {
      rule: cell ? 'column' : 'subject',
      reason: `The quote "${first.licence.fact.text}" is about ${first.licence.subject}, and the sentence speaks of the other style.`,
    };
  }
  return {
    rule: left ? 'overlap' : 'condition',
    reason: lacking(first, 'The sentence').reason.replace(/^The sentence rests on/, 'The sentence should rest on'),
  };
}

export const meaningRules: readonly MeaningRule[] = [
  inventsNumber,
  overClaims,
  saysNothingQuoted,
  leavesUnbacked,
  turnsAround,
  turnsGuideAround,
  inventsComparison,
  inventsCause,
  mixesQuotes,
  leavesHanging,
];
