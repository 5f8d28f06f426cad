import type { Person } from '../../support/discord/person.ts';
import type { PersonName, Player } from '../scenarios/stage.ts';

/**
 * Forms as one fills them in on Discord: their fields stand numbered in a private message, with a button for each part of them, and a
 * click on that opens a modal.
 */
export function formFilling(user: Person, name: PersonName): Pick<Player, 'fills' | 'chooses' | 'submits'> {
  const inModal = async (field: string, fill: () => void) => {
    await openPart(user, field);
    fill();
    await user.submits().settled;
  };
  return {
    async fills(field, text) {
      // The title of a check has a form of its own, behind a button.
      if (field === 'Title' && !isThere(user, field)) {
        await user.clicks('Name it').settled;
        user.fills(field, text);
        return void (await user.submits().settled);
      }
      await inModal(field, () => user.fills(field, text));
    },
    chooses: (option, field) =>
      // Whoever opened the form is chosen already.
      inModal(field, () => void user.chooses(option.startsWith('@') ? [`@${name}`, option] : option, field)),
    async submits() {
      const isOpen = user.screen().includes('└ [Cancel] [Submit]');
      await (isOpen ? user.submits() : user.clicks(submitLabel(user))).settled;
    },
  };
}

/** What only they see, though it stands in another place: what the bot wrote to them directly. */
export function withDirect(user: Person): string {
  const here = user.screen();
  const direct = user.screen('@archcheck');
  return here.startsWith('@archcheck') || !direct.includes('\n') ? here : `${here}\n${direct}`;
}

const parts = /\[Fill in(?: (\d+)(?:–(\d+))?)?\]/g;

/** Opens the modal of the part that a field is in. */
async function openPart(user: Person, field: string): Promise<void> {
  if (!isThere(user, field)) {
    await user.clicks('All questions').settled;
    await user.sees(/\[Fill in/);
  }
  const number = numberOf(user, field);
  const part = [...buttonsOf(user).matchAll(parts)].find(([, from, to = from]) => {
    return from === undefined || (Number(from) <= number && number <= Number(to));
  });
  if (part === undefined) throw new Error(`there is no way to fill in “${field}” in:\n${user.screen()}`);
  await user.clicks(part[0].slice(1, -1)).settled;
}

function isThere(user: Person, field: string): boolean {
  return buttonsOf(user) !== '' && numberOf(user, field) > 0;
}

/** The number of a field in the last form on the screen; 0 where there is none. */
function numberOf(user: Person, field: string): number {
  const line = linesOf(user).findLast((each) => each.replace(/^\W*\d+\. \W*/, '').startsWith(field));
  return Number(/(\d+)\. /.exec(line ?? '')?.[1] ?? 0);
}

function buttonsOf(user: Person): string {
  return linesOf(user).findLast((line) => line.includes('[Fill in')) ?? '';
}

function submitLabel(user: Person): string {
  return /\[([^\]]+)\]$/.exec(buttonsOf(user).trimEnd())?.[1] ?? '';
}

function linesOf(user: Person): readonly string[] {
  return user.screen().split('\n');
}
