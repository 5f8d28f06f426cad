import { type Block, type Button, type Card, plainText } from '../card.ts';
import { decisionActionId } from '../decisions/action-ids.ts';
import type { Citation } from '../knowledge/document.ts';
import type { PlainVerdict } from '../model/verdict-writer.ts';
import { actionId } from './action-ids.ts';
import { disagreementLines } from './disagreement-lines.ts';
import type { Questionnaire } from './questionnaire.ts';
import type { Verdict } from './verdict.ts';
import {
  blockLine,
  distinctFlips,
  flipLine,
  objectionLine,
  possibleBlockLine,
  pullLine,
  quoted,
  reasons,
  scaleBlock,
  standing,
  stepLines,
} from './verdict-parts.ts';
import { listed, nameOf, questionOf, strong, textOf } from './wording.ts';

export interface VerdictCardOptions {
  /** What it is about, as the person named it. */
  readonly title?: string;
  /** The id of the saved check, which the buttons then carry. */
  readonly record?: string;
  /** Which buttons the place can answer; `rest` is only shown where something is open. */
  readonly buttons?: readonly VerdictButton[];
  /** Says the headline and where the score stands in other words, which were checked to say the same. */
  readonly words?: string | undefined;
}

export type VerdictButton = 'rest' | 'change' | 'breakdown' | 'summary' | 'record';

const shownReasons = 3;
const shownFlips = 2;
const shownSettling = 3;

/** The verdict as it is posted: what it is and why first, then what speaks against it and what would change it. */
export function verdictCard(questionnaire: Questionnaire, verdict: Verdict, options: VerdictCardOptions = {}): Card {
  const { name, headline, backing, reading, silent } = textOf(questionnaire, verdict.verdict);
  const { title } = options;
  return {
    summary: `${title ? `${title}: ` : ''}${name}. ${headline}`,
    blocks: [
      ...(title ? [{ kind: 'note' as const, text: title }] : []),
      { kind: 'heading', text: name },
      ...(options.words === undefined
        ? [
            { kind: 'text' as const, text: [strong(headline)] },
            { kind: 'text' as const, text: standing(questionnaire, verdict) },
          ]
        : [{ kind: 'text' as const, text: options.words }]),
      scaleBlock(questionnaire, verdict),
      ...section('Why', whyLines(questionnaire, verdict)),
      ...section('Where you disagree', disagreementLines(questionnaire, verdict)),
      ...section('The strongest argument against', againstLines(questionnaire, verdict)),
      ...section(costHeading(verdict), showsCosts(verdict) ? [costLine(verdict)] : []),
      ...section('What would change it', changeLines(questionnaire, verdict)),
      ...(backing === 'document'
        ? []
        : [{ kind: 'note' as const, text: [strong('Our reading: '), { text: reading }] }]),
      { kind: 'note', text: [strong('The document does not say: '), { text: `${silent.join('; ')}.` }] },
      ...verdict.beyondDocument
        .slice(0, 1)
        .map((text): Block => ({ kind: 'note', text: [strong('Beyond the document: '), { text }] })),
      { kind: 'note', text: questionnaire.numbers },
      { kind: 'sources', citations: citationsOf(questionnaire, verdict) },
      { kind: 'buttons', buttons: buttons(verdict, options) },
    ],
  };
}

/** What the card says first, as lines that a model may put into a paragraph. */
export function plainVerdict(questionnaire: Questionnaire, verdict: Verdict): PlainVerdict {
  const { name, headline } = textOf(questionnaire, verdict.verdict);
  return { name, lines: [`${name}.`, headline, plainText(standing(questionnaire, verdict))] };
}

function section(title: string, items: readonly string[]): Block[] {
  if (items.length === 0) return [];
  return [
    { kind: 'text', text: [strong(title)] },
    { kind: 'list', items },
  ];
}

function whyLines(questionnaire: Questionnaire, verdict: Verdict): string[] {
  const pulls = reasons(verdict)
    .slice(0, shownReasons)
    .map((each) => pullLine(questionnaire, each));
  const blocks = verdict.blocks.map((each) => blockLine(questionnaire, each));
  const possible = verdict.possibleBlocks
    .filter(({ cap }) => verdict.reachable.length > 1 && cap !== 'microservices')
    .slice(0, shownReasons)
    .map((each) => possibleBlockLine(questionnaire, each));
  const lines = [...pulls, ...blocks, ...(pulls.length + blocks.length > 0 ? [] : possible)];
  if (lines.length > 0) return lines;
  return textOf(questionnaire, verdict.verdict).citations.map((citation) => `The document: ${quoted(citation)}`);
}

/** The strongest pulls and blocks on the other side of the verdict, in words, each with its quote and section. */
export function againstLines(questionnaire: Questionnaire, verdict: Verdict): string[] {
  return verdict.against.map((objection) => objectionLine(questionnaire, objection));
}

function costHeading({ side }: Verdict): string {
  return side === 'microservices' ? 'What it costs' : 'What staying with one unit costs';
}

/** Microservices always come with their costs; the other side where nothing else speaks against it. */
function showsCosts({ side, against }: Verdict): boolean {
  return side === 'microservices' || against.length === 0;
}

function costLine({ costs }: Verdict): string {
  return `The document names ${listed(costs.map(quoted))}.`;
}

function changeLines(questionnaire: Questionnaire, verdict: Verdict): string[] {
  const { nextSteps, flips } = verdict;
  const others = distinctFlips(nextSteps ? [nextSteps, ...flips] : flips)
    .slice(nextSteps ? 1 : 0)
    .slice(0, shownFlips)
    .map((flip) => `It would be ${flipLine(questionnaire, flip)}.`);
  return [...settlingLine(questionnaire, verdict), ...stepsLine(questionnaire, verdict), ...others];
}

function settlingLine(questionnaire: Questionnaire, { settles, unknown, reachable }: Verdict): string[] {
  const questions = settles.slice(0, shownSettling).map((id) => `“${questionOf(questionnaire, id).text}”`);
  if (questions.length > 0) return [`An answer to ${listed(questions, 'or')} would settle it further.`];
  return unknown.length > 0 && reachable.length > 1
    ? ['No single open answer would settle it, only several together.']
    : [];
}

function stepsLine(questionnaire: Questionnaire, { verdict, nextSteps, unknown }: Verdict): string[] {
  if (nextSteps) {
    const target = nameOf(questionnaire, nextSteps.verdict);
    return [`Toward ${target}, this is what you can work on. ${stepLines(questionnaire, nextSteps).join(' ')}`];
  }
  if (verdict === 'microservices') return [];
  const open = unknown.length > 0;
  return [`${open ? 'As long as the rest is open, nothing' : 'Nothing'} that you can work on would change it.`];
}

/** Every citation that the card leans on, once, in the order of the documents. */
function citationsOf(questionnaire: Questionnaire, verdict: Verdict): Citation[] {
  const all = [
    ...textOf(questionnaire, verdict.verdict).citations,
    ...reasons(verdict)
      .slice(0, shownReasons)
      .map(({ citation }) => citation),
    ...verdict.blocks.map(({ citation }) => citation),
    ...verdict.against.map(({ citation }) => citation),
    ...(showsCosts(verdict) ? verdict.costs : []),
    ...(verdict.reachable.length > 1 ? [questionnaire.whenOpen] : []),
  ];
  const unique = new Map(all.map((citation) => [`${citation.source}:${citation.line}:${citation.quote}`, citation]));
  return [...unique.values()].sort((a, b) => a.source.localeCompare(b.source) || a.line - b.line);
}

function buttons(
  verdict: Verdict,
  { record = null, buttons: wanted }: { record?: string | null; buttons?: readonly VerdictButton[] },
): Button[] {
  const known: Record<VerdictButton, Button | null> = {
    rest:
      verdict.unknown.length > 0 ? { id: actionId({ kind: 'form', form: 'full' }), label: 'Answer the rest' } : null,
    change: { id: actionId({ kind: 'change', record }), label: 'Change answers' },
    breakdown: { id: actionId({ kind: 'breakdown', record }), label: 'Full breakdown' },
    summary: { id: actionId({ kind: 'summary', record }), label: 'Post summary to a thread' },
    record:
      record === null ? null : { id: decisionActionId({ kind: 'record', check: record }), label: 'Record decision' },
  };
  return (wanted ?? ['change', 'breakdown']).flatMap((button) => known[button] ?? []);
}
