import { isObject, type JsonObject, parseJson } from './json.ts';
import type { SlackServer } from './server.ts';

/** Calls a method as plain JSON over HTTP, with the first app's bot token unless another is given. @returns what Slack answers */
export async function callApi(
  server: SlackServer,
  method: string,
  args: JsonObject = {},
  token?: string,
): Promise<JsonObject> {
  const response = await fetch(`${server.apiUrl}${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token ?? server.installation().botToken}` },
    body: JSON.stringify(args),
  });
  const body = parseJson(await response.text());
  if (!isObject(body)) throw new Error(`${method} answered ${response.status} without an object`);
  return body;
}
