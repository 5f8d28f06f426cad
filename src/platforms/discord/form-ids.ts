import { inParts } from '../../core/layout/offer.ts';
import { limits } from './limits.ts';

/** What is done with a form that is kept: a page of its fields is filled in, it is shown, submitted, or both filled in and submitted. */
export interface FormStep {
  readonly sitting: string;
  readonly does: 'show' | 'submit' | 'send' | { readonly page: number };
}

const pattern = /^discord:form:(\d{15,20}):(?:(show|submit|send)|(\d{1,2}))$/;

export function formStepId({ sitting, does }: FormStep): string {
  return `discord:form:${sitting}:${typeof does === 'string' ? does : does.page}`;
}

/** The step that a button or a modal stands for; null for any other id. */
export function parseFormStep(id: string): FormStep | null {
  const [, sitting, does, page] = pattern.exec(id) ?? [];
  if (sitting === undefined) return null;
  const isWhole = does === 'show' || does === 'submit' || does === 'send';
  return { sitting, does: isWhole ? does : { page: Number(page) } };
}

/** The fields as they fit into modals: the most important ones first, and as many as fit. */
export function pagesOf<Field>(fields: readonly Field[]): readonly (readonly Field[])[] {
  const [first, rest] = [fields.slice(0, limits.fields), fields.slice(limits.fields)];
  return [...(first.length === 0 ? [] : [first]), ...(rest.length === 0 ? [] : inParts(rest, limits.fields))];
}
