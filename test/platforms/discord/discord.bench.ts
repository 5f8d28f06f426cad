import { MessageFlags } from 'discord.js';
import { describe, it } from 'vitest';
import { type Clock, realClock } from '../../support/clock.ts';
import { type Person, person } from '../../support/discord/person.ts';
import { createDiscord, type DiscordServer } from '../../support/discord/server.ts';
import { registerAll, startArchcheck, wayTo } from './archcheck.ts';

const inFlight = 100;
const interactions = 2_000;
const reconnects = 200;

const questions = [
  'what is a monolith?',
  'when do microservices pay off?',
  'is a monolith easy to deploy?',
  'how do microservices scale?',
  'do we need DevOps for microservices?',
];

const percentile = (times: readonly number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? 0;

async function bench() {
  const names = Array.from({ length: inFlight }, (_, at) => `p${at}`);
  const channels = names.map((name) => ({ name: `room-${name}` }));
  const server = await createDiscord({
    clock: realClock,
    apps: [{ name: 'archcheck', privilegedIntents: ['MessageContent'] }],
    guilds: [{ name: 'acme', people: names, channels }],
  });
  await registerAll(wayTo(server));
  const archcheck = await startArchcheck(server);
  const people = names.map((user) => person(server, { user, channel: `#room-${user}` }));
  return {
    server,
    archcheck,
    people,
    async end() {
      await archcheck.stop();
      await server.close();
    },
  };
}

/** Resolves as soon as something holds that people could see. */
function answered(server: DiscordServer<Clock>, holds: () => boolean): Promise<void> {
  if (holds()) return Promise.resolve();
  return new Promise((resolve) => {
    const stop = server.onChange(() => {
      if (!holds()) return;
      stop();
      resolve();
    });
  });
}

describe('Discord', () => {
  it('first response with 100 interactions in flight', { timeout: 600_000 }, async () => {
    const { server, people, end } = await bench();
    const times: number[] = [];
    let started = 0;
    /** From the command to its answer an interaction is in flight. */
    const ask = async (who: Person): Promise<number> => {
      started += 1;
      const at = performance.now();
      const { interaction, settled } = who.runs('/arch-ask', { question: questions[started % questions.length] ?? '' });
      await settled;
      const first = performance.now() - at;
      await answered(
        server,
        () => ((interaction?.original?.flags ?? MessageFlags.Loading) & MessageFlags.Loading) === 0,
      );
      return first;
    };
    // The first ones of a new process also compile what they run.
    await Promise.all(people.map(ask));
    started = 0;
    const [begin, cpu] = [performance.now(), process.cpuUsage()];
    const inTurns = async (who: Person) => {
      while (started < interactions) times.push(await ask(who));
    };
    await Promise.all(people.map(inTurns));
    const seconds = (performance.now() - begin) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    const [p50, p99] = [0.5, 0.99].map((share) => percentile(times, share).toFixed(0));
    process.stdout.write(
      `first response, ${inFlight} in flight: p50 ${p50} ms, p99 ${p99} ms; ${(interactions / seconds).toFixed(0)} answered a second, ${((user + system) / 1_000 / interactions).toFixed(1)} ms of processor each, the test server's part among them\n`,
    );
    await end();
  });

  it('200 reconnects of the gateway under load', { timeout: 600_000 }, async () => {
    const { server, archcheck, people, end } = await bench();
    let asked = 0;
    let over = false;
    const load = async () => {
      while (!over) {
        const who = people[asked % people.length];
        asked += 1;
        who?.mentions(questions[asked % questions.length] ?? '');
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    };
    const loading = load();
    for (let turn = 1; turn <= reconnects; turn++) {
      const resumed = server.gateway.resumed(turn);
      if (turn % 2 === 0) server.gateway.reconnect();
      else server.gateway.drop();
      await resumed;
    }
    over = true;
    await loading;
    await server.gateway.taken();
    await archcheck.idle();
    const posted = server.calls.filter(
      ({ route, status }) => route === 'POST /channels/:channel/messages' && status === 200,
    ).length;
    const { identified, resumed } = server.gateway.counts;
    process.stdout.write(
      `${resumed} resumed, ${identified} identified: ${asked} asked, ${posted} answered: ${Math.max(0, asked - posted)} lost, ${Math.max(0, posted - asked)} repeated\n`,
    );
    await end();
  });
});
