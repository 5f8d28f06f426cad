import type { Clock } from '../support/clock.ts';
import type { DiscordServer } from '../support/discord/server.ts';
import { models, written } from '../support/openai/models.ts';
import type { OpenAiServer } from '../support/openai/server.ts';
import type { startServer } from '../support/postgres/database.ts';
import type { SlackServer } from '../support/slack/server.ts';
import { pause } from './crowd.ts';
import type { Copy } from './fleet.ts';
import type { Ledger } from './ledger.ts';
import { pick, type Random } from './random.ts';

/** What goes wrong on purpose. */
export interface Trouble {
  start(): void;
  /** Resolves when all is well again. */
  stop(): Promise<void>;
  /** How often each thing went wrong. */
  counts(): Readonly<Record<string, number>>;
}

export interface TroubleParts {
  readonly faults: boolean;
  readonly killEverySeconds: number | null;
  /** How often a copy is stopped for longer than its leases, as a machine that sleeps is. */
  readonly holdUpEverySeconds?: number | null;
  readonly restartDatabaseEverySeconds: number | null;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly copies: readonly Copy[];
  readonly slack: SlackServer<Clock>;
  readonly discord: DiscordServer<Clock>;
  readonly model: OpenAiServer;
  readonly postgres: Awaited<ReturnType<typeof startServer>>;
}

const slackMethods = [
  'chat.postMessage',
  'chat.update',
  'chat.startStream',
  'chat.appendStream',
  'chat.stopStream',
  'chat.getPermalink',
  'chat.postEphemeral',
  'conversations.replies',
  'conversations.info',
  'users.info',
  'views.update',
  'response_url',
];
const discordRoutes = [
  'POST /channels/:channel/messages',
  'PATCH /channels/:channel/messages/:message',
  'GET /channels/:channel',
  'GET /channels/:channel/messages',
];
const faultEveryMs = 400;
/** Longer than the bot waits for a call. */
const hangMs = 12_000;
const moodEveryMs = 20_000;
/** Longer than a lease, and the look of another copy. */
const heldUpMs = 26_000;
const moods = ['honest', 'honest', 'dropping', 'honest', 'failing', 'cutOff', 'hanging', 'malformed'] as const;

/** Lets the model be in a mood when it is asked for an answer; of a situation or a verdict it says nothing of use. */
export function put(model: OpenAiServer, mood: (typeof moods)[number]): void {
  model.play((call) => (call.instructions.includes('<facts>') ? models[mood](call) : written('{}')));
}

export function createTrouble(parts: TroubleParts): Trouble {
  const { random, ledger, copies, slack, discord, model, postgres } = parts;
  const counts = new Map<string, number>();
  const note = (what: string) => void counts.set(what, (counts.get(what) ?? 0) + 1);
  let over = false;
  const running: Promise<void>[] = [];

  /** Does something again and again, at moments that chance shifts. */
  const often = async (everyMs: number, work: () => Promise<void>) => {
    while (!over) {
      const until = Date.now() + everyMs * (0.5 + random());
      while (!over && Date.now() < until) await pause(20);
      if (over) return;
      await work().catch((error: unknown) => ledger.violation(`trouble that was not meant: ${String(error)}`));
    }
  };

  async function callGoesWrong(): Promise<void> {
    if (random() < 0.6) {
      const [what, fault] = pick(random, [
        ['429 of Slack', { kind: 'status', status: 429, retryAfterSeconds: 1 }],
        ['500 of Slack', { kind: 'status', status: 500 }],
        ['time-out of Slack before', { kind: 'cut', when: 'before', afterMs: hangMs }],
        ['time-out of Slack after', { kind: 'cut', when: 'after', afterMs: hangMs }],
        ['reset by Slack before', { kind: 'cut', when: 'before' }],
        ['reset by Slack after', { kind: 'cut', when: 'after' }],
      ] as const);
      const method = pick(random, slackMethods);
      // Of what is called seldom the faults would pile up, until no attempt could succeed.
      if (slack.slack.faults.isPlanned(method)) return;
      slack.slack.faults.next(method, fault);
      return note(what);
    }
    const [what, fault] = pick(random, [
      ['429 of Discord', { kind: 'limited', retryAfterSeconds: 0.5 }],
      ['500 of Discord', { kind: 'status', status: 500 }],
      ['time-out of Discord before', { kind: 'cut', when: 'before', afterMs: hangMs }],
      ['time-out of Discord after', { kind: 'cut', when: 'after', afterMs: hangMs }],
      ['reset by Discord before', { kind: 'cut', when: 'before' }],
      ['reset by Discord after', { kind: 'cut', when: 'after' }],
    ] as const);
    const route = pick(random, discordRoutes);
    if (discord.faults.isPlanned(route)) return;
    discord.faults.next(route, fault);
    note(what);
  }

  async function connectionBreaks(): Promise<void> {
    discord.gateway.drop();
    note('dropped gateway');
    if (slack.sockets().count() > 0) {
      slack.sockets().drop();
      note('dropped socket');
    }
  }

  async function moodChanges(): Promise<void> {
    const mood = pick(random, moods);
    put(model, mood);
    note(`${mood} model`);
  }

  async function kill(): Promise<void> {
    const copy = pick(random, copies);
    ledger.killed();
    await copy.kill();
    note('killed copy');
    await copy.start();
  }

  async function holdUp(): Promise<void> {
    const copy = pick(random, copies);
    const goOn = copy.holdUp();
    note('held up copy');
    await pause(heldUpMs);
    goOn();
  }

  async function restartDatabase(): Promise<void> {
    await postgres.restart();
    note('restarted database');
  }

  return {
    start() {
      if (parts.faults) {
        running.push(
          often(faultEveryMs, callGoesWrong),
          often(30_000, connectionBreaks),
          often(moodEveryMs, moodChanges),
        );
      }
      if (parts.killEverySeconds !== null) running.push(often(parts.killEverySeconds * 1_000, kill));
      if (parts.holdUpEverySeconds != null) running.push(often(parts.holdUpEverySeconds * 1_000, holdUp));
      if (parts.restartDatabaseEverySeconds !== null)
        running.push(often(parts.restartDatabaseEverySeconds * 1_000, restartDatabase));
    },
    async stop() {
      over = true;
      await Promise.all(running);
      slack.slack.faults.clear();
      discord.faults.clear();
      put(model, 'honest');
    },
    counts: () => Object.fromEntries(counts),
  };
}
