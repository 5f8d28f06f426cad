import type { Block as CardBlock, Span } from '../card.ts';
import type { Citation } from '../knowledge/document.ts';
import type { Block, Questionnaire } from './questionnaire.ts';
import {
  type Contribution,
  type FiredBlock,
  type Flip,
  type Objection,
  type Verdict,
  type VerdictId,
  verdictIndex,
} from './verdict.ts';
import { capitalised, counted, emphasis, listed, nameOf, optionOf, signed } from './wording.ts';

/** Where the score stands, what capped it, and who decided what is open: a few sentences. */
export function standing(questionnaire: Questionnaire, verdict: Verdict): Span[] {
  const sentences = [scoreSentence, ceilingSentence, openSentence].map((sentence) => sentence(questionnaire, verdict));
  return sentences
    .filter((sentence) => sentence.length > 0)
    .flatMap((sentence, at) => (at === 0 ? sentence : [{ text: ' ' }, ...sentence]));
}

function scoreSentence(questionnaire: Questionnaire, verdict: Verdict): Span[] {
  const [least, greatest] = verdict.scoreRange;
  if (least !== greatest)
    return [{ text: `The answers leave the score between ${signed(least)} and ${signed(greatest)}.` }];
  const says = emphasis(nameOf(questionnaire, verdict.scoreSays));
  const start = { text: `The score, ${signed(least)}, says ` };
  if (verdict.scoreSays === verdict.verdict) return [start, says, { text: '.' }];
  return [
    start,
    says,
    { text: '; capped at ' },
    ...cappedAt(questionnaire, verdict.verdict, binding(questionnaire, verdict)),
  ];
}

/** With a range of scores: the furthest verdict that the blocks leave open, where the score could go further. */
function ceilingSentence(questionnaire: Questionnaire, verdict: Verdict): Span[] {
  const [least, greatest] = verdict.scoreRange;
  const caps = verdict.blocks.map(({ cap }) => verdictIndex(cap));
  const cap = verdict.blocks[caps.indexOf(Math.min(...caps))]?.cap;
  if (least === greatest || cap === undefined) return [];
  if (greatest < questionnaire.cuts[cap === 'monolith' ? 0 : 1] || cap === 'microservices') return [];
  const capping = verdict.blocks.filter((block) => block.cap === cap).map(({ rule }) => blockOf(questionnaire, rule));
  const start = verdict.reachable.length === 1 ? 'Whatever the score, it is capped at ' : 'It is capped at ';
  return [{ text: start }, ...cappedAt(questionnaire, cap, capping)];
}

function cappedAt(questionnaire: Questionnaire, cap: VerdictId, blocks: readonly Block[]): Span[] {
  const reasons = blocks.map(({ because }) => `because ${because}`);
  return [emphasis(nameOf(questionnaire, cap)), { text: ` ${reasons.join(', and ')}.` }];
}

function openSentence(questionnaire: Questionnaire, verdict: Verdict): Span[] {
  const disputed = verdict.disagreements.length;
  const parts = [
    ...(verdict.unknown.length > 0 ? [`${counted(verdict.unknown.length, 'question')} open`] : []),
    ...(disputed > 0 ? [`${counted(disputed, 'question')} answered differently`] : []),
  ];
  if (parts.length === 0) return [];
  const open = `With ${listed(parts)}, `;
  if (verdict.reachable.length === 1) return [{ text: `${open}every way to answer them gives the same verdict.` }];
  const names = verdict.reachable.map((id) => nameOf(questionnaire, id));
  const rule = quoted(questionnaire.whenOpen);
  return [
    { text: `${open}it could be ${listed(names, 'or')}. When I decide what is open, I go by the document: ${rule}.` },
  ];
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
  return changes.flatMap(({ question, to }) => optionOf(questionnaire, question, to).step ?? []);
}

/** Flips of which no two change the same questions. */
export function distinctFlips(flips: readonly Flip[]): Flip[] {
  const key = ({ changes, verdict }: Flip) => `${verdict}: ${changes.map(({ question }) => question).join()}`;
  return [...Map.groupBy(flips, key).values()].flatMap(([first]) => first ?? []);
}

export function quoted({ quote }: Citation): string {
  return `“${quote}”`;
}
