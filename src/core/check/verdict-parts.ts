import type { Block as CardBlock, Text } from '../card.ts';
import type { Citation } from '../knowledge/document.ts';
import type { Block, Questionnaire } from './questionnaire.ts';
import {
  type Contribution,
  type FiredBlock,
  type Flip,
  type Objection,
  type Verdict,
  verdictIndex,
} from './verdict.ts';
import { capitalised, counted, emphasis, listed, nameOf, optionOf, questionOf, signed } from './wording.ts';

/** Where the score stands and what capped it, in words. */
export function standing(questionnaire: Questionnaire, verdict: Verdict): Text[] {
  return [scoreSentence, ceilingSentence, openSentence].flatMap((sentence) => sentence(questionnaire, verdict) ?? []);
}

function scoreSentence(questionnaire: Questionnaire, verdict: Verdict): Text[] {
  const [least, greatest] = verdict.scoreRange;
  const name = nameOf(questionnaire, verdict.verdict);
  const says = nameOf(questionnaire, verdict.scoreSays);
  if (least !== greatest) {
    return [`The answers leave the score between ${signed(least)} and ${signed(greatest)}.`];
  }
  if (verdict.scoreSays === verdict.verdict)
    return [[{ text: `The score, ${signed(least)}, says ` }, emphasis(says), { text: '.' }]];
  const reasons = binding(questionnaire, verdict).map(({ because }) => because);
  return [
    [
      { text: `The score, ${signed(least)}, says ` },
      emphasis(says),
      { text: '; capped at ' },
      emphasis(name),
      { text: ` because ${listed(reasons)}.` },
    ],
  ];
}

/** With a range of scores: the furthest verdict that the blocks leave open. */
function ceilingSentence(questionnaire: Questionnaire, verdict: Verdict): Text[] {
  const [least, greatest] = verdict.scoreRange;
  if (least === greatest || verdict.blocks.length === 0) return [];
  const caps = verdict.blocks.map(({ cap }) => verdictIndex(cap));
  const cap = verdict.blocks[caps.indexOf(Math.min(...caps))]?.cap;
  if (cap === undefined || greatest < (cap === 'monolith' ? questionnaire.cuts[0] : questionnaire.cuts[1])) return [];
  const reasons = verdict.blocks
    .filter((block) => block.cap === cap)
    .map(({ rule }) => blockOf(questionnaire, rule).because);
  const most = verdict.reachable.length === 1 ? 'Whatever the score, it is capped at ' : 'It is capped at ';
  return [[{ text: most }, emphasis(nameOf(questionnaire, cap)), { text: ` because ${listed(reasons)}.` }]];
}

function openSentence(questionnaire: Questionnaire, verdict: Verdict): Text[] {
  const disputed = verdict.disagreements.length;
  const parts = [
    ...(verdict.unknown.length > 0 ? [`${counted(verdict.unknown.length, 'question')} open`] : []),
    ...(disputed > 0 ? [`${counted(disputed, 'question')} answered differently`] : []),
  ];
  if (parts.length === 0) return [];
  const [only, ...others] = verdict.reachable;
  const open = `With ${listed(parts)}, `;
  if (only !== undefined && others.length === 0) {
    return [`${open}every way to settle that gives the same verdict.`];
  }
  const names = verdict.reachable.map((id) => nameOf(questionnaire, id));
  const rule = quoted(questionnaire.whenOpen);
  return [`${open}it could be ${listed(names, 'or')}. When I decide what is open, I go by the document: ${rule}.`];
}

/** The blocks that hold the verdict below what the score says. */
function binding(questionnaire: Questionnaire, verdict: Verdict): Block[] {
  return verdict.blocks
    .filter(({ cap }) => cap === verdict.verdict && verdictIndex(verdict.scoreSays) > verdictIndex(cap))
    .map(({ rule }) => blockOf(questionnaire, rule));
}

/** @throws {RangeError} for a block that the questionnaire does not have */
export function blockOf({ blocks }: Questionnaire, rule: string): Block {
  const block = blocks.find(({ id }) => id === rule);
  if (!block) throw new RangeError(`no block ${JSON.stringify(rule)} in the questionnaire`);
  return block;
}

export function scaleBlock(questionnaire: Questionnaire, verdict: Verdict): CardBlock {
  return {
    kind: 'scale',
    ends: verdict.scale,
    range: verdict.scoreRange,
    cuts: questionnaire.cuts,
    labels: questionnaire.verdicts.map(({ name }) => name),
  };
}

/** The pulls on the verdict's own side, strongest first. */
export function reasons(verdict: Verdict): Contribution[] {
  const toward = verdict.side === 'monolith' ? -1 : 1;
  return verdict.contributions
    .filter(({ pull }) => pull * toward > 0)
    .sort((a, b) => Math.abs(b.pull) - Math.abs(a.pull));
}

/** "One small team builds and runs it (−3): “working solo or small team”". */
export function pullLine(
  questionnaire: Questionnaire,
  { question, option, pull, citation }: Omit<Contribution, 'kind'>,
): string {
  const { fact } = optionOf(questionnaire, question, option);
  return `${capitalised(fact)} (${signed(pull)}): ${quoted(citation)}`;
}

export function blockLine(questionnaire: Questionnaire, { rule, cap, citation }: FiredBlock): string {
  const { because, backing } = blockOf(questionnaire, rule);
  const label = backing === 'document' ? '' : ' Our reading.';
  return `At most ${nameOf(questionnaire, cap)}, because ${because}: ${quoted(citation)}.${label}`;
}

export function possibleBlockLine(questionnaire: Questionnaire, { rule, cap, citation }: FiredBlock): string {
  const { possibly, backing } = blockOf(questionnaire, rule);
  const label = backing === 'document' ? '' : ' Our reading.';
  return `At most ${nameOf(questionnaire, cap)}, if ${possibly}: ${quoted(citation)}.${label}`;
}

export function objectionLine(questionnaire: Questionnaire, objection: Objection): string {
  return objection.kind === 'pull' ? pullLine(questionnaire, objection) : blockLine(questionnaire, objection);
}

/** "Microservices, if two or three teams built and ran it, and if releases and operations were mature". */
export function flipLine(questionnaire: Questionnaire, { changes, verdict }: Flip): string {
  const clauses = changes.map(({ question, to }) => `if ${optionOf(questionnaire, question, to).clause}`);
  return `${nameOf(questionnaire, verdict)}, ${clauses.join(', and ')}`;
}

/** What a team does for a flip, an instruction for each change. */
export function stepLines(questionnaire: Questionnaire, { changes }: Flip): string[] {
  return changes.map(({ question, to }) => {
    const { step, clause } = optionOf(questionnaire, question, to);
    return `${questionOf(questionnaire, question).topic}: ${step ?? `it counts once ${clause}.`}`;
  });
}

export function quoted({ quote }: Citation): string {
  return `“${quote}”`;
}
