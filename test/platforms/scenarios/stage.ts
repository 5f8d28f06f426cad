/**
 * Where scenarios are played: a platform's own test server with the bot in it. Scenarios know nothing of the platform; a stage
 * translates. In every one there are ana, ben and cleo; the channel `general`, in which all of them are; the channel `secret`, which is
 * private and which ana and cleo are in; and for each person the direct conversation with the bot. The bot is in all of them.
 */
export interface Stage {
  person(name: PersonName): Player;
  /** Resolves when all that was done has been taken in, and nothing is under way. */
  quiet(): Promise<void>;
  /** Ends the bot in order and starts it again on the same store. */
  restart(): Promise<void>;
  /** Lets days pass; what falls due is done. */
  passDays(days: number): Promise<void>;
  /** Kills the bot's process, as `kill -9` does, and starts it again on the same store. For scenarios that need `ownProcess`. */
  kill(): Promise<void>;
  /** What must never happen: whoever was pinged, whatever was linked by itself, what the platform objected to. */
  harm(): readonly string[];
}

export type PersonName = 'ana' | 'ben' | 'cleo';
export type PlaceName = 'general' | 'secret' | 'direct';

/**
 * Somebody who uses the platform. Each deed is done as by hand: labels are found on what they see. A deed may resolve before the bot has
 * done anything about it.
 */
export interface Player {
  /** At the beginning everybody is in `general`. */
  goesTo(place: PlaceName): Promise<void>;
  /** Says something, to nobody in particular. */
  says(text: string): Promise<void>;
  /** Says something that names the bot. */
  asks(text: string): Promise<void>;
  /** Says something in the thread of the last message that reads like this. */
  replies(to: RegExp, text: string): Promise<void>;
  /** The same, naming the bot. */
  asksOn(to: RegExp, text: string): Promise<void>;
  /** Runs a command: `arch-ask when do microservices pay off?`. */
  runs(line: string): Promise<void>;
  /** Starts a check from a message, where commands do not reach. */
  checksFrom(message: RegExp): Promise<void>;
  /** Clicks a button, the newest that is called so. */
  clicks(label: string): Promise<void>;
  /** Chooses an option of a field that is asked like this. */
  chooses(option: string, field: string): Promise<void>;
  fills(field: string, text: string): Promise<void>;
  submits(): Promise<void>;
  /** Closes what only they see, as far as it can be closed. */
  closes(): Promise<void>;
  /** All that they can read where they are, line by line: the channel with its threads, and what only they see. */
  screen(): string;
}

/** What a scenario asks of its stage. */
export interface Needs {
  /** The bot hears replies in its threads that do not name it, as it is set up to. */
  readonly followUps?: boolean;
  /** The bot runs in a process of its own, so that it can be killed. */
  readonly ownProcess?: boolean;
}

/** A conversation that goes the same way on every platform. */
export interface Scenario {
  readonly title: string;
  readonly needs?: Needs;
  play(theatre: Theatre): Promise<void>;
}

/** What a scenario sees of the stage: every deed is written into the transcript, and waits until the bot is done with it. */
export interface Theatre {
  readonly ana: Watched;
  readonly ben: Watched;
  readonly cleo: Watched;
  restart(): Promise<void>;
  kill(): Promise<void>;
  passDays(days: number): Promise<void>;
}

/** A player whose deeds are awaited and written down. */
export interface Watched extends Omit<Player, 'screen'> {
  /**
   * Looks. What is new since this person last looked there, or all of it after they went there, is written down and must match.
   *
   * @returns what is new
   */
  sees(pattern: RegExp): string;
  /** Looks without writing anything down: nothing of what they can read there matches. */
  seesNothingOf(pattern: RegExp): void;
}
