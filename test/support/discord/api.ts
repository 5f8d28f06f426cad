import type { Clock } from '../clock.ts';
import { at, isObject, objects, textOf } from '../json.ts';
import type { DiscordServer } from './server.ts';

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** One call of the REST API without any library; with the token of the first app, unless told otherwise. */
export async function callApi<Time extends Clock>(
  server: DiscordServer<Time>,
  method: string,
  path: string,
  body?: unknown,
  token = server.app().token,
): Promise<Answer> {
  const isForm = body instanceof FormData;
  const response = await fetch(`${server.apiUrl}/v10${path}`, {
    method,
    headers: { authorization: `Bot ${token}`, ...(isForm ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
}

/** A form with `payload_json` and files, as libraries send attachments. */
export function formOf(
  payload: unknown,
  files: readonly { readonly name: string; readonly content: string }[],
): FormData {
  const form = new FormData();
  form.append('payload_json', JSON.stringify(payload));
  for (const [index, { name, content }] of files.entries()) form.append(`files[${index}]`, new Blob([content]), name);
  return form;
}

/** What 50035 names, as `path: CODE`, in order. */
export function problemsIn(body: unknown): string[] {
  const walk = (tree: unknown, path: readonly string[]): string[] =>
    isObject(tree)
      ? Object.entries(tree).flatMap(([name, inner]) =>
          name === '_errors'
            ? objects(inner).map(({ code }) => `${path.join('.')}: ${textOf(code)}`)
            : walk(inner, [...path, name]),
        )
      : [];
  return walk(at(body, 'errors'), []);
}
