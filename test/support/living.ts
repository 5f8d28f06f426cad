import type { Bot, Incoming, Reply, Sight } from '../../src/core/bot-events.ts';

/** Whoever sees every conversation of every workspace: what is kept apart is kept apart by the store alone. */
export const seesAll: Sight = {
  canSee: async () => true,
  mayRepeat: async () => true,
  findChannel: async (name) => name,
};

export type Event = Incoming['event'];

const discussion = {
  thread: {
    title: 'Harbour',
    messages: ['I think we should split Harbour', 'decided: Harbour stays one unit, by the quayside'].map(
      (text, n) => ({
        ...{ id: `m${n}`, user: n % 2 === 0 ? 'ann' : 'bob', ts: `${n}`, text, replyTo: null, reactions: [] },
        ...{ deleted: false, bot: false },
      }),
    ),
  },
  links: {},
  people: [
    { id: 'ann', name: 'Ann' },
    { id: 'bob', name: 'Bob' },
  ],
};

/** What no one but the people of {@link live} says. */
export const marker = /Harbour|quayside/i;

/** Does all that one can do, with words that nobody else says, and takes down everything that was shown. */
export async function live(
  bot: Bot,
): Promise<{ readonly events: readonly Event[]; readonly replies: readonly Reply[] }> {
  const events: Event[] = [];
  const replies: Reply[] = [];
  const tell = async (event: Event) => {
    events.push(event);
    const said = await bot.handle({ ...at, workspace: 'acme', event }, seesAll);
    replies.push(...said);
    return said;
  };
  const press = (label: RegExp) => tell({ kind: 'action', id: idOf(replies, label) });
  await tell({ kind: 'message', text: 'what is a monolith, at the quayside?', id: 'm1' });
  await tell({ kind: 'action', id: 'rate:up:m1' });
  await tell({
    kind: 'command',
    name: 'arch-check',
    words: '4 teams, live for years, search needs its own scaling',
    title: 'Harbour',
  });
  await press(/^Yes, go on/);
  await press(/^Show the verdict so far/);
  await press(/^Record decision/);
  await submit(tell, replies, { title: 'Harbour stays one unit', reason: 'the quayside' });
  await press(/^Accept/);
  await tell({ kind: 'command', name: 'decisions', words: 'object D-1 because of the quayside' });
  await tell({ kind: 'command', name: 'decisions', words: 'history D-1' });
  await press(/^Re-check/);
  await tell({ kind: 'command', name: 'arch-check', words: 'team' });
  await submit(tell, replies, { title: 'Harbour' });
  await press(/^Answer/);
  await tell({ kind: 'discussion', discussion });
  await press(/^Edit and record/);
  await tell({ kind: 'command', name: 'arch-check', words: '3 devs at the quayside' });
  return { events, replies };
}

/** Where it is done, and by whom. */
export const at = {
  conversation: 'c',
  channel: 'c',
  person: 'ann',
  name: 'Ann',
  privacy: 'open',
  steward: true,
  verdictButtons: ['change', 'breakdown', 'summary', 'record'],
} as const;

async function submit(
  tell: (event: Event) => Promise<readonly Reply[]>,
  replies: readonly Reply[],
  values: Readonly<Record<string, string>>,
): Promise<void> {
  const form = replies.findLast((reply) => reply.form !== undefined)?.form;
  if (form === undefined) throw new Error('a form was to open');
  const kept = form.fields.map(({ id, value }) => [id, value ?? ''] as const);
  await tell({ kind: 'submit', form: form.id, values: { ...Object.fromEntries(kept), ...values } });
}

export function actionsOf(replies: readonly Reply[]): readonly { readonly id: string; readonly label: string }[] {
  return replies
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'buttons' ? block.buttons : block.kind === 'choices' ? block.choices : []));
}

function idOf(replies: readonly Reply[], label: RegExp): string {
  const found = actionsOf(replies).findLast((each) => label.test(each.label));
  if (found === undefined) throw new Error(`${label} is no button here`);
  return found.id;
}
