import { z } from 'zod';
import type { Text } from './card.ts';
import { cutText } from './text/cut.ts';

/** Somebody, by the platform's id and as people called them then: they may have left when it is read. */
export const personSchema = z.object({ id: z.string(), name: z.string() });
export type Person = z.output<typeof personSchema>;

/**
 * A form to fill in, as plain data: a modal where a place has them, one question after the other elsewhere. Nothing happens before it
 * is submitted. All texts are plain; values that a person typed earlier are shown as they are, and escaped by the place.
 */
export interface Form {
  /** 1 to 100 characters; carries all the state that a submission needs. */
  readonly id: string;
  /** At most 24 characters. */
  readonly title: string;
  /** The button's label; at most 24 characters. */
  readonly submit: string;
  /** What to know before one fills it in. */
  readonly intro: readonly Text[];
  /**
   * The most important first: a place that cannot show them all shows the first ones, and a field that is not sent keeps its `value`.
   */
  readonly fields: readonly Field[];
  /** True where the place adds its own choice of where the result is posted: here, one of its recent threads, a pasted link. */
  readonly asksWhere?: boolean;
}

interface FieldHead {
  readonly id: string;
  /** At most 45 characters. */
  readonly label: string;
  /** At most 100 characters. */
  readonly hint?: string;
  readonly optional?: boolean;
  /** What was wrong with what was sent. */
  readonly error?: string;
}

export type Field =
  | (FieldHead & { readonly kind: 'text'; readonly value: string; readonly maxLength: number; readonly long?: boolean })
  /** At most ten choices, each label at most 75 characters; null: none is chosen yet. */
  | (FieldHead & {
      readonly kind: 'choice';
      readonly value: string | null;
      readonly choices: readonly { readonly id: string; readonly label: string }[];
    })
  /** `YYYY-MM-DD`, or empty for none. */
  | (FieldHead & { readonly kind: 'date'; readonly value: string })
  | (FieldHead & { readonly kind: 'people'; readonly value: readonly Person[] });

/** What was filled in, by field. A text where people are asked for is a list of names, parted by commas. */
export type FormValues = Readonly<Record<string, string | readonly Person[]>>;

/** A field's text as it was sent, trimmed and cut to what it takes; its `value` where it was not sent. */
export function textOf(form: Form, values: FormValues, id: string): string {
  const field = form.fields.find((each) => each.id === id);
  const sent = Object.hasOwn(values, id) ? values[id] : undefined;
  const fallback = field === undefined || field.kind === 'people' ? '' : (field.value ?? '');
  const text = (typeof sent === 'string' ? sent : fallback).trim();
  return field?.kind === 'text' ? cutText(text, field.maxLength) : text;
}

/** A field's people as they were sent; its `value` where it was not sent. At most 20, each once. */
export function peopleOf(form: Form, values: FormValues, id: string): Person[] {
  const field = form.fields.find((each) => each.id === id);
  const sent = Object.hasOwn(values, id) ? values[id] : undefined;
  const known = field?.kind === 'people' ? field.value : [];
  const people = typeof sent === 'string' ? namesOf(sent) : (sent ?? known);
  // Of somebody who has left a place may say no more than an id; what they were called is known.
  const named = people.map((person) => (person.name === person.id ? (known.find(isCalled(person)) ?? person) : person));
  return [...new Map(named.map((person) => [person.id, person])).values()].slice(0, 20);
}

function isCalled({ id }: Person): (other: Person) => boolean {
  return (other) => other.id === id;
}

function namesOf(text: string): Person[] {
  return text
    .split(/[,;\n]/)
    .map((name) => cutText(name.trim(), 80))
    .filter((name) => name !== '')
    .map((name) => ({ id: name, name }));
}

/** The form again, with what was sent in it and what is wrong with it. */
export function withErrors(form: Form, values: FormValues, errors: Readonly<Record<string, string>>): Form {
  return { ...form, fields: form.fields.map((field) => refilled(form, values, field, errors[field.id])) };
}

function refilled(form: Form, values: FormValues, field: Field, error: string | undefined): Field {
  const told = error === undefined ? {} : { error };
  if (field.kind === 'people') return { ...field, value: peopleOf(form, values, field.id), ...told };
  if (field.kind !== 'choice') return { ...field, value: textOf(form, values, field.id), ...told };
  const chosen = textOf(form, values, field.id);
  return { ...field, value: field.choices.some(({ id }) => id === chosen) ? chosen : field.value, ...told };
}
