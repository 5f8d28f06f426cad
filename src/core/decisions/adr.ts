import { dump } from 'js-yaml';
import { capitalised, inSentence } from '../check/wording.ts';
import { dateOf } from '../dates.ts';
import { markdownLine, markdownParagraphs } from '../text/markdown.ts';
import { isSafeLink, neutralise } from '../text/neutralise.ts';
import { oneLine } from '../text/one-line.ts';
import { type DecidedCheck, type Decision, objectionsTo } from './decision.ts';
import { confirmationText, verdictLine } from './decision-card.ts';

/**
 * A decision as a Markdown file in the form of MADR 4 (https://adr.github.io/madr/): YAML front matter, then its headings in their
 * order. What people typed is escaped, so that no text of theirs can change the structure.
 */
export function toAdr(decision: Decision): string {
  const { id, title, context, check, chosenName, considered } = decision;
  const parts = [
    frontMatter(decision),
    `# ${markdownLine(`${id}: ${title}`)}`,
    '## Context and Problem Statement',
    markdownParagraphs(context) || 'No context was written down.',
    '## Decision Drivers',
    list(check === null ? [] : [...check.grounds.pulls, ...check.grounds.blocks], 'No single driver stood out.'),
    '## Considered Options',
    list(considered, chosenName),
    '## Decision Outcome',
    `Chosen option: "${markdownLine(chosenName)}", because ${becauseOf(decision)}`,
    markdownLine(`${verdictLine(decision)} ${check?.grounds.standing ?? ''}`),
    '### Consequences',
    list(consequences(decision), 'The document names none.'),
    '### Confirmation',
    markdownLine(confirmationText(decision)),
    '## More Information',
    bullets(moreInformation(decision)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** `D-12-billing-stays-one-unit.md`: a name that every file system takes. */
export function adrFileName({ id, title }: Pick<Decision, 'id' | 'title'>): string {
  const words = title
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return `${[id, ...(words ?? [])].join('-').slice(0, 60).replace(/-$/, '')}.md`;
}

function frontMatter({ status, successor, createdAt, history, deciders }: Decision): string {
  const data = {
    status: status === 'superseded' ? `superseded by ${successor ?? 'another'}` : status,
    date: dateOf(history.at(-1)?.at ?? createdAt),
    'decision-makers': deciders.map(({ name }) => oneLine(neutralise(name))),
  };
  return `---\n${dump(data, { lineWidth: -1 }).trimEnd()}\n---`;
}

function becauseOf({ reason, chosen, check }: Decision): string {
  if (reason !== '') return markdownLine(reason);
  return chosen === check?.verdict
    ? markdownLine(`it is the verdict of the check: ${check.grounds.headline}`)
    : 'no reason was written down.';
}

/** In MADR's words: what is good of it, what is bad. */
function consequences({ chosen, check }: Decision): string[] {
  if (check === null) return [];
  const { grounds } = check;
  return [
    ...(chosen === 'other' ? [] : grounds.pulls.map((pull) => `Good, because ${inSentence(pull)}`)),
    ...grounds.costs.map((cost) => `Bad, because of a cost that the document names: ${cost}`),
    ...grounds.against.map((objection) => `Bad, because ${inSentence(objection)}`),
  ];
}

function moreInformation(decision: Decision): string[] {
  const { points, reviewAt, posted, predecessor, successor, version, check, recorder, createdAt, status } = decision;
  const lines = [
    `Recorded by ${recorder.name} on ${dateOf(createdAt)}, version ${version}.`,
    ...objectionsTo(decision).map(({ by, at, reason }) => `Objection by ${by.name} on ${dateOf(at)}: ${reason}`),
    ...(predecessor === null ? [] : [`The decision before it: ${predecessor}.`]),
    ...(successor === null ? [] : [`The decision after it: ${successor}.`]),
    ...(status === 'superseded'
      ? []
      : [reviewAt === null ? 'No review date is set.' : `Review on ${dateOf(reviewAt)}.`]),
    ...(check === null ? [] : checkLines(check)),
  ];
  const said = points.map(({ kind, text, links }) =>
    [markdownLine(`${capitalised(kind)}: ${text}`), ...links.map((link, at) => linkTo(`message ${at + 1}`, link))].join(
      ' ',
    ),
  );
  return [...said, ...lines.map(markdownLine), ...(posted?.link == null ? [] : [linkTo('The thread', posted.link)])];
}

function checkLines({ id, rules, grounds }: DecidedCheck): string[] {
  const { unknown, spread, flip, backing, reading, numbers } = grounds;
  return [
    ...unknown.map((question) => `Not known then: ${question}`),
    ...spread.map((line) => `How the answers were spread: ${line}`),
    ...(flip === null ? [] : [`The smallest change that would turn the verdict: ${flip}.`]),
    ...(backing === 'document' ? [] : [`Our reading: ${reading}`]),
    numbers,
    `Check ${id}, rules version ${rules.version}, ${rules.hash}.`,
  ];
}

/** Only for addresses that a platform gave; one that is none is shown in words. */
function linkTo(text: string, link: string): string {
  return isSafeLink(link) ? `[${text}](<${link}>)` : markdownLine(`${text}: ${link}`);
}

function list(items: readonly string[], fallback: string): string {
  const shown = items.length > 0 ? items : [fallback];
  return bullets(shown.map(markdownLine));
}

/** @param lines each one line of Markdown already */
function bullets(lines: readonly string[]): string {
  return lines.map((line) => `* ${line}`).join('\n');
}
