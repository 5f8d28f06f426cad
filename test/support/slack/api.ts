import { isObject, type JsonObject, parseJson } from '../json.ts';
import type { SlackServer } from './server.ts';

/** Calls a method with a form, as Slack's own client does, with the first app's bot token unless another is given. @returns the answer */
export async function callApi(
  server: SlackServer,
  method: string,
  args: JsonObject = {},
  token?: string,
): Promise<JsonObject> {
  const response = await fetch(`${server.apiUrl}${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token ?? server.installation().botToken}` },
    body: formOf(args),
  });
  const body = parseJson(await response.text());
  if (!isObject(body)) throw new Error(`${method} answered ${response.status} without an object`);
  return body;
}

function formOf(args: JsonObject): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(args))
    if (value !== undefined) form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  return form;
}
