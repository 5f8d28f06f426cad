import { dump } from 'js-yaml';
import { inSentence } from '../check/wording.ts';
import { markdownLine, markdownParagraphs } from '../text/markdown.ts';
import { isSafeLink, neutralise } from '../text/neutralise.ts';
import { type Decision, objectionsTo } from './decision.ts';
import { confirmationText, verdictLine } from './decision-card.ts';
import { dateOf } from './list-card.ts';

/**
 * A decision as a Markdown file in the form of MADR 4 (https://adr.github.io/madr/): YAML front matter, then its headings in their
 * order. What people typed is escaped, so that no text of theirs can change the structure.
 */
export function toAdr(decision: Decision): string {
  const { id, title, context, grounds, chosenName, considered } = decision;
  const parts = [
    frontMatter(decision),
    `# ${markdownLine(`${id}: ${title}`)}`,
    '## Context and Problem Statement',
    markdownParagraphs(context) || 'No context was written down.',
    '## Decision Drivers',
    list([...grounds.pulls, ...grounds.blocks], 'No single driver stood out.'),
    '## Considered Options',
    list(considered, chosenName),
    '## Decision Outcome',
    `Chosen option: "${markdownLine(chosenName)}", because ${becauseOf(decision)}`,
    markdownLine(`${verdictLine(decision)} ${grounds.standing}`),
    '### Consequences',
    list(consequences(decision), 'The document names none.'),
    '### Confirmation',
    markdownLine(confirmationText(decision)),
    '## More Information',
    list(moreInformation(decision), ''),
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
    'decision-makers': deciders.map(({ name }) => neutralise(name).replace(/\s+/g, ' ').trim()),
  };
  return `---\n${dump(data, { lineWidth: -1 }).trimEnd()}\n---`;
}

function becauseOf({ reason, chosen, check, grounds }: Decision): string {
  if (reason !== '') return markdownLine(reason);
  return chosen === check.verdict
    ? markdownLine(`it is the verdict of the check: ${grounds.headline}`)
    : 'no reason was written down.';
}

/** In MADR's words: what is good of it, what is bad. */
function consequences({ grounds, chosen, check }: Decision): string[] {
  return [
    ...(chosen === check.verdict ? grounds.pulls.map((pull) => `Good, because ${inSentence(pull)}`) : []),
    ...grounds.costs.map((cost) => `Bad, because of a cost that the document names: ${cost}`),
    ...grounds.against.map((objection) => `Bad, because ${inSentence(objection)}`),
  ];
}

function moreInformation(decision: Decision): string[] {
  const { grounds, reviewAt, posted, predecessor, successor, version, check, recorder, createdAt, status } = decision;
  return [
    `Recorded by ${recorder.name} on ${dateOf(createdAt)}, version ${version}.`,
    ...objectionsTo(decision).map(({ by, at, reason }) => `Objection by ${by.name} on ${dateOf(at)}: ${reason}`),
    ...(predecessor === null ? [] : [`The decision before it: ${predecessor}.`]),
    ...(successor === null ? [] : [`The decision after it: ${successor}.`]),
    ...grounds.unknown.map((question) => `Not known then: ${question}`),
    ...grounds.spread.map((line) => `How the answers were spread: ${line}`),
    ...(grounds.flip === null ? [] : [`The smallest change that would turn the verdict: ${grounds.flip}.`]),
    ...(status === 'superseded'
      ? []
      : [reviewAt === null ? 'No review date is set.' : `Review on ${dateOf(reviewAt)}.`]),
    ...(grounds.backing === 'document' ? [] : [`Our reading: ${grounds.reading}`]),
    grounds.numbers,
    `Check ${check.id}, rules version ${check.rules.version}, ${check.rules.hash}.`,
    ...(posted?.link == null ? [] : [posted.link]),
  ];
}

function list(items: readonly string[], fallback: string): string {
  const shown = items.length > 0 ? items : [fallback].filter((each) => each !== '');
  return shown.map((item) => `* ${isSafeLink(item) ? `[The thread](<${item}>)` : markdownLine(item)}`).join('\n');
}
