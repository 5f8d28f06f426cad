import type { Answer, Topic } from './answers/answer.ts';
import { answerCard, plainAnswer } from './answers/answer-card.ts';
import type { Answered, Answerer } from './answers/answerer.ts';
import type { Bot, Incoming, Reply, Sight, Watch } from './bot-events.ts';
import { type Card, remarkCard } from './card.ts';
import { parseActionId } from './check/action-ids.ts';
import { createCheckDesk } from './check/desk.ts';
import type { Engine } from './check/engine.ts';
import type { SituationReader } from './check/from-text.ts';
import { createDecisionDesk } from './decisions/desk.ts';
import type { ThreadReader } from './decisions/draft/reader.ts';
import { listCard } from './decisions/list-card.ts';
import { visibleChecks } from './decisions/visible-checks.ts';
import { seesHere } from './decisions/visible-decisions.ts';
import { helpCard } from './help-card.ts';
import type { Composer } from './model/composer.ts';
import type { ModelParts } from './model/model-parts.ts';
import { modelPlace } from './model/model-place.ts';
import type { Clock, NewId, Store } from './ports.ts';
import { parseRating, ratingButtons } from './rating.ts';
import { createRecent } from './recent.ts';
import { createSettingsDesk } from './settings-desk.ts';
import { createTalks } from './talks.ts';
import { createTeamDesk } from './team/desk.ts';
import { nearest } from './text/nearest.ts';
import { normalise } from './text/normalise.ts';
import { listingAt } from './whereabouts.ts';

export interface BotParts {
  readonly answerer: Answerer;
  /** What it does with a model; without one everything is composed offline. */
  readonly model?: ModelParts | undefined;
  readonly engine: Engine;
  readonly situations: SituationReader;
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: NewId;
  /** How people argue and decide in threads. */
  threads(): Promise<ThreadReader>;
}

/** Every command by its name. */
const commandNames = ['arch-check', 'decisions', 'record', 'title', 'help'] as const;

/** Conversations whose last subject is remembered; a forgotten one only loses what "and for AI?" leans on. */
const maxConversations = 10_000;
/** Answers that are not composed anew when they are asked for again: a few megabytes. */
const maxAnswers = 500;
const listed = 20;

type Command = Extract<Incoming['event'], { kind: 'command' }>;

/** The bot: one entrance for every platform, and no state that must outlive the process outside the store. */
export function createBot(parts: BotParts): Bot {
  const { answerer, engine, store } = parts;
  const composer = parts.model?.composer;
  const desk = createCheckDesk(parts);
  const decisions = createDecisionDesk(parts);
  const team = createTeamDesk(parts);
  const settings = createSettingsDesk(parts);
  const topics = createRecent<Topic | null>(maxConversations);
  const talks = createTalks();
  /** An answer depends on nothing but the question and the topic, and the same questions come again: prompts, sharing, restarts. */
  const known = createRecent<Answered>(maxAnswers);
  /** What was last said in words, so that a check that follows can start from it. */
  const said = createRecent<string>(maxConversations);

  return {
    isChecking: (incoming) => desk.isOpen(incoming),
    sheet: (incoming) => desk.sheet(incoming),
    verdict: (incoming, record) => desk.verdict(incoming, record),
    posted: (workspace, { kind, id }, posted) => (kind === 'team' ? team : decisions).posted(workspace, id, posted),
    current: (workspace, { kind, id }) => (kind === 'team' ? team : decisions).current(workspace, id),
    wake: async (job) => (await decisions.wake(job)) ?? (await team.wake(job)),
    async handle(incoming, sight = seesHere(incoming), watch) {
      const { event } = incoming;
      const begins = watch && (() => watch(nothingYet));
      const place = placeOf(incoming);
      switch (event.kind) {
        case 'message': {
          const recalled = decisions.recall(incoming, event.text, sight);
          if (recalled !== null) return recalled;
          const before = topics.get(place) ?? (await topicOf(incoming, event.began));
          const answered = answerTo(event.text, before);
          topics.set(place, answered.topic);
          said.set(place, event.text);
          const answer = composer
            ? await inWords(composer, incoming, event.text, answered, before, watch)
            : answered.answer;
          const card = answerCard(answer);
          if (event.id === undefined) return [{ ...card, toAll: true }];
          const { workspace, conversation, person } = incoming;
          const { status, mode } = answer;
          await store.answers.save({
            ...{ id: event.id, workspace, conversation, person, question: event.text },
            ...{ status, mode, text: plainAnswer(answer), createdAt: parts.clock() },
          });
          const blocks = status === 'smalltalk' ? card.blocks : [...card.blocks, ratingButtons(event.id)];
          return [{ ...card, blocks, toAll: true }];
        }
        case 'form':
          return desk.fill(incoming, event, begins);
        case 'discussion':
          return decisions.draft(incoming, event.discussion);
        case 'submit': {
          const { form, values } = event;
          return decisions.submit(incoming, form, values, sight) ?? team.submit(incoming, form, values) ?? [unreadable];
        }
        case 'action': {
          const rating = parseRating(event.id);
          if (rating !== null) {
            const known = await store.answers.rate(incoming.workspace, rating.answer, incoming.person, rating.rating);
            return [remarkCard(known ? 'Thank you, noted.' : 'I no longer have that answer, so I could not note it.')];
          }
          const elsewhere =
            decisions.act(incoming, event.id, sight) ??
            team.act(incoming, event.id) ??
            settings.act(incoming, event.id);
          if (elsewhere !== null) return elsewhere;
          const action = parseActionId(event.id);
          return action === null ? [unreadable] : desk.act(incoming, action, said.get(place) ?? '', begins);
        }
        case 'command':
          return runCommand(
            incoming,
            { ...event, name: event.name.toLowerCase(), words: event.words.trim() },
            sight,
            begins,
          );
      }
    },
  };

  function answerTo(text: string, topic: Topic | null): Answered {
    const key = JSON.stringify([text, topic]);
    const answered = known.get(key) ?? answerer.answer(text, { topic });
    known.set(key, answered);
    return answered;
  }

  /** The answer as a model says it, where one may. */
  async function inWords(
    composer: Composer,
    incoming: Incoming,
    question: string,
    { answer: offline, isFinal }: Answered,
    topic: Topic | null,
    watch: Watch | undefined,
  ): Promise<Answer> {
    // What was declined for good is no part of the talk: a model never sees it, not even later.
    if (isFinal) return offline;
    const place = placeOf(incoming);
    const request = { ...modelPlace(incoming), question, topic, thread: talks.of(place), offline };
    const { answer, report } = await composer.compose(request, watch && ((soFar) => watch(answerCard(soFar))));
    // A model that is switched on again is not told what was said meanwhile.
    if (report.kind !== 'switched-off') talks.add(place, question, plainAnswer(answer));
    return answer;
  }

  /** What a conversation was about when it began, for one that was forgotten in between. */
  async function topicOf({ workspace }: Incoming, began: string | undefined): Promise<Topic | null> {
    const first = began === undefined ? null : await store.answers.get(workspace, began);
    return first === null ? null : answerTo(first.answer.question, null).topic;
  }

  async function runCommand(
    incoming: Incoming,
    command: Command,
    sight: Sight,
    begins: (() => void) | undefined,
  ): Promise<readonly Reply[]> {
    const { name, words } = command;
    // A terminal has one person, no channels and its settings in its environment.
    if (name === 'arch-settings' && incoming.platform !== undefined) return settings.command(incoming, words);
    switch (name) {
      case 'arch-check':
      case 'check':
        return words.toLowerCase() === 'team' ? team.open() : desk.open(incoming, command, begins);
      case 'record':
        return (await decisions.command(incoming, `record ${words}`.trim(), sight)) ?? [];
      case 'decisions':
      case 'arch-decisions': {
        const { workspace, person } = incoming;
        const found = await decisions.command(incoming, words, sight);
        if (found !== null && words !== '') return found;
        const page = await visibleChecks(store.checks, { workspace, person, words, limit: listed }, sight);
        if (found !== null && page.checks.length === 0) return found;
        return [...(found ?? []), listCard(engine.questionnaire, page, words, listingAt(incoming))];
      }
      case 'title':
        return desk.entitle(incoming, normalise(words));
      case 'help':
        return [helpCard];
      default: {
        const meant = nearest(name, commandNames);
        const hint = meant === null ? '/help lists the commands.' : `Did you mean /${meant}?`;
        return [remarkCard(`There is no such command. ${hint}`)];
      }
    }
  }
}

/** What a {@link Watch} sees first. */
const nothingYet: Card = { summary: '', blocks: [] };

const unreadable = remarkCard(
  'That choice is from another version of mine, so I cannot read it any more. Please ask again.',
);

function placeOf({ workspace, conversation, person, shared }: Incoming): string {
  return JSON.stringify([workspace, conversation, shared ? '' : person]);
}
