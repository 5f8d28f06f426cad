import { z } from 'zod';
import { plainText } from '../../core/card.ts';
import type { DraftKey } from '../../core/drafts.ts';
import { type Field, type Form, type FormValues, personSchema, withErrors } from '../../core/form.ts';
import type { Store } from '../../core/ports.ts';

const text = z.string();
const head = {
  id: text,
  label: text,
  hint: text.exactOptional(),
  optional: z.boolean().exactOptional(),
  error: text.exactOptional(),
};
const fieldSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    ...head,
    value: text,
    maxLength: z.int(),
    long: z.boolean().exactOptional(),
  }),
  z.object({
    kind: z.literal('choice'),
    ...head,
    value: text.nullable(),
    choices: z.array(z.object({ id: text, label: text })),
  }),
  z.object({ kind: z.literal('date'), ...head, value: text }),
  z.object({ kind: z.literal('people'), ...head, value: z.array(personSchema) }),
]);

/**
 * A form that somebody has in front of them. Discord takes five fields in a modal, and none after another, so what is filled in is kept
 * here between two of them, and never lost.
 */
const sittingSchema = z.object({
  form: z.object({
    id: text,
    title: text,
    submit: text,
    intro: z.array(text),
    fields: z.array(fieldSchema),
    asksWhere: z.boolean(),
  }),
  /** Where it was opened: the channel, and the message whose thread "here" means; null for the channel itself. */
  spot: z.object({ channel: text, message: text.nullable() }),
});
export type Sitting = z.output<typeof sittingSchema>;

type Sitter = Pick<DraftKey, 'workspace' | 'person'>;

/** Sittings, by the interaction that opened them. */
export interface Sittings {
  get(sitter: Sitter, id: string): Promise<Sitting | null>;
  /** Keeps one, unless an earlier attempt has. */
  open(sitter: Sitter, id: string, sitting: Sitting): Promise<void>;
  /** Changes what is kept. @returns what is kept then; null where it is over */
  change(sitter: Sitter, id: string, change: (sitting: Sitting) => Sitting): Promise<Sitting | null>;
  end(sitter: Sitter, id: string): Promise<void>;
}

export function createSittings(store: Store): Sittings {
  const drafts = store.drafts(sittingSchema);
  const keyOf = ({ workspace, person }: Sitter, id: string): DraftKey => ({
    ...{ workspace, person },
    conversation: `form:${id}`,
  });
  const found = async (key: DraftKey) => {
    const stored = await drafts.get(key);
    return stored?.kind === 'found' ? stored : null;
  };
  return {
    get: async (sitter, id) => (await found(keyOf(sitter, id)))?.draft ?? null,
    open: async (sitter, id, sitting) => void (await drafts.save(keyOf(sitter, id), sitting, null)),
    async change(sitter, id, change) {
      const key = keyOf(sitter, id);
      for (;;) {
        const stored = await found(key);
        if (stored === null) return null;
        const changed = change(stored.draft);
        // Of two submitted at once the later one finds what the earlier one filled in.
        if ((await drafts.save(key, changed, stored.revision)) !== null) return changed;
      }
    },
    async end(sitter, id) {
      const key = keyOf(sitter, id);
      const stored = await drafts.get(key);
      if (stored !== null) await drafts.delete(key, stored.revision);
    },
  };
}

/** A form as it is kept. */
export function sittingOf(
  { id, title, submit, intro, fields, asksWhere = false }: Form,
  spot: Sitting['spot'],
): Sitting {
  const copied = fields.map((field) => {
    if (field.kind === 'choice') return { ...field, choices: field.choices.map((choice) => ({ ...choice })) };
    return field.kind === 'people' ? { ...field, value: [...field.value] } : field;
  });
  return { form: { id, title, submit, intro: intro.map(plainText), fields: copied, asksWhere }, spot };
}

/** With what was filled in. What was wrong with it is looked at again when it is submitted. */
export function filledIn({ form, spot }: Sitting, values: FormValues): Sitting {
  const fields: readonly Field[] = form.fields.map(({ error: _, ...field }) => field);
  return sittingOf(withErrors({ ...form, fields }, values, {}), spot);
}

/** With what is wrong with one field. */
export function withFieldError({ form, spot }: Sitting, field: string, error: string): Sitting {
  return sittingOf(withErrors(form, valuesOf(form), { [field]: error }), spot);
}

/** All that is filled in by now. */
export function valuesOf({ fields }: Pick<Form, 'fields'>): FormValues {
  return Object.fromEntries(fields.map(({ id, value }) => [id, value ?? '']));
}
