import type { Block, Card } from '../card.ts';
import { disagreementLines } from './disagreement-lines.ts';
import type { Option, Questionnaire } from './questionnaire.ts';
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
      { kind: 'text', text: standing(questionnaire, verdict) },
      scaleBlock(questionnaire, verdict),
      contributionTable(questionnaire, verdict),
      ...section('Exceptions to the weight rule', exceptions(questionnaire, verdict)),
      ...section('What an answer would settle', settling(questionnaire, verdict)),
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

/** Every question with what it counts; what is open counts nothing yet. The pulls add up to the last row. */
function contributionTable(questionnaire: Questionnaire, verdict: Verdict): Block {
  const rows = questionnaire.questions.map(({ id, topic, options }) => {
    const contribution = verdict.contributions.find(({ question }) => question === id);
    if (!contribution) {
      const disputed = verdict.disagreements.some(({ question }) => question === id);
      return [topic, disputed ? 'Answered differently' : 'Not known', 'open', openPulls(options)];
    }
    const { option, pull, citation } = contribution;
    const line = pull === 0 ? 'Pulls to neither side' : `${quoted(citation)} (${citation.section})`;
    return [topic, optionOf(questionnaire, id, option).label, signed(pull), line];
  });
  return {
    kind: 'table',
    columns: ['Question', 'Answer', 'Pull', 'The document'],
    rows: [...rows, ['Sum', 'All pulls above', signed(verdict.score), 'The numbers are our reading']],
  };
}

function openPulls(options: readonly Option[]): string {
  const pulls = options.map(({ pull }) => pull);
  return `Could pull by ${signed(Math.min(...pulls))} to ${signed(Math.max(...pulls))}`;
}

function exceptions(questionnaire: Questionnaire, { contributions }: Verdict): string[] {
  return contributions.flatMap(({ question, option }) => {
    const { why } = optionOf(questionnaire, question, option);
    return why === null ? [] : [`${questionOf(questionnaire, question).topic}: ${why}`];
  });
}

function settling(questionnaire: Questionnaire, { settles }: Verdict): string[] {
  return settles.map((id) => questionOf(questionnaire, id).text);
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
    ...(rest > 0
      ? [`${rest === 1 ? 'There is 1 more way' : `There are ${rest} more ways`}, with as many changes or more.`]
      : []),
  ];
}
