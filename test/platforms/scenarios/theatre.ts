import { expect } from 'vitest';
import type { PersonName, Player, Stage, Theatre, Watched } from './stage.ts';

/** What is another tomorrow. */
const days = /\b\d{4}-\d\d-\d\d\b|\b\d\d [A-Z][a-z]{2} \d{4}\b/g;
/** The address of a message. */
const addresses = /https:\/\/(?:\S+\/archives|discord\.com\/channels)\/\S+?(?=[)\s]|$)/gm;

/** A stage with a chronicler: deeds as sentences, and below each what somebody who looks sees of it. */
export function createTheatre(stage: Stage): Theatre & { transcript(): string } {
  const written: string[] = [];
  const aside = async (sentence: string, change: () => Promise<void>) => {
    written.push(`\n(${sentence})`);
    await change();
    await stage.quiet();
  };
  const watched = (name: PersonName) => watch(stage, name, (line) => void written.push(line));
  return {
    ana: watched('ana'),
    ben: watched('ben'),
    cleo: watched('cleo'),
    restart: () => aside('the bot is restarted', () => stage.restart()),
    passDays: (days) => aside(`${days} days pass`, () => stage.passDays(days)),
    kill: () => aside('the bot is killed and started again', () => stage.kill()),
    transcript: () => `${written.join('\n').trim().replace(days, '‹day›').replace(addresses, '‹link›')}\n`,
  };
}

function watch(stage: Stage, name: PersonName, write: (line: string) => void): Watched {
  const player: Player = stage.person(name);
  let seen: readonly string[] = [];
  const deed = async (sentence: string, done: Promise<void>) => {
    write(`\n${name} ${sentence}`);
    await done;
    await stage.quiet();
  };
  return {
    async goesTo(place) {
      seen = [];
      await deed(`goes to ${place}`, player.goesTo(place));
    },
    says: (text) => deed(`says: ${text}`, player.says(text)),
    asks: (text) => deed(`asks: ${text}`, player.asks(text)),
    replies: (to, text) => deed(`says in the thread: ${text}`, player.replies(to, text)),
    asksOn: (to, text) => deed(`asks in the thread: ${text}`, player.asksOn(to, text)),
    runs: (line) => deed(`runs /${line}`, player.runs(line)),
    checksFrom: (message) => deed('starts a check from that message', player.checksFrom(message)),
    clicks: (label) => deed(`clicks [${label}]`, player.clicks(label)),
    chooses: (option, field) => deed(`chooses “${option}” in “${field}”`, player.chooses(option, field)),
    fills: (field, text) => deed(`fills in “${field}”: ${text}`, player.fills(field, text)),
    submits: () => deed('submits', player.submits()),
    async closes() {
      await deed('closes it', player.closes());
      // What was closed is new when it is opened again.
      const left = new Set(player.screen().split('\n'));
      seen = seen.filter((line) => left.has(line));
    },
    sees(pattern) {
      const now = player.screen().split('\n');
      const fresh = newLines(seen, now);
      seen = now;
      write(`${name} sees:\n${fresh.map((line) => `    ${line}`.trimEnd()).join('\n')}`);
      expect(fresh.join('\n')).toMatch(pattern);
      return fresh.join('\n');
    },
    seesNothingOf: (pattern) => expect(player.screen()).not.toMatch(pattern),
  };
}

/** What stands between the beginning and the end that two screens have in common. */
function newLines(before: readonly string[], now: readonly string[]): readonly string[] {
  const most = Math.min(before.length, now.length);
  let start = 0;
  while (start < most && before[start] === now[start]) start += 1;
  let end = 0;
  while (end < most - start && before.at(-1 - end) === now.at(-1 - end)) end += 1;
  return now.slice(start, now.length - end);
}
