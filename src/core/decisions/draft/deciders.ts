import type { Heard } from './heard.ts';
import type { ThreadReader } from './reader.ts';
import type { Choice } from './style.ts';
import type { Evidence } from './weigh.ts';

/** Whoever announced what was decided, then those who proposed it or agreed to it. */
export function decidersOf(at: number, chosen: Choice, heard: readonly Heard[], reader: ThreadReader): string[] {
  const announcer = heard[at]?.said.message.user ?? null;
  const known = new Set(heard.flatMap(({ said }) => [...(said.message.user ?? []).toString().split('\n')]));
  for (const { said } of heard)
    for (const { users } of said.message.reactions) for (const user of users) known.add(user);
  const others = [...known].filter(
    (user) =>
      user !== '' &&
      user !== announcer &&
      reader.weights.likely('decider', standOf(user, at, chosen, heard, reader)) >= reader.weights.least.decider,
  );
  return [...(announcer === null ? [] : [announcer]), ...others];
}

/** How somebody stands to what was decided in the message at a place. */
export function standOf(
  user: string,
  at: number,
  chosen: Choice,
  heard: readonly Heard[],
  { cues }: ThreadReader,
): Evidence {
  const found = new Map<string, number>();
  const add = (name: string, value: number) => {
    if (value > 0.02) found.set(`person ${name}`, Math.max(found.get(`person ${name}`) ?? 0, Math.min(value, 1)));
  };
  const own = heard.flatMap((each, place) => (each.said.message.user === user ? [{ each, place }] : []));
  const before = own.filter(({ place }) => place < at);
  const after = own.filter(({ place }) => place > at);
  const highest = (list: typeof own, act: keyof Heard['most']) =>
    Math.max(0, ...list.map(({ each }) => each.most[act]));
  for (const act of [
    'agree',
    'disagree',
    'condition',
    'objection',
    'reason',
    'propose',
    'decide',
    'undecided',
    'offer',
  ] as const) {
    add(`${act} before`, highest(before, act));
    add(
      `${act} near before`,
      highest(
        before.filter(({ place }) => place >= at - 6),
        act,
      ),
    );
    add(`${act} after`, highest(after, act));
  }
  const last = before.at(-1)?.each;
  if (last)
    for (const act of ['agree', 'disagree', 'condition', 'objection', 'reason', 'propose', 'decide', 'chat'] as const)
      add(`${act} last before`, last.most[act]);
  const next = after.at(0)?.each;
  if (next)
    for (const act of ['agree', 'disagree', 'objection', 'chat', 'decide', 'offer'] as const)
      add(`${act} first after`, next.most[act]);
  for (const { each } of own) {
    for (const [statement, stance] of each.stances) {
      const isSame =
        stance === chosen ||
        (chosen === 'evolve' && (stance === 'part' || stance === 'apart')) ||
        (chosen === 'microservices' && stance === 'apart');
      if (!isSame) add('names another', 1);
      else {
        add('names it', 1);
        const acts = each.acts.get(statement);
        if (acts) add('proposes it', Math.max(acts.propose, acts.decide));
      }
    }
  }
  for (const [place, { said, evidence }] of heard.entries()) {
    for (const { name, users } of said.message.reactions) {
      if (!users.includes(user)) continue;
      const where =
        place === at ? 'it' : (evidence.get('names') ?? evidence.get('names?') ?? 0) > 0 ? 'a proposal' : 'else';
      if (cues.isSign('agree', name)) add(`likes ${where}`, 1);
      else if (cues.isSign('disagree', name)) add(`dislikes ${where}`, 1);
      else add(`reacts to ${where}`, 1);
    }
  }
  if (own.length === 0) add('silent', 1);
  if (before.length === 0) add('silent before', 1);
  add('talks', own.length / 6);
  return found;
}
