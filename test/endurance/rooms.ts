import { occurrences, pause } from './crowd.ts';
import type { Ledger } from './ledger.ts';

export const people: readonly string[] = Array.from({ length: 300 }, (_, at) => `p${at}`);
/** Channels that everybody talks in. */
export const talks: readonly string[] = Array.from({ length: 40 }, (_, at) => `talk${at}`);
/** Longer than a killed copy's work takes to be taken over. */
const restMs = 45_000;

/** Channels in which one thing at a time happens; one that was left stays empty for a while, so that what comes late is seen. */
export interface Rooms {
  /** Something that is done in a room. @returns what begins it where one is free; that returns null where none is */
  inRoom(play: (room: string) => Promise<void>): () => Promise<void> | null;
  /** Now, and when the room has been empty for a while, something is there once. */
  once(room: string, who: { screen(): string }, pattern: RegExp, what: string): void;
}

/** The names of all channels: where everybody talks, and the rooms. */
export function channelNames(rooms: number): readonly string[] {
  return [...talks, ...roomNames(rooms)];
}

function roomNames(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `room${at}`);
}

/** The three whose room it is: nobody has the forms of two rooms open, as one would cover the other. @param room as in `room7` */
export function peopleOf(room: string): readonly string[] {
  const first = 3 * Number(room.slice('room'.length));
  return [0, 1, 2].map((at) => `p${first + at}`);
}

/** @param empty forgets what was said in a room */
export function createRooms(count: number, ledger: Ledger, empty: (room: string) => void): Rooms {
  const free = roomNames(count);
  const lookAgain = new Map<string, (() => void)[]>();

  async function leave(room: string): Promise<void> {
    await pause(restMs);
    for (const look of lookAgain.get(room) ?? []) look();
    lookAgain.delete(room);
    empty(room);
    free.push(room);
  }

  return {
    inRoom: (play) => () => {
      const room = free.shift();
      return room === undefined ? null : play(room).finally(() => void leave(room));
    },
    once(room, who, pattern, what) {
      const look = (least: number) => {
        const found = occurrences(who.screen(), pattern);
        if (found > 1 || found < least) ledger.violation(`${what} is there ${found} times:\n${who.screen()}`);
      };
      look(1);
      lookAgain.set(room, [...(lookAgain.get(room) ?? []), () => look(0)]);
    },
  };
}
