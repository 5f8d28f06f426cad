import type { Block, Button, Card, Span, Text } from '../card.ts';
import { capitalised, counted, inSentence, listed, strong } from '../check/wording.ts';
import { dateOf } from '../dates.ts';
import { decisionActionId } from './action-ids.ts';
import { type DecidedCheck, type Decision, lastChange, objectionsTo, type Point, type Status } from './decision.ts';
import { isOpenTo } from './who-may.ts';

export interface DecisionLinks {
  /** Where the decision before it, and the one after it, are posted; left out where that is not known or not to be shown. */
  readonly predecessor?: string;
  readonly successor?: string;
}

/** A decision as it is posted: what was decided, by whom and on what ground first, then everything behind it. */
export function decisionCard(decision: Decision, links: DecisionLinks = {}): Card {
  const { id, title, deciders, recorder, createdAt, check } = decision;
  return {
    summary: `${id}, ${statusNames[decision.status].toLowerCase()}: ${title}. Chosen: ${decision.chosenName}`,
    blocks: [
      { kind: 'heading', text: `${id}: ${title}` },
      {
        kind: 'fields',
        fields: [
          { label: 'Status', value: statusText(decision) },
          { label: 'Date', value: dateOf(createdAt) },
          {
            label: 'Deciders',
            value: listed(deciders.map(({ name }) => name)) || `none named (recorded by ${recorder.name})`,
          },
        ],
      },
      { kind: 'text', text: [strong(`Chosen: ${decision.chosenName}. `), { text: verdictLine(decision) }] },
      ...(decision.reason === ''
        ? []
        : [{ kind: 'text' as const, text: [strong('Because: '), { text: decision.reason }] }]),
      ...objectionBlocks(decision),
      ...versionNote(decision),
      { kind: 'divider' },
      ...(decision.context === ''
        ? []
        : [{ kind: 'text' as const, text: [strong('The situation: '), { text: decision.context }] }]),
      ...section('Options considered', decision.considered),
      ...pointBlocks(decision.points),
      ...(check === null ? [] : groundBlocks(decision, check)),
      ...section('How it will be confirmed', [confirmationText(decision)]),
      { kind: 'text', text: linkLine(decision, links) },
      ...(check === null ? [] : checkNotes(check)),
      ...buttonsOf(decision),
    ],
  };
}

/** The latest of them: two hundred would be dozens of messages, drawn anew with each. */
function objectionBlocks(decision: Decision): Block[] {
  const all = objectionsTo(decision);
  const shown = all.slice(-shownObjections);
  const more = all.length - shown.length;
  return [
    ...shown.map(
      ({ by, at, reason }): Block => ({
        kind: 'text',
        text: [strong(`Objection by ${by.name}, ${dateOf(at)}: `), { text: reason }],
      }),
    ),
    ...(more === 0
      ? []
      : [
          {
            kind: 'note' as const,
            text: `${counted(more, 'earlier objection')} in the Markdown file and the history.`,
          },
        ]),
  ];
}

/** All of it, also where there is nothing to say: whoever reads it later is not to wonder whether something was left out. */
function groundBlocks({ chosen, chosenName }: Decision, { verdict, answers, grounds }: DecidedCheck): Block[] {
  const { standing, pulls, blocks, against, costs, unknown, spread, flip } = grounds;
  const followed = chosen === verdict;
  const name = chosen === 'other' ? grounds.verdict : chosenName;
  const isAgainst = pulls.length === 0 && followed && against.length > 0;
  const ofOne = Object.values(answers).every((given) => typeof given === 'string');
  return [
    { kind: 'text', text: [strong('The check: '), { text: standing }] },
    ...(isAgainst
      ? section(`What pulled, all of it away from ${name}`, against.slice(0, shownAgainst))
      : section(`What pulled towards ${name}`, pulls, 'nothing.')),
    ...section('What blocked', blocks, 'nothing.'),
    ...section(
      'The strongest argument against',
      against.slice(0, 1),
      followed ? 'nothing in the answers speaks against it.' : `the verdict, which is ${grounds.verdict}.`,
    ),
    ...section('Costs accepted', costs, `the document names none of ${chosenName}.`),
    ...section('What was not known', unknown, 'nothing; every question was answered.'),
    ...section('How the answers were spread', spread, ofOne ? 'one person answered.' : undefined),
    ...section(
      'The smallest change that would turn the verdict',
      flip === null ? [] : [`${flip}.`],
      'there is none as long as so much is open.',
    ),
  ];
}

function checkNotes({ id, rules, grounds: { backing, reading, numbers } }: DecidedCheck): Block[] {
  return [
    ...(backing === 'document' ? [] : [{ kind: 'note' as const, text: [strong('Our reading: '), { text: reading }] }]),
    { kind: 'note', text: numbers },
    { kind: 'note', text: `Check ${id}, rules version ${rules.version}, ${rules.hash.slice(0, 12)}` },
  ];
}

/** What was said, with a link for each message that it rests on. */
function pointBlocks(points: readonly Point[]): Block[] {
  const items = points.map(
    ({ kind, text, links }): Text => [strong(`${capitalised(kind)}: `), { text }, ...messageLinks(links)],
  );
  return section('From the discussion', items);
}

/** " (message)", " (message 1, message 2)": the words of the draft that it comes from. */
export function messageLinks(links: readonly string[]): Span[] {
  if (links.length === 0) return [];
  const spans = links.flatMap((link, at): Span[] => [
    { text: at === 0 ? ' (' : ', ' },
    { text: links.length === 1 ? 'message' : `message ${at + 1}`, link },
  ]);
  return [...spans, { text: ')' }];
}

const statusNames: Readonly<Record<Status, string>> = {
  proposed: 'Proposed',
  accepted: 'Accepted',
  objected: 'Objected to',
  superseded: 'Superseded',
};

const shownObjections = 5;
const shownTopics = 4;
const shownAgainst = 3;

/** "Accepted by Ann, 2026-11-26". */
export function statusText(decision: Decision): string {
  const name = statusNames[decision.status];
  if (decision.status === 'superseded') return `${name} by ${decision.successor ?? 'another'}`;
  const change = decision.status === 'proposed' ? null : lastChange(decision, decision.status);
  return change === null ? name : `${name} by ${change.by.name}, ${dateOf(change.at)}`;
}

/** "The verdict was Monolith for now: keep one unit … (our reading)." */
export function verdictLine({ chosen, check }: Decision): string {
  if (check === null) return 'Nothing was checked for it.';
  const { backing, verdict, headline } = check.grounds;
  const label = backing === 'document' ? 'fully the document’s' : 'in part our reading';
  const start = chosen === check.verdict ? 'That is the verdict' : `The verdict was ${verdict}`;
  return `${start}: ${headline.replace(/\.$/, '')} (${label}).`;
}

export function confirmationText({ confirmation, check, reviewAt, status }: Decision): string {
  if (confirmation !== '') return confirmation;
  if (status === 'superseded') return 'It is superseded, so nothing asks for it any more.';
  const when = reviewAt === null ? 'At the next review' : `On ${dateOf(reviewAt)}`;
  const review = check?.grounds.review ?? [];
  if (review.length === 0) return `${when} I ask again what may have changed.`;
  const more = review.length - shownTopics;
  const topics = review.slice(0, shownTopics).map(inSentence);
  const asked = listed(more > 0 ? [...topics, counted(more, 'other question')] : topics);
  return `${when} I ask again about ${asked}, and show what that changes.`;
}

function versionNote(decision: Decision): Block[] {
  const edit = lastChange(decision, 'edited');
  if (edit === null) return [];
  return [
    {
      kind: 'note',
      text: `Version ${decision.version}, changed by ${edit.by.name} on ${dateOf(edit.at)}. Earlier versions are kept.`,
    },
  ];
}

function linkLine({ reviewAt, posted, predecessor, successor, status }: Decision, links: DecisionLinks): Span[] {
  const parts: Span[][] = [
    ...(status === 'superseded'
      ? []
      : [[strong('Review: '), { text: reviewAt === null ? 'no date set' : dateOf(reviewAt) }]]),
    ...(posted?.link == null ? [] : [[{ text: 'The thread', link: posted.link }]]),
    ...(predecessor === null ? [] : [[{ text: 'Before it: ' }, linked(predecessor, links.predecessor)]]),
    ...(successor === null ? [] : [[{ text: 'After it: ' }, linked(successor, links.successor)]]),
  ];
  return parts.flatMap((part, at) => (at === 0 ? part : [{ text: ' · ' }, ...part]));
}

function linked(text: string, link: string | undefined): Span {
  return link === undefined ? { text } : { text, link };
}

/** @param none what is said in a line where there is nothing to list; left out: nothing */
function section(title: string, items: readonly Text[], none?: string | undefined): Block[] {
  if (items.length === 0)
    return none === undefined ? [] : [{ kind: 'text', text: [strong(`${title}: `), { text: none }] }];
  return [
    { kind: 'text', text: [strong(title)] },
    { kind: 'list', items },
  ];
}

function buttonsOf(decision: Decision): Block[] {
  const { id, version } = decision;
  const buttons: readonly (Button | null)[] = [
    isOpenTo('accept', decision)
      ? { id: decisionActionId({ kind: 'accept', decision: id, version }), label: 'Accept', style: 'primary' }
      : null,
    isOpenTo('object', decision)
      ? { id: decisionActionId({ kind: 'object', decision: id, version }), label: 'Object' }
      : null,
    isOpenTo('edit', decision)
      ? { id: decisionActionId({ kind: 'edit', decision: id, version }), label: 'Edit' }
      : null,
    isOpenTo('recheck', decision) && decision.check !== null
      ? { id: decisionActionId({ kind: 'recheck', decision: id }), label: 'Re-check' }
      : null,
    isOpenTo('supersede', decision)
      ? { id: decisionActionId({ kind: 'supersede', decision: id, version }), label: 'Supersede' }
      : null,
    { id: decisionActionId({ kind: 'export', decision: id }), label: 'Markdown' },
  ];
  return [{ kind: 'buttons', buttons: buttons.flatMap((button) => button ?? []) }];
}
