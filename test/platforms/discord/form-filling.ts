import type { Person } from '../../support/discord/person.ts';
import type { PersonName, Player } from '../scenarios/stage.ts';

/**
 * Forms as one fills them in on Discord: a short one is a modal; of a long one the fields stand in a private message, with a button for each
 * part of them, and a click on that opens a modal.
 */
export function formFilling(user: Person, name: PersonName): Pick<Player, 'fills' | 'chooses' | 'submits'> {
  const inModal = async (field: string, fill: () => void) => {
    // A short form is a modal itself, and submitted as a whole.
    if (isOpen(user)) return fill();
    await openPart(user, field);
    fill();
    await user.submits().settled;
  };
  return {
    async fills(field, text) {
      // The title of a check has a form of its own, behind a button.
      if (field === 'Title' && !isOpen(user) && !isThere(user, field)) {
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
      await (isOpen(user) ? user.submits() : user.clicks(submitLabel(user))).settled;
    },
  };
}

/** What only they see, though it stands in another place: what the bot wrote to them directly. */
export function withDirect(user: Person): string {
  const here = user.screen();
  // A modal is there once, wherever one looks.
  const [direct = ''] = user.screen('@archcheck').split('\n┌');
  return here.startsWith('@archcheck') || !direct.includes('\n') ? here : `${here}\n${direct}`;
}

/** Opens the modal of the part that a field is in. */
async function openPart(user: Person, field: string): Promise<void> {
  if (!isThere(user, field)) {
    await user.clicks('All questions').settled;
    await user.sees(/\[Fill in/);
  }
  await user.clicks(`Fill in${partOf(user, field)}`).settled;
}

function isOpen(user: Person): boolean {
  return user.screen().includes('└ [Cancel] [Submit]');
}

function isThere(user: Person, field: string): boolean {
  return buttonsOf(user) !== '' && partOf(user, field) !== null;
}

/** How the part of the last form on the screen is called that a field is in; null where there is none. */
function partOf(user: Person, field: string): string | null {
  const lines = user.screen().split('\n');
  const at = lines.findLastIndex((line) => line.replace(/^[\W]*/, '').startsWith(field) && /^[^\w]*- \*\*/.test(line));
  if (at === -1) return null;
  const above = lines.slice(0, at).findLast((line) => /-# Part \d|###/.test(line)) ?? '';
  const [, part] = /-# Part (\d)/.exec(above) ?? [];
  return part === undefined ? '' : ` part ${part}`;
}

function buttonsOf(user: Person): string {
  return (
    user
      .screen()
      .split('\n')
      .findLast((line) => line.includes('[Fill in')) ?? ''
  );
}

function submitLabel(user: Person): string {
  return /\[([^\]]+)\]$/.exec(buttonsOf(user).trimEnd())?.[1] ?? '';
}
