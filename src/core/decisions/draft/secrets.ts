/** A stretch of a text, in UTF-16 units, end exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

// What follows "password is" without being one.
const noValue =
  'is|are|was|were|the|a|an|not|in|on|at|for|of|to|and|or|too|still|also|wrong|expired|weak|same|stored|rotated|leaked|gone|invalid|missing|required|needed|reset|changed|hardcoded|hashed|encrypted|safe|secure|managed|management|manager|service|auth|authentication|refresh|bucket|budget|based|validation|handling|rotation|exchange|store|vault|it|we|you|i|that|this|there|here|please|pls|from|by|with|should|must|would|could|can|will|has|have|had|lives?|needs?|now|again|yet|only|never|always|being|validated|checked|verified|signed|issued|revoked|cached|shared|stateless|opaque|small|simple|per|expires?|names?|scopes?';

const named =
  'pass(?:word|wd|phrase|code)?s?|pwd?s?|secrets?|tokens?|api[ _-]?keys?|access[ _-]?keys?|private[ _-]?keys?|secret[ _-]?keys?|client[ _-]?secrets?|auth[ _-]?keys?|credentials?|creds?|bearer|tok|sid|contraseña|passwort|kennwort|senha|mot de passe|pin';

/** Each finds the whole of a secret, with the words that name it, so that nothing of it is left. */
const patterns: readonly RegExp[] = [
  /-----BEGIN [A-Z0-9 ]*(?:PRIVATE KEY|CERTIFICATE|PGP MESSAGE)[A-Z ]*-----[\s\S]*?(?:-----END [A-Z0-9 ]+-----|$)/g,
  /\bey[JI][\w-]{6,}\.[\w-]{6,}(?:\.[\w-]*)?/g,
  /\b(?:AKIA|ASIA|AGPA|AIDA|AROA|ABIA|ACCA)[A-Z0-9]{12,}\b/g,
  /\bx(?:ox[a-z]|app)-[\w-]{8,}/gi,
  /\b(?:gh[pousr]_\w{16,}|github_pat_\w{16,}|gl(?:pat|dt|rt|ptt|cbt)-[\w-]{16,})/g,
  /\b(?:sk|pk|rk)[-_](?:live|test|proj|ant|or|svcacct|admin)?[-_]?[\w-]{16,}/g,
  /\b(?:whsec|hf|npm|pypi|dop_v1|doo_v1|shp(?:at|ss|ca|pa)|lin_api|figd|sq0(?:atp|csp)|rubygems|ntn|secret|nvapi|gsk|xai|r8|tvly|pplx|sntrys|glc|dapi|hvs|hvb|vault|atlasv1|EAA[A-Z]|ATATT3x|age-secret-key)[-_.A-Za-z0-9]?[\w=.-]{18,}/gi,
  /\bAIza[\w-]{30,}|\bya29\.[\w.-]+|\bGOCSPX-[\w-]+/g,
  /\bSG\.[\w-]{10,}\.[\w-]{10,}|\b(?:SK|AC)[0-9a-f]{32}\b|\b\d{8,10}:[\w-]{30,}/g,
  /\b[MNO][\w-]{22,}\.[\w-]{5,7}\.[\w-]{25,}/g,
  /https?:\/\/(?:hooks\.slack\.com|(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks|[\w.-]*webhook\.office\.com)\/\S+/gi,
  // A user and a password in an address, whatever the scheme.
  /(?<![a-z\d+.-])[a-z][a-z\d+.-]{0,30}:\/\/[^\s/@:]*:[^\s@]+@[^\s>|]+/gi,
  /https?:\/\/[^\s>|]*[?&#][^\s>|]*(?:token|key|sig|signature|secret|password|pwd|auth|code|session)=[^\s>|]+/gi,
  /\b(?:Account|SharedAccess|Shared)Key\s*=\s*[^\s;]+/gi,
  /\bauthorization\s*:\s*(?:bearer|basic)\s+\S+/gi,
  /\b(?:[Bb]earer|[Bb]asic|BEARER|BASIC)\s+(?=[\w+/=.~-]*[\dA-Z])[\w+/=.~-]{12,}/g,
  // NAME_TOKEN=value, as in the environment of a process.
  /\b[A-Z][A-Z0-9_]*(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASS|PWD|CREDENTIALS?|DSN)[A-Z0-9_]*\s*[=:]\s*["'`]?[^\s"'`]+/g,
  new RegExp(
    `(?<![\\p{L}])(?:${named})["']?(?:\\s*\\([^\\n)]{1,30}\\)|\\s+(?:for|of|to|on|is)\\b[^\\n:=]{0,40}?)?\\s*(?:=|:|→|->|=>|\\?)+\\s*(?:"[^"\\n]+"|'[^'\\n]+'|\`[^\`\\n]+\`|[^\\s,;]+(?:\\s*/\\s*\\S+)?)`,
    'giu',
  ),
  new RegExp(
    `(?<![\\p{L}])(?:${named})(?:\\s+(?:for|of|to|on)\\s+(?:[\\w.-]+\\s+){1,5}?)?(?:\\s+(?:is|are|was|ist|lautet|es|est|will be|(?:is |was )?(?:changed|set|reset) to)|['’]s)\\s+(?:now\\s+|still\\s+)?(?!(?:${noValue})\\b)(?:"[^"\\n]+"|'[^'\\n]+'|\`[^\`\\n]+\`|\\S+)`,
    'giu',
  ),
  // Named and then written without a sign between: "pw hunter2!", "password Tr0ub4dor".
  new RegExp(`(?<![\\p{L}])(?:${named})\\s+["'\`]?(?=\\S{0,60}\\d)(?=\\S{0,60}[\\p{L}])[^\\s"'\`]{6,}`, 'giu'),
  /--?(?:p|password|token|secret|api-?key)[ =]["']?[^\s"']{4,}/gi,
  /(?<!\S)-p(?=\S{0,60}\d)\S{5,}/g,
  /(?<!\S)(?:-u|--user)[ =]?["']?[^\s:"']+:[^\s"']+/g,
  // The password first: "use hunter2 as the password", "hunter2 is the password", "hunter2 (the db password)".
  /(?<!\S)\S{1,60}\s+(?:(?:as|is|was|for)\s+|\()(?:the|our|my|a|your)\s+(?:[\w-]+\s+){0,2}(?:pass(?:word|wd|phrase|code)|pwd|pw)(?!\p{L})/giu,
  // A sentence about a password with something in it that is no word.
  /\b(?:pass(?:word|wd|phrase|code|wort)|kennwort|mot de passe|contraseña|senha|pwd)\b[^\n]{0,60}?(?<![\w-])(?=\S{0,60}\d)(?=\S{0,60}\p{L})[^\s,;]{6,}/giu,
  /\b(?:passphrase)\s+(?:is|was)\s+[^\n.,;]+/gi,
  /\b(?:root|admin|administrator|sa|postgres|sysadmin)\s?(?::|\/)\s?(?=\S{0,60}\d)\S{4,}/gi,
  /(?:,|\b(?:and|with|user \S+))\s+pass\s+(?!(?:it|on|the|that|this|them|to|by|in|through)\b)\S+/gi,
  // Codes of one use, of doors and of licences.
  /\b(?:(?:wi-?fi|2fa|mfa|access|door|entry|login|log-?in|verification|security|one[ -]time|recovery|backup)\s+code|otp|totp|licen[cs]e\s+key|pin)\s*(?:is|was|:|=)?\s*(?=[\w -]{0,4}\d|[A-Z0-9]{4}-)[A-Z0-9]{2,}(?:[ -]?[A-Z0-9]{2,})*/gi,
  /[?&](?:sig|signature|token|key|secret|sv)=[^\s]+/gi,
  /\b(?:login|log in|user(?:name)?|creds?|credentials?)\s*(?:is|are|:|=|with|as)?\s*[\w.@-]+\s*(?:\/|:|\s+and\s+)\s*(?=\S*(?:\d|[^\w\s]))[^\s/]{5,}/gi,
  // No word for it, but somebody's way in stands before it: "admin on the box is still maple-Fox-77".
  /\b(?:admin(?:istrator)?|root|superuser|log(?:ging)? ?in|sign ?in|account|wi-?fi|vpn|ssh)\b[^\n]{0,60}?(?<![\w-])(?=\S{0,60}[a-z])(?=\S{0,60}[A-Z])(?=\S{0,60}\d)[A-Za-z\d][\w!@#$%^&*+.-]{7,}/g,
  /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g,
  /\b\d{3}-\d{2}-\d{4}\b/g,
  /\b[0-9a-f]{32,}\b/gi,
];

/** The stretches that look like a secret: keys, tokens, passwords, connection strings, card numbers. In order, none overlapping. */
export function secretsIn(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const pattern of patterns) {
    for (const { 0: match, index } of text.matchAll(pattern)) found.push({ start: index, end: index + match.length });
  }
  for (const { 0: match, index } of text.matchAll(/\d(?:[ -]?\d){12,18}/g)) {
    if (isCardNumber(match)) found.push({ start: index, end: index + match.length });
  }
  for (const { 0: match, index } of text.matchAll(/(?<![\w.-])[a-z\d]{16,}(?![\w.-]*\/)/gi)) {
    if (isJumbled(match)) found.push({ start: index, end: index + match.length });
  }
  for (const { 0: match, index } of text.matchAll(/[\w+/=~.-]{20,}/g)) {
    if (isRandom(match)) found.push({ start: index, end: index + match.length });
  }
  return merged(found);
}

/** The digits of a payment card add up by Luhn's rule. */
function isCardNumber(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].map(Number).reverse();
  if (new Set(digits).size < 2) return false;
  const sum = digits.reduce((total, digit, at) => total + (at % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)), 0);
  return sum % 10 === 0;
}

/** Letters of both cases mixed with digits, as nobody types a word or a path. */
function isRandom(text: string): boolean {
  return text.split(/[/.]/).some((part) => isMixed(part, 20)) || isMixed(text, 32);
}

function isMixed(text: string, least: number): boolean {
  if (text.length < least || !/\d/.test(text) || !/[a-z]/.test(text) || !/[A-Z]/.test(text)) return false;
  const changes = text.match(/[a-z][A-Z\d]|\d[A-Za-z]|[A-Z]\d/g)?.length ?? 0;
  return new Set(text).size >= Math.min(12, text.length / 3) && changes >= text.length / 6;
}

/** Letters and digits in turns, as in no word, number or version. */
function isJumbled(text: string): boolean {
  return (text.match(/[a-z]\d|\d[a-z]/gi)?.length ?? 0) >= 4;
}

/** Joins stretches that touch or overlap. */
export function merged(stretches: readonly Stretch[]): Stretch[] {
  const joined: Stretch[] = [];
  for (const stretch of [...stretches].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last && stretch.start <= last.end)
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, stretch.end) };
    else joined.push(stretch);
  }
  return joined;
}

/** The text with `[left out]` in the place of each secret. */
export function withoutSecrets(text: string): string {
  return secretsIn(text).reduceRight(
    (shown, { start, end }) => `${shown.slice(0, start)}[left out]${shown.slice(end)}`,
    text,
  );
}
