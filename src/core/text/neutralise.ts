import { type Span, spansOf, type Text } from '../card.ts';
import { visible } from './normalise.ts';
import { fileLikeEndings, isLinkedEnding } from './top-level-domains.ts';

/**
 * Text that nobody's application turns into a ping, a link or a command, and that still reads as what was typed:
 * `https://evil.com` becomes `hxxps://evil[.]com`, `@everyone` gets the full-width ＠, `javascript:x` becomes `javascript[:]x`.
 * File names, versions and abbreviations (`main.ts`, `v1.2`, `e.g.`) stay. Idempotent; adds nothing invisible.
 */
export function neutralise(text: string): string {
  const tidy = tidied(text);
  const edits = defang(tidy);
  return edits.size === 0 ? tidy : applied(tidy, 0, edits);
}

/**
 * The runs of a text, each neutralised, also where only several runs together would ping or link. Neighbours of the same style are
 * joined, empty runs left out. An address that is not a plain https one is shown in words behind its text, not linked.
 */
export function neutraliseText(text: Text): readonly Span[] {
  if (typeof text === 'string') {
    const plain = neutralise(text);
    return plain === '' ? [] : [{ text: plain }];
  }
  const spans = spansOf(text)
    .flatMap(refusedLinkAsText)
    .map((span) => ({
      ...span,
      text: span.link === undefined ? tidied(span.text) : tidied(span.text).replaceAll('\n', ' '),
    }));
  const edits = defang(spans.map((span) => span.text).join(''));
  const runs: Span[] = [];
  let from = 0;
  for (const span of spans) {
    const run = { ...span, text: applied(span.text, from, edits) };
    from += span.text.length;
    const last = runs.at(-1);
    if (last && last.style === run.style && last.link === run.link)
      runs[runs.length - 1] = { ...last, text: last.text + run.text };
    else if (run.text !== '') runs.push(run);
  }
  return runs;
}

/** Whether an address may be linked: https, a host without user name, and no character that ends a link on any platform. */
export function isSafeLink(link: string): boolean {
  return link.length <= 2_000 && /^https:\/\/[\w.-]+(?::\d+)?(?:[/?#][\w.~:/?#@!$&+,;=%-]*)?$/.test(link);
}

function refusedLinkAsText(span: Span): Span[] {
  if (span.link === undefined || isSafeLink(span.link)) return [span];
  const { link, ...plain } = span;
  return [plain, { text: ` (${link})` }];
}

// Joiners and variation selectors belong to emoji; anywhere else they only hide something.
const strayJoiner =
  /(?<!\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d|\u200d(?!\p{Extended_Pictographic})/gu;
const straySelector = /(?<!\p{Extended_Pictographic})\ufe0f(?!\u20e3)/gu;

function tidied(text: string): string {
  return visible(text.replace(/[\u2028\u2029]/g, '\n'))
    .replace(straySelector, '')
    .replace(strayJoiner, '')
    .replace(/\n[ \n]*\n/g, '\n\n');
}

/** What to put in place of single UTF-16 units, by their place. One unit each, so that an edit never spans two runs. */
type Edits = Map<number, string>;

function applied(text: string, from: number, edits: Edits): string {
  if (edits.size === 0) return text;
  let result = '';
  for (let at = 0; at < text.length; at++) result += edits.get(from + at) ?? text.charAt(at);
  return result;
}

function defang(text: string): Edits {
  const edits: Edits = new Map();
  if (!/[@:.<]/.test(text)) return edits;
  for (const rule of [mentions, schemesWithSlashes, schemesWithout, hosts]) rule(text, edits);
  return edits;
}

function mentions(text: string, edits: Edits): void {
  for (const { index } of text.matchAll(/@/g)) edits.set(index, '＠');
  for (const { index } of text.matchAll(/<(?=!)/g)) edits.set(index + 1, '！');
  for (const { index } of text.matchAll(/<(?=#)/g)) edits.set(index + 1, '＃');
}

function schemesWithSlashes(text: string, edits: Edits): void {
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const scheme = /[a-z][a-z\d+.-]*$/i.exec(text.slice(Math.max(0, at - 40), at))?.[0];
    if (scheme === undefined || /hxxps?$/i.test(scheme)) continue;
    const web = /tt(?=ps?$)/i.exec(scheme);
    if (web && /https?$/i.test(scheme)) {
      const start = at - scheme.length + web.index;
      for (const place of [start, start + 1]) edits.set(place, text.charAt(place) === 'T' ? 'X' : 'x');
    } else edits.set(at, '[:]');
    const host = /^[^\s/?#<>|"')]*/.exec(text.slice(at + 3, at + 300))?.[0] ?? '';
    bracketDots(host, at + 3, edits);
  }
}

function schemesWithout(text: string, edits: Edits): void {
  const schemes = /(?:(?:javascript|vbscript|mailto):(?=\S)|\b(?:tel|sms):(?=[+\d])|data:(?=\w+\/)|\bfile:(?=\/))/gi;
  for (const { 0: scheme, index } of text.matchAll(schemes)) edits.set(index + scheme.length - 1, '[:]');
}

// Written like hosts, meant as products.
const dotNet = /^(?:asp|ado|vb|ml|system)\.net$/i;

function hosts(text: string, edits: Edits): void {
  for (const { 0: run, index } of text.matchAll(/[\p{L}\p{M}\p{N}_.-]+/gu)) {
    if (!run.includes('.')) continue;
    // Some readers know hosts in Latin letters only, and end one where those end: www.evil.com一.
    const names = [...run.matchAll(/[^.]+(?:\.[^.]+)+/g), ...run.matchAll(/[\w-]+(?:\.[\w-]+)+/g)];
    for (const { 0: name, index: offset } of names) {
      const start = index + offset;
      const ending = name.slice(name.lastIndexOf('.') + 1).replace(/[-_]+$/, '');
      const inAddress = text.charAt(start - 1) === '@' && /^\p{L}{2}/u.test(ending);
      const addressed = text.charAt(start + name.length) === '/' || /^www\./i.test(name);
      const linked = isLinkedEnding(ending) || (addressed && fileLikeEndings.has(ending.toLowerCase()));
      if (inAddress || (linked && (addressed || !dotNet.test(name)))) bracketDots(name, start, edits);
    }
  }
}

function bracketDots(host: string, from: number, edits: Edits): void {
  for (let at = host.indexOf('.'); at >= 0; at = host.indexOf('.', at + 1)) {
    if (host.charAt(at - 1) !== '[') edits.set(from + at, '[.]');
  }
}
