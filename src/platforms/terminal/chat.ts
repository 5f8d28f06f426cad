import { createInterface, type Interface } from 'node:readline';
import type { Bot, Incoming, Reply } from '../../core/bot-events.ts';
import { type Card, remarkCard } from '../../core/card.ts';
import { UserError } from '../../core/errors.ts';
import { type Form, withErrors } from '../../core/form.ts';
import type { World } from '../../world.ts';
import { createFormDialog, type FormDialog } from './form-dialog.ts';
import { chosen, type Key, keysOf } from './keys.ts';
import { toText } from './render.ts';
import { viewOf } from './view.ts';

/** Who and where the person at the terminal is, as the core sees it. */
export const terminalPlace = {
  workspace: 'terminal',
  conversation: 'terminal',
  person: 'you',
  listing: '/decisions',
  verdictButtons: ['change', 'breakdown', 'record'],
} as const;

const prompt = 'you › ';

export interface ChatOptions {
  /** Shown first where a person sits at the terminal. */
  readonly greeting: readonly Card[];
  /** Something to begin with, as if it had been typed. */
  readonly opening?: string;
  /** Called when the person leaves, by a signal or Ctrl-C, so that nobody is waited for. */
  readonly leave?: () => void;
  /**
   * Asked after every line: true ends the conversation.
   *
   * @param isAsking whether a form waits for its next field
   */
  readonly isOver?: (isAsking: boolean) => boolean;
}

/**
 * Talks line by line, on a terminal and through a pipe alike. Line by line rather than with drawn menus: what works in a pipe, in a
 * narrow window, with a screen reader and after a paste is then one and the same thing.
 *
 * @returns the number of lines that were read, the opening not counted
 */
export async function chat(world: World, bot: Bot, options: ChatOptions): Promise<number> {
  const interactive = world.stdin.isTTY === true && world.stdout.isTTY === true;
  const screen = new Screen(world, bot, interactive);
  if (interactive) screen.show(options.greeting);
  if (options.opening !== undefined) await screen.say(options.opening);
  if (options.isOver?.(screen.isAsking)) return 0;
  const lines = createInterface({
    input: world.stdin,
    ...(interactive ? { output: world.stdout, terminal: true, prompt } : {}),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  const stop = () => {
    lines.close();
    options.leave?.();
  };
  world.onStop(stop);
  lines.on('SIGINT', () => interrupt(lines, stop));
  let open = true;
  lines.on('close', () => {
    open = false;
  });
  let count = 0;
  if (interactive) lines.prompt();
  for await (const line of lines) {
    count += 1;
    await screen.say(line);
    if (screen.ended || options.isOver?.(screen.isAsking)) break;
    if (interactive && open) lines.prompt();
  }
  lines.close();
  if (interactive && !screen.ended) world.stdout.write('\n');
  return count;
}

/** Ctrl-C clears what was typed; on an empty line it leaves, as Ctrl-D does. */
function interrupt(lines: Interface, stop: () => void): void {
  if (lines.line === '') stop();
  else lines.write(null, { ctrl: true, name: 'u' });
}

/** What the person has in front of them: the last card decides what a number or a letter means. */
class Screen {
  ended = false;
  readonly #world: World;
  readonly #bot: Bot;
  readonly #interactive: boolean;
  #keys: readonly Key[] = [];
  #form: Form | null = null;
  #dialog: FormDialog | null = null;

  constructor(world: World, bot: Bot, interactive: boolean) {
    this.#world = world;
    this.#bot = bot;
    this.#interactive = interactive;
  }

  get isAsking(): boolean {
    return this.#dialog !== null;
  }

  /** @param begun what of the first card's text is on the screen already */
  show(cards: readonly Card[], begun = ''): void {
    if (cards.length === 0) return;
    const [first = '', ...others] = cards.map((card) => toText(card, viewOf(this.#world)));
    const texts = [first.startsWith(begun) ? first.slice(begun.length) : `\n\n${first}`, ...others];
    const keys = cards.flatMap(keysOf);
    // An answer in between leaves the choices before it open.
    if (keys.length > 0) this.#keys = keys;
    this.#world.stdout.write(texts.map((text) => `${text.trimEnd()}\n\n`).join(''));
  }

  async say(line: string): Promise<void> {
    const text = line.trim();
    if (/^(?:\/quit|\/exit|quit|exit|bye!?)$/i.test(text)) {
      this.ended = true;
      return;
    }
    const event = this.#dialog === null ? this.#event(text) : this.#dialog.take(text);
    if (event !== null) await this.#attempt(event);
    else if (this.#dialog === null) this.show([this.#noSuchKey()]);
    else if (this.#dialog.card() !== null) this.show([this.#dialog.card() ?? leftCard]);
    else this.#leave();
  }

  /** What goes wrong ends a pipe; a person is told, and keeps what they filled in. */
  async #attempt(event: Incoming['event']): Promise<void> {
    const form = this.#form;
    try {
      await this.#handle(event);
    } catch (error) {
      if (!(error instanceof UserError && this.#interactive)) throw error;
      this.show([remarkCard(error.message)]);
      if (event.kind === 'submit' && form !== null) this.show(this.#ask(withErrors(form, event.values, {})));
    }
  }

  async #handle(event: Incoming['event']): Promise<void> {
    this.#dialog = null;
    let begun = '';
    const replies = await this.#bot.handle({ ...terminalPlace, event }, undefined, (soFar) => {
      if (soFar.blocks.length === 0) return;
      const grown = toText(soFar, viewOf(this.#world));
      if (!grown.startsWith(begun)) return;
      this.#world.stdout.write(grown.slice(begun.length));
      begun = grown;
    });
    this.show(
      replies.flatMap((reply) => this.#shown(reply)),
      begun,
    );
  }

  /** A form is asked field by field in place of its card; a file that was asked for is read here. */
  #shown(reply: Reply): Card[] {
    if (reply.form === undefined) {
      if (reply.attachment !== undefined && reply.toAll !== true)
        this.#world.stdout.write(`${reply.attachment.text}\n`);
      return [reply];
    }
    const first = this.#ask(reply.form);
    return first.length === 0 ? [reply] : first;
  }

  #ask(form: Form): Card[] {
    this.#form = form;
    this.#dialog = createFormDialog(form);
    const first = this.#dialog.card();
    return first === null ? [] : [first];
  }

  #leave(): void {
    this.#dialog = null;
    this.show([leftCard]);
  }

  #event(text: string): Incoming['event'] | null {
    const action = chosen(this.#keys, text);
    if (action !== null) return { kind: 'action', id: action };
    // A lone number or letter is meant for a choice, never a question; so is an empty line where there is something to choose.
    if (/^(?:\d{1,3}|[a-z])[.)]?$/i.test(text) || (text === '' && this.#keys.length > 0)) return null;
    const command = /^\/(\S+)\s*([\s\S]*)$/.exec(text);
    if (!command) return { kind: 'message', text };
    return { kind: 'command', name: command[1] ?? '', words: command[2] ?? '' };
  }

  #noSuchKey(): Card {
    const keys = this.#keys.map(({ key }) => key);
    return remarkCard(
      keys.length === 0
        ? 'There is nothing to choose from here. Ask in words, or type /help.'
        : `That is none of the choices: ${keys.join(', ')}. You can also ask in words.`,
    );
  }
}

const leftCard = remarkCard('Left; nothing was kept.');
