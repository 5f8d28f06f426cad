import type { Card } from './card.ts';
import type { CheckSheet } from './check/sheet.ts';
import type { VerdictButton } from './check/verdict-card.ts';

/** Something that a person did, wherever they did it. Everything in it is data, never an instruction. */
export interface Incoming {
  /** The workspace, guild or terminal; nothing crosses from one to another. */
  readonly workspace: string;
  /** The channel, thread or direct message. */
  readonly conversation: string;
  readonly person: string;
  /** True in a thread, where what was said before was said to everybody: "and for AI?" then leans on what anybody asked. */
  readonly shared?: boolean;
  /** Which buttons of a verdict the place can answer; left out: changing the answers, and the breakdown. */
  readonly verdictButtons?: readonly VerdictButton[];
  readonly event: /**
   * @property id what the platform calls the message: the answer is then kept under it, and can be rated
   * @property began the message that began this conversation: after a restart its question is what a follow-up leans on
   */
    | { readonly kind: 'message'; readonly text: string; readonly id?: string; readonly began?: string }
    /** A slash command without its slash, and the words behind it. One that does not exist gets a reply that says so. */
    | { readonly kind: 'command'; readonly name: string; readonly words: string }
    | { readonly kind: 'action'; readonly id: string }
    /**
     * Several answers of the check that is under way, given at once in a form.
     *
     * @property ask the question to go to, however much is answered by then
     */
    | {
        readonly kind: 'form';
        readonly answers: Readonly<Record<string, string>>;
        readonly title?: string;
        readonly ask?: string;
      };
}

/** What the bot says, and to whom. */
export interface Reply extends Card {
  /** True for what everybody in the conversation should see; everything else is for the person alone, where a place can do that. */
  readonly toAll?: boolean;
  /** The saved check whose verdict this is. */
  readonly record?: string;
  /** The question of the check under way that this asks. */
  readonly question?: string;
}

/** The one entrance of the core: what happened comes in, what is said goes out. */
export interface Bot {
  /** The cards to show, in order. Whatever they say is saved is saved before this resolves. */
  handle(incoming: Incoming, sight?: Sight): Promise<readonly Reply[]>;
  /** Whether a questionnaire of this person waits here to be finished. */
  isChecking(incoming: Incoming): Promise<boolean>;
  /** The check that is under way, for a place that shows several questions at once; null where there is none. */
  sheet(incoming: Incoming): Promise<CheckSheet | null>;
  /** The verdict of a saved check, for work that is taken up again after a crash; null where there is none. */
  verdict(incoming: Incoming, record: string): Promise<Reply | null>;
}

/** What a person may see of the checks that were run elsewhere. */
export interface Sight {
  /** Whether this person may read what was said in a conversation; asked anew for every request. */
  canSee(conversation: string): Promise<boolean>;
}
