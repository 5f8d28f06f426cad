import type { IncomingMessage } from 'node:http';
import { isObject, type JsonObject, parseJson } from '../json.ts';

const STRUCTURED = new Set([
  'blocks',
  'chunks',
  'files',
  'loading_messages',
  'metadata',
  'prompts',
  'view',
  'attachments',
]);
const BOOLEAN = new Set([
  'exclude_archived',
  'include_all_metadata',
  'inclusive',
  'link_names',
  'mrkdwn',
  'reply_broadcast',
  'unfurl_links',
  'unfurl_media',
]);

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** The file in an upload: the whole body, or the first file of a form. */
export async function uploadedFile(type: string, body: Buffer): Promise<Buffer> {
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const file = [...form.values()].find((value) => value instanceof Blob);
  return file === undefined ? Buffer.alloc(0) : Buffer.from(await file.arrayBuffer());
}

/** Methods that read, and take no JSON: https://docs.slack.dev/apis/web-api lists under "JSON POST support" only those that write. */
const formOnly: ReadonlySet<string> = new Set([
  'bots.info',
  'chat.getPermalink',
  'conversations.history',
  'conversations.info',
  'conversations.list',
  'conversations.members',
  'conversations.replies',
  'files.getUploadURLExternal',
  'files.info',
  'reactions.get',
  'team.info',
  'users.info',
]);

/**
 * The arguments of a call, from JSON or from a form, whose values are all text and whose structures are JSON in text. A method that takes
 * no JSON sees no arguments in it.
 */
export function argumentsOf(method: string, type: string, body: string): JsonObject {
  if (type.startsWith('application/json')) {
    if (formOnly.has(method)) return {};
    const parsed = parseJson(body);
    return isObject(parsed) ? parsed : {};
  }
  return Object.fromEntries([...new URLSearchParams(body)].map(([name, value]) => [name, decoded(name, value)]));
}

function decoded(name: string, value: string): unknown {
  if (STRUCTURED.has(name)) return parseJson(value) ?? value;
  if (BOOLEAN.has(name)) return value === 'true' || value === '1';
  return value;
}
