import type { Topic } from './answers/answer.ts';
import { answerCard } from './answers/answer-card.ts';
import type { Answerer } from './answers/answerer.ts';
import type { Bot, Incoming } from './bot-events.ts';
import { type Card, remarkCard } from './card.ts';
import { parseActionId } from './check/action-ids.ts';
import { createCheckDesk } from './check/desk.ts';
import type { Engine } from './check/engine.ts';
import type { SituationReader } from './check/from-text.ts';
import { listCard } from './decisions/list-card.ts';
import { helpCard } from './help-card.ts';
import type { Clock, NewId, Store } from './ports.ts';
import { createRecent } from './recent.ts';
import { nearest } from './text/nearest.ts';
import { normalise } from './text/normalise.ts';

export interface BotParts {
  readonly answerer: Answerer;
  readonly engine: Engine;
  readonly situations: SituationReader;
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Every command by its name. */
const commandNames = ['arch-check', 'decisions', 'title', 'help'] as const;

/** Conversations whose last subject is remembered; a forgotten one only loses what "and for AI?" leans on. */
const maxConversations = 10_000;
const listed = 20;

/** The bot: one entrance for every platform, and no state that must outlive the process outside the store. */
export function createBot(parts: BotParts): Bot {
  const { answerer, engine, store } = parts;
  const desk = createCheckDesk(parts);
  const topics = createRecent<Topic | null>(maxConversations);
  /** What was last said in words, so that a check that follows can start from it. */
  const said = createRecent<string>(maxConversations);

  return {
    isChecking: (incoming) => desk.isOpen(incoming),
    async handle(incoming) {
      const { event } = incoming;
      const place = placeOf(incoming);
      switch (event.kind) {
        case 'message': {
          const { answer, topic } = answerer.answer(event.text, { topic: topics.get(place) ?? null });
          topics.set(place, topic);
          said.set(place, event.text);
          return [answerCard(answer)];
        }
        case 'action': {
          const action = parseActionId(event.id);
          if (!action)
            return [
              remarkCard(
                'That choice is from another version of mine, so I cannot read it any more. Please ask again.',
              ),
            ];
          return desk.act(incoming, action, said.get(place) ?? '');
        }
        case 'command':
          return runCommand(incoming, event.name.toLowerCase(), event.words.trim());
      }
    },
  };

  async function runCommand(incoming: Incoming, name: string, words: string): Promise<readonly Card[]> {
    switch (name) {
      case 'arch-check':
      case 'check':
        return desk.open(incoming, words);
      case 'decisions':
      case 'arch-decisions': {
        const page = await store.checks.list(incoming.workspace, { words, limit: listed, after: null });
        return [listCard(engine.questionnaire, page, words)];
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

function placeOf({ workspace, conversation, person }: Incoming): string {
  return JSON.stringify([workspace, conversation, person]);
}
