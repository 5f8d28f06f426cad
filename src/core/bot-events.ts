import type { Card } from './card.ts';

/** Something that a person did, wherever they did it. Everything in it is data, never an instruction. */
export interface Incoming {
  /** The workspace, guild or terminal; nothing crosses from one to another. */
  readonly workspace: string;
  /** The channel, thread or direct message. */
  readonly conversation: string;
  readonly person: string;
  readonly event:
    | { readonly kind: 'message'; readonly text: string }
    /** A slash command without its slash, and the words behind it. One that does not exist gets a reply that says so. */
    | { readonly kind: 'command'; readonly name: string; readonly words: string }
    | { readonly kind: 'action'; readonly id: string };
}

/** The one entrance of the core: what happened comes in, what is said goes out. */
export interface Bot {
  /** The cards to show, in order. Whatever they say is saved is saved before this resolves. */
  handle(incoming: Incoming): Promise<readonly Card[]>;
  /** Whether a questionnaire of this person waits here to be finished. */
  isChecking(incoming: Incoming): Promise<boolean>;
}
