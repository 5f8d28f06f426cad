import { checked, kinds } from './limits.ts';
import { type DiscordModal, modalSchema } from './modal-limits.ts';

/** The one field of the form. */
export const titleField = 'title';

const maxTitle = 120;

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
          custom_id: titleField,
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
