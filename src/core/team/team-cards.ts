import type { Block, Card } from '../card.ts';
import { unknownAnswer } from '../check/answers.ts';
import type { Questionnaire } from '../check/questionnaire.ts';
import { counted, listed, strong } from '../check/wording.ts';
import { dateOf } from '../dates.ts';
import { teamActionId } from './action-ids.ts';
import type { OwnAnswers, Participant, TeamCheck } from './team-check.ts';
import { fewestAnswers } from './who-closes.ts';

const shownNames = 30;

/** What everybody sees: who has answered, never what. */
export function teamCard({ questions }: Questionnaire, check: TeamCheck, participants: readonly Participant[]): Card {
  const done = participants.filter(({ answered }) => answered >= questions.length);
  const begun = participants.filter(({ answered }) => answered < questions.length);
  const { id, title, closed } = check;
  const heading = `Team check: ${title}`;
  return {
    summary: `${heading}, ${closed === null ? 'open' : 'closed'}: ${counted(done.length, 'person')} answered`.replace(
      'persons',
      'people',
    ),
    blocks: [
      { kind: 'heading', text: heading },
      {
        kind: 'text',
        text: 'Everybody answers on their own, without seeing the others. What is shown at the end is how the answers are spread, never who gave which.',
      },
      {
        kind: 'fields',
        fields: [
          { label: 'Answered', value: done.length === 0 && closed !== null ? 'nobody' : namesOf(done) },
          ...(begun.length === 0 ? [] : [{ label: closed === null ? 'Under way' : 'In part', value: namesOf(begun) }]),
          closed === null
            ? { label: 'Closes', value: closesText(check) }
            : { label: 'Closed', value: closedText(check) },
        ],
      },
      {
        kind: 'buttons',
        buttons:
          closed === null ? openButtons(id) : [{ id: teamActionId({ kind: 'mine', team: id }), label: 'My answers' }],
      },
    ],
  };
}

function openButtons(team: string) {
  return [
    { id: teamActionId({ kind: 'answer', team }), label: 'Answer', style: 'primary' },
    { id: teamActionId({ kind: 'close', team }), label: 'Close' },
  ] as const;
}

function namesOf(participants: readonly Participant[]): string {
  if (participants.length === 0) return 'nobody yet';
  const names = participants.slice(0, shownNames).map(({ person }) => person.name);
  const more = participants.length - names.length;
  return more === 0 ? `${listed(names)} (${names.length})` : `${names.join(', ')} and ${more} more`;
}

function closesText({ opener, closesWith, closesAt }: TeamCheck): string {
  return [
    `when closed by ${opener.name}`,
    ...(closesWith === null ? [] : [`with ${closesWith} complete answers`]),
    ...(closesAt === null ? [] : [`on ${minuteOf(closesAt)} UTC`]),
  ].join(', or ');
}

function closedText({ closed, closesWith }: TeamCheck): string {
  if (closed === null) return '';
  const how = {
    button: `by ${closed.by?.name ?? ''}`,
    count: `with ${closesWith ?? 0} complete answers`,
    time: 'as its time was over',
  };
  return `${dateOf(closed.at)}, ${how[closed.how]}`;
}

function minuteOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ');
}

/** What was noted, for the person alone, and the question that comes next where one is open. */
export function ownCard(
  questionnaire: Questionnaire,
  check: TeamCheck,
  own: OwnAnswers,
  options: { readonly asks: boolean },
): Card {
  const { questions } = questionnaire;
  const open = questions.filter(({ id }) => own[id] === undefined);
  const [next] = open;
  const noted = `You have answered ${questions.length - open.length} of ${questions.length} questions.`;
  const changeable = check.closed === null ? ' You can change your answers until it closes.' : '';
  const items = questions.flatMap(({ id, topic, options: all }) => {
    const given = own[id];
    if (given === undefined) return [];
    return [
      `${topic}: ${given === unknownAnswer ? 'Don’t know' : (all.find((option) => option.id === given)?.label ?? given)}`,
    ];
  });
  return {
    summary: `Your answers to “${check.title}”, for you alone`,
    blocks: [
      { kind: 'text', text: [strong('For you alone. '), { text: `${noted}${changeable}` }] },
      ...(items.length === 0 ? [] : [{ kind: 'list' as const, items }]),
      ...(options.asks && next !== undefined && check.closed === null ? asked(check, next) : []),
    ],
  };
}

function asked({ id: team }: TeamCheck, { id: question, text, options }: Questionnaire['questions'][number]): Block[] {
  const choice = (option: string) => teamActionId({ kind: 'choose', team, question, option });
  return [
    { kind: 'text', text: [strong(text)] },
    {
      kind: 'choices',
      choices: [
        ...options.map(({ id, label }) => ({ id: choice(id), label })),
        { id: choice(unknownAnswer), label: 'Don’t know' },
      ],
    },
  ];
}

/** What is said in place of a result where its questions are no longer those of today. */
export function outdatedText({ title }: TeamCheck): string {
  return `“${title}” closed without a result: the rules have changed since it was opened. /arch-check team opens one under today’s.`;
}

/** What is said in place of a result where there are too few answers for one. */
export function tooFewText({ title }: TeamCheck, answers: number): string {
  return `“${title}” closed with ${answers === 0 ? 'no answer' : 'the answers of one person'}. A result takes those of ${fewestAnswers}, so that it does not show what one person answered.`;
}
