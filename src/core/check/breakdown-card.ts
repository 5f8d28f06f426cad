import type { Block, Card } from '../card.ts';
import { disagreementLines } from './disagreement-lines.ts';
import type { Questionnaire } from './questionnaire.ts';
import type { Verdict } from './verdict.ts';
import {
  blockLine,
  flipLine,
  objectionLine,
  possibleBlockLine,
  quoted,
  scaleBlock,
  standing,
  stepLines,
} from './verdict-parts.ts';
import { listed, nameOf, optionOf, questionOf, signed, strong, textOf } from './wording.ts';

/** Everything behind a verdict: each answer with what it counts, each block, each flip that was kept, each source. */
export function breakdownCard(
  questionnaire: Questionnaire,
  verdict: Verdict,
  options: { readonly title?: string } = {},
): Card {
  const { name, reading, citations } = textOf(questionnaire, verdict.verdict);
  const heading = `How “${name}” came about`;
  return {
    summary: options.title ? `${options.title}: ${heading}` : heading,
    blocks: [
      { kind: 'heading', text: heading },
      ...(options.title ? [{ kind: 'text' as const, text: [strong(options.title)] }] : []),
      ...standing(questionnaire, verdict).map((text): Block => ({ kind: 'text', text })),
      scaleBlock(questionnaire, verdict),
      contributionTable(questionnaire, verdict),
      ...section('Exceptions to the weight rule', exceptions(questionnaire, verdict)),
      ...section(
        'Not known',
        verdict.unknown.map((id) => openLine(questionnaire, verdict, id)),
      ),
      ...section('Where you disagree', disagreementLines(questionnaire, verdict)),
      ...section(
        'Blocks that fire',
        verdict.blocks.map((each) => blockLine(questionnaire, each)),
      ),
      ...section(
        'Blocks that may fire',
        verdict.possibleBlocks.map((each) => possibleBlockLine(questionnaire, each)),
      ),
      ...section(
        'Against it',
        verdict.against.map((each) => objectionLine(questionnaire, each)),
      ),
      ...section('What would change it', flipLines(questionnaire, verdict)),
      ...section('What you can work on', verdict.nextSteps ? stepLines(questionnaire, verdict.nextSteps) : []),
      ...section(
        `What ${name} costs, in the document's words`,
        verdict.costs.map((cost) => `${quoted(cost)} (${cost.section})`),
      ),
      { kind: 'text', text: [strong('The verdict itself')] },
      ...citations.map((citation): Block => ({ kind: 'quote', citation })),
      { kind: 'note', text: reading },
      ...section('Beyond the document: common advice, not its words', verdict.beyondDocument),
      { kind: 'note', text: questionnaire.numbers },
      { kind: 'note', text: `Rules version ${verdict.rules.version}, ${verdict.rules.hash.slice(0, 12)}.` },
    ],
  };
}

function section(title: string, items: readonly string[]): Block[] {
  if (items.length === 0) return [];
  return [
    { kind: 'text', text: [strong(title)] },
    { kind: 'list', items },
  ];
}

function contributionTable(questionnaire: Questionnaire, { contributions, score }: Verdict): Block {
  return {
    kind: 'table',
    columns: ['Question', 'Answer', 'Pull', 'The document'],
    rows: [
      ...contributions.map(({ question, option, pull, citation }) => [
        questionOf(questionnaire, question).topic,
        optionOf(questionnaire, question, option).label,
        signed(pull),
        pull === 0 ? 'pulls to neither side' : `${quoted(citation)} (${citation.section})`,
      ]),
      ['Sum', '', signed(score), ''],
    ],
  };
}

function exceptions(questionnaire: Questionnaire, { contributions }: Verdict): string[] {
  return contributions.flatMap(({ question, option }) => {
    const { why } = optionOf(questionnaire, question, option);
    return why === null ? [] : [`${questionOf(questionnaire, question).topic}: ${why}`];
  });
}

function openLine(questionnaire: Questionnaire, { settles }: Verdict, id: string): string {
  const { text, options } = questionOf(questionnaire, id);
  const pulls = options.map(({ pull }) => pull);
  const range = `counts from ${signed(Math.min(...pulls))} to ${signed(Math.max(...pulls))}`;
  return `${text} It ${range}${settles.includes(id) ? ', and the answer can settle something' : ''}.`;
}

function flipLines(questionnaire: Questionnaire, verdict: Verdict): string[] {
  const { flips, flipsTotal } = verdict;
  if (flipsTotal === 0) {
    const names = verdict.reachable.map((id) => nameOf(questionnaire, id));
    return verdict.unknown.length > 0
      ? [`No change to the answers given, as long as so much is open. Reachable: ${listed(names, 'or')}.`]
      : ['No change to the answers given.'];
  }
  const rest = flipsTotal - flips.length;
  return [
    ...flips.map((flip) => `${flipLine(questionnaire, flip)}.`),
    ...(rest > 0 ? [`There are ${rest} more ways, with as many changes or more.`] : []),
  ];
}
