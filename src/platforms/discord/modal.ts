import type { Thread } from '../../core/ports.ts';
import { cut } from '../../core/text/cut.ts';
import { neutralise } from '../../core/text/neutralise.ts';
import { checked, kinds, limits } from './limits.ts';
import { type DiscordModal, modalSchema } from './modal-limits.ts';

/** The fields of the forms. */
export const fields = { title: 'title', where: 'where', link: 'link' } as const;
/** What is chosen in the field of the place, where it is not the id of a thread. */
export const places = { card: 'card', link: 'link' } as const;

const maxTitle = 120;
const maxLink = 200;

/** Names the check that is under way. @param id what the form is for */
export function titleModal(id: string, title: string): DiscordModal {
  return checked(modalSchema, {
    custom_id: id,
    title: 'Name this check',
    components: [
      {
        type: kinds.label,
        label: 'Title',
        description: 'What it is about. It stands above the verdict, and /arch-decisions finds it again.',
        component: {
          type: kinds.input,
          custom_id: fields.title,
          style: 1,
          required: false,
          max_length: maxTitle,
          placeholder: 'Billing service',
          ...(title === '' ? {} : { value: title }),
        },
      },
    ],
  });
}

/** Asks where a summary is to go: this card's thread, one of the bot's recent ones in the channel, or a pasted link. */
export function whereModal(id: string, recent: readonly Thread[]): DiscordModal {
  return checked(modalSchema, {
    custom_id: id,
    title: 'Post a summary',
    components: [
      {
        type: kinds.label,
        label: 'Where?',
        description: 'The verdict in a few lines, with its reasons, for a thread in which it was discussed.',
        component: {
          type: kinds.radio,
          custom_id: fields.where,
          options: [
            { label: 'The thread of this verdict', value: places.card, default: true },
            ...recent
              .slice(0, limits.radios[1] - 2)
              .map(({ thread, text }) => ({ label: quoted(text), value: thread })),
            { label: 'The thread of a message that I link to below', value: places.link },
          ],
        },
      },
      {
        type: kinds.label,
        label: 'Link to a message',
        description: 'In Discord: the three dots beside a message, then “Copy Message Link”.',
        component: { type: kinds.input, custom_id: fields.link, style: 1, required: false, max_length: maxLink },
      },
    ],
  });
}

function quoted(text: string): string {
  const line = neutralise(text).replace(/\s+/g, ' ').trim();
  return line.length <= limits.optionText - 2 ? `“${line}”` : `“${cut(line, limits.optionText - 3)}…”`;
}
