import type { Card } from './card.ts';
import type { CheckForm } from './check/action-ids.ts';
import type { CheckSheet } from './check/sheet.ts';
import type { VerdictButton } from './check/verdict-card.ts';
import type { Discussion } from './decisions/discussion.ts';
import type { Form, FormValues } from './form.ts';
import type { Job } from './jobs.ts';

/** Something that a person did, wherever they did it. Everything in it is data, never an instruction. */
export interface Incoming {
  /** The workspace, guild or terminal; nothing crosses from one to another. */
  readonly workspace: string;
  /** The channel, thread or direct message. */
  readonly conversation: string;
  readonly person: string;
  /** What people call the person, for records that are read when they have left; their id where that is not known. */
  readonly name?: string;
  /** True for somebody who runs the place: see who-may.ts. */
  readonly steward?: boolean;
  /** The channel that holds the conversation, where that is another one. */
  readonly channel?: string;
  /** Who may read the conversation: everybody in the workspace, its members, or this person alone. Left out: its members. */
  readonly privacy?: Privacy;
  /** What lists decisions and checks here, as one types it; left out: `/arch-decisions`. */
  readonly listing?: string;
  /** Which platform does what is due here later; left out: the terminal. */
  readonly platform?: string;
  /** True in a thread, where what was said before was said to everybody: "and for AI?" then leans on what anybody asked. */
  readonly shared?: boolean;
  /** Whether messages reach the bot here that do not name it; left out: they do not. */
  readonly hearsAll?: boolean;
  /** Which buttons of a verdict the place can answer; left out: changing the answers, and the breakdown. */
  readonly verdictButtons?: readonly VerdictButton[];
  readonly event: /**
   * @property id what the platform calls the message: the answer is then kept under it, and can be rated
   * @property began the message that began this conversation: after a restart its question is what a follow-up leans on
   */
    | { readonly kind: 'message'; readonly text: string; readonly id?: string; readonly began?: string }
    /**
     * A slash command without its slash, and the words behind it. One that does not exist gets a reply that says so.
     *
     * @property title what a check that begins is about, where that was said apart from the words
     * @property form which form it begins in; the quick one if left out
     */
    | {
        readonly kind: 'command';
        readonly name: string;
        readonly words: string;
        readonly title?: string;
        readonly form?: CheckForm;
      }
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
      }
    /** A thread whose discussion is to be put down. */
    | { readonly kind: 'discussion'; readonly discussion: Discussion }
    /** A {@link Form} that was filled in. */
    | { readonly kind: 'submit'; readonly form: string; readonly values: FormValues };
}

export type Privacy = 'open' | 'members' | 'direct';

/** Something that is posted once and kept up to date from then on. */
export interface Subject {
  readonly kind: 'decision' | 'team';
  readonly id: string;
}

/** Where something was posted. */
export interface Posted {
  readonly conversation: string;
  /** What the platform calls the message. */
  readonly message: string;
  /** The https address that the platform gave the message; null where it has none. */
  readonly link: string | null;
}

/** A file to attach. */
export interface Attachment {
  readonly name: string;
  readonly text: string;
}

/** What the bot says, and to whom. */
export interface Reply extends Card {
  /** True for what everybody in the conversation should see; everything else is for the person alone, where a place can do that. */
  readonly toAll?: boolean;
  /** True where what was asked for was not done; the card says why. */
  readonly refused?: boolean;
  /** The saved check whose verdict this is. */
  readonly record?: string;
  /** The question of the check under way that this asks. */
  readonly question?: string;
  /** A form to open in place of the card, where the place can; the card says the same in words. */
  readonly form?: Form;
  /** What this is the card of. Once it is posted the place says where, with {@link Bot.posted}. */
  readonly subject?: Subject;
  /** The message that this card takes the place of; where it is gone, the card is posted anew in that conversation, and nowhere else. */
  readonly replaces?: Posted;
  /** Where this is said to all, wherever the person is: what belongs to one conversation is not told in another. */
  readonly beside?: Beside;
  readonly attachment?: Attachment;
  /** What was kept to see to it that this is told, by whoever comes to it first: a place that does what falls due does that in place of this. */
  readonly job?: Job;
}

/** A conversation and the message in it that something is an answer to; null where nothing was posted. */
export interface Beside {
  readonly conversation: string;
  readonly message: string | null;
}

/** What is to be said because its time has come. */
export interface Waking extends Beside {
  /** The same for the same saying: what was posted under it before is not posted again. */
  readonly key: string;
  readonly replies: readonly Reply[];
}

/** The one entrance of the core: what happened comes in, what is said goes out. */
export interface Bot {
  /**
   * The cards to show, in order. Whatever they say is saved is saved before this resolves.
   *
   * @param sight what the person may see of other conversations; left out: nothing
   * @param watch hears that a model is at work, and sees an answer grow while it writes; never called where no model does
   */
  handle(incoming: Incoming, sight?: Sight, watch?: Watch): Promise<readonly Reply[]>;
  /** Whether a questionnaire of this person waits here to be finished. */
  isChecking(incoming: Incoming): Promise<boolean>;
  /** The check that is under way, for a place that shows several questions at once; null where there is none. */
  sheet(incoming: Incoming): Promise<CheckSheet | null>;
  /** The verdict of a saved check, for work that is taken up again after a crash; null where there is none. */
  verdict(incoming: Incoming, record: string): Promise<Reply | null>;
  /** Keeps where a card was posted, so that it can be kept up to date and gone back to. */
  posted(workspace: string, subject: Subject, posted: Posted): Promise<void>;
  /** The card of a subject as it is by now, for all; null where there is none. */
  current(workspace: string, subject: Subject): Promise<Reply | null>;
  /** Does what has fallen due. Doing it twice gives the same {@link Waking.key}; null where there is nothing left to do. */
  wake(job: Job): Promise<Waking | null>;
}

/**
 * A reply so far. At first it has no blocks: a model is at work, and that may take a while. For a message the next ones grow sentence by
 * sentence, for everybody in the conversation: each extends the one before, and the first reply that `handle` resolves with extends the
 * last, so that what is on the screen is never taken back. The sources and the buttons only stand in that.
 */
export type Watch = (soFar: Card) => void;

/** What a person may see of the checks that were run elsewhere. */
export interface Sight {
  /** Whether this person may read what was said in a conversation; asked anew for every request. */
  canSee(conversation: string): Promise<boolean>;
  /** Whether a conversation is not there any more, so that nobody can see it. Left out: never. */
  isGone?(conversation: string): Promise<boolean>;
  /**
   * Whether what belongs to one conversation may be said to everybody in another: because all who read that one may read the first.
   * Left out: only within one channel.
   */
  mayRepeat?(from: string, to: string): Promise<boolean>;
  /** The channel of a name or a mention as one types it; null where there is none that the person may see. */
  findChannel?(name: string): Promise<string | null>;
}
