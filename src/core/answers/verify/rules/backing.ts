import { type Analysis, activeLicences, type Backing, covered, fits, isStyle } from '../analysis.ts';
import { has, neutralId } from '../language.ts';
import type { Licence } from '../licence.ts';
import type { Word } from '../reading.ts';
import type { Failure } from './rule.ts';

/** Every word of weight is backed by a quote of the right style, the right way round, with its conditions. */
export function leavesUnbacked(analysis: Analysis): Failure | null {
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
export function saysNothingQuoted({ backings, reading, language }: Analysis): Failure | null {
  const active = backings.filter((backing) => backing.active);
  const [lead] = active;
  if (lead && active.every(({ licence }) => licence.leadsOnly))
    return {
      rule: 'quote',
      reason: `The quote "${lead.licence.fact.text}" only introduces others, and none of them is told.`,
    };
  if (lead) return null;
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

/** "With a small team, do not use a monolith": what a fact recommends under a condition, the sentence must not advise against. */
export function refusesChoice(analysis: Analysis): Failure | null {
  const { words } = analysis.reading;
  const turned = choosesUnless(analysis);
  if (turned) return turned;
  if (words.some((word) => /^(?:unless|until|only|merely|just)\b/i.test(word.text))) return null;
  for (const licence of activeLicences(analysis)) {
    if (licence.relation !== 'when') continue;
    const denied = words.find(
      (word) => isStyle(word) && !word.both && fits(word, licence.subject) && isDenied(word, words),
    );
    if (denied)
      return {
        rule: 'polarity',
        reason: `The quote "${licence.fact.text}" speaks for the choice that is denied here.`,
      };
  }
  return null;
}

/** "Use it unless you need to": the quote names when to choose it, and the sentence when not to. */
function choosesUnless(analysis: Analysis): Failure | null {
  const { words } = analysis.reading;
  const at = words.findIndex((word) => /^unless\b/i.test(word.text));
  if (at < 0) return null;
  const behind = words.slice(at).filter((word) => word.clause === words[at]?.clause);
  for (const licence of activeLicences(analysis)) {
    if (licence.relation !== 'when' || covered(licence, behind).length === 0) continue;
    const chosen = words.find((word) => isStyle(word) && !word.both && fits(word, licence.subject));
    if (chosen && !words.some((word) => has(word, 'negation') && !/^unless\b/i.test(word.text)))
      return {
        rule: 'polarity',
        reason: `The quote "${licence.fact.text}" is a reason for the choice, and "unless" makes it one against.`,
      };
  }
  return null;
}

/** "A monolith, like microservices, …": what is said of one style and likened to the other is said of both. */
export function likens(analysis: Analysis): Failure | null {
  const { words } = analysis.reading;
  const styles = new Set(words.filter(isStyle).flatMap(({ ids }) => [...ids].filter((id) => id.startsWith('style:'))));
  if (styles.size < 2) return null;
  const word = words.find((word) => {
    const next = words.slice(word.index + 1).find((other) => other.ids.size !== 1 || !other.ids.has(neutralId));
    return /^(?:just )?(?:like|similar to|the same as|same as|as much as)$/i.test(word.text) && next && isStyle(next);
  });
  const subjects = new Set(activeLicences(analysis).map(({ subject }) => subject));
  const [subject] = subjects;
  if (!word || subjects.size !== 1 || subject === 'both' || subject === null) return null;
  return {
    rule: 'subject',
    reason: `The quotes are about ${subject} alone, and "${word.text}" says it of both styles.`,
  };
}

/** "Microservices avoid latency": the style brings what the quote says, and the sentence has it spared. */
export function avoidsPoint(analysis: Analysis): Failure | null {
  const { words } = analysis.reading;
  for (const word of words) {
    if (!/^avoid(?:s|ing)?$/i.test(word.text)) continue;
    const before = words.slice(0, word.index).filter((other) => other.clause === word.clause);
    const after = words.slice(word.index + 1).filter((other) => other.segment === word.segment);
    for (const licence of activeLicences(analysis)) {
      if (!before.some((other) => isStyle(other) && fits(other, licence.subject))) continue;
      if (covered(licence, after).length > 0)
        return {
          rule: 'polarity',
          reason: `The quote "${licence.fact.text}" says that it is so, and "${word.text}" that it is not.`,
        };
    }
  }
  return null;
}

/** "… is not one of their challenges": what the document counts among a kind of thing, the sentence must not take out. */
export function deniesKind({ reading }: Analysis): Failure | null {
  const { words } = reading;
  const kind = words.find((word) => has(word, 'counted') && !has(word, 'relief') && isDenied(word, words));
  return kind
    ? { rule: 'polarity', reason: `The sentence denies that something is a ${kind.text}, and no quote does.` }
    : null;
}

/** A plain "not" or "no" stands before it, with nothing of weight between them. */
function isDenied(word: Word, words: readonly Word[]): boolean {
  for (let at = word.index - 1; at >= Math.max(0, word.index - 5); at--) {
    const before = words[at];
    if (!before || before.mark || before.segment !== word.segment) return false;
    if (/^(?:not|never|cannot|don't|doesn't)(?: (?:a|an|one|the))?$/i.test(before.text)) return true;
    if (before.content && !/^(?:use|choose|pick|adopt|take|go)/i.test(before.text)) return false;
  }
  return false;
}
