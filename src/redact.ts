/** What stands in a log in place of a secret. */
export const redacted = '[secret]';

/** Every shape that a token has which passes through here, whether or not this process was given it. */
const shapes: readonly RegExp[] = [
  // Slack: bot, user, app, refresh and workflow tokens.
  /\bxox[a-z](?:\.xox[a-z])?-[\w-]{4,}/g,
  /\bx(?:app|wfp)-[\w-]{4,}/g,
  // Whoever has one of these addresses may post through it, or open a socket.
  /\bhttps:\/\/hooks\.slack(?:-gov)?\.com\/\S+/g,
  /\b(?:ticket|token|secret|signature|code|state|api_?key|password)=[^\s&"']+/gi,
  // Discord: a bot's token, and an interaction's in an address.
  /\b[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,}/g,
  /(?<=\/(?:webhooks|interactions)\/\d+\/)[\w-]{20,}/g,
  // OpenAI and what speaks its protocol.
  /\bsk-[\w-]{8,}/g,
  // Headers, and the password in an address.
  /(?<=\b(?:Bearer|Bot|Basic) )[\w.~+/=-]{8,}/g,
  /(?<=\b[a-z][a-z+]*:\/\/)[^\s/@"']+(?=@)/g,
];

/** Shorter than this a value occurs in ordinary words, and is no secret. */
const shortestSecret = 6;

/** @param secrets values that must not be shown, whatever their shape */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const known = secrets
    .filter((secret) => secret.length >= shortestSecret)
    .toSorted((one, other) => other.length - one.length);
  return (text) => {
    const withoutKnown = known.reduce((rest, secret) => rest.replaceAll(secret, redacted), text);
    return shapes.reduce((rest, shape) => rest.replace(shape, redacted), withoutKnown);
  };
}
