import type { Questionnaire } from '../check/questionnaire.ts';
import type { FiredBlock, Verdict } from '../check/verdict.ts';
import { blockOf } from '../check/verdict-parts.ts';
import { listed, nameOf, optionOf, questionOf, signed, textOf } from '../check/wording.ts';
import { visible } from '../text/normalise.ts';
import { oneLine } from '../text/one-line.ts';

/** The longest alternative texts that platforms take, in UTF-16 units. Sources: Slack's image block, Discord's media description. */
export const altTextLimits = { slack: 2_000, discord: 1_024 } as const;

/**
 * All that the picture shows, in words: verdict, score, scale, every pull, every block, what is open. Where that is longer than the
 * limit the sentences become shorter, from facts to topics, and the title is cut with its length named; nothing is left out in silence.
 *
 * @param limit in UTF-16 units, at least 700
 */
export function pictureAltText(
  questionnaire: Questionnaire,
  verdict: Verdict,
  { title = '', limit = altTextLimits.slack }: { readonly title?: string; readonly limit?: number } = {},
): string {
  const fits = [full, short, brief]
    .map((style) => describe(questionnaire, verdict, style))
    .find((text, at) => text.length + Math.min(titleLength(title), 120) <= limit || at === 2);
  const rest = fits ?? '';
  return `${titled(title, limit - rest.length)}${rest}`;
}

/** How much is said of each part. */
interface Style {
  readonly pull: (questionnaire: Questionnaire, question: string, option: string, pull: number) => string;
  readonly block: (questionnaire: Questionnaire, block: FiredBlock, isSure: boolean) => string;
}

const topicOnly: Style['pull'] = (questionnaire, question, _, pull) =>
  `${questionOf(questionnaire, question).topic} ${signed(pull)}`;

const full: Style = {
  pull: (questionnaire, question, option, pull) =>
    `${questionOf(questionnaire, question).topic} ${signed(pull)} (${optionOf(questionnaire, question, option).fact})`,
  block: (questionnaire, { rule, cap }, isSure) => {
    const { because, possibly } = blockOf(questionnaire, rule);
    return `at most ${nameOf(questionnaire, cap)} ${isSure ? `because ${because}` : `if ${possibly}`}`;
  },
};
const short: Style = { ...full, pull: topicOnly };
const brief: Style = {
  pull: topicOnly,
  block: (questionnaire, { rule, cap }) => `at most ${nameOf(questionnaire, cap)} (${rule})`,
};

function describe(questionnaire: Questionnaire, verdict: Verdict, style: Style): string {
  const { name, headline } = textOf(questionnaire, verdict.verdict);
  const pulls = (sign: number) =>
    verdict.contributions
      .filter(({ pull }) => Math.sign(pull) === sign)
      .map(({ question, option, pull }) => style.pull(questionnaire, question, option, pull));
  const topic = (id: string) => questionOf(questionnaire, id).topic;
  const possible = verdict.possibleBlocks.filter(({ cap }) => cap !== 'microservices');
  return [
    `Verdict: ${name}. ${headline}`,
    scaleSentence(questionnaire, verdict),
    sentence('Pulls to a monolith', pulls(-1)),
    sentence('Pulls to microservices', pulls(1)),
    sentence(
      'Pulls to neither side',
      verdict.contributions.filter(({ pull }) => pull === 0).map(({ question }) => topic(question)),
    ),
    sentence(
      'Answered differently',
      verdict.disagreements.map(({ question, given, matters }) => {
        const range = given.map(({ pull }) => pull);
        const label = `${topic(question)} ${signed(Math.min(...range))} to ${signed(Math.max(...range))}`;
        return matters ? `${label}, which matters` : label;
      }),
    ),
    sentence(
      'Blocks',
      verdict.blocks.map((block) => style.block(questionnaire, block, true)),
    ),
    sentence(
      'Possible blocks',
      possible.map((block) => style.block(questionnaire, block, false)),
    ),
    sentence('Not known yet', verdict.unknown.map(topic)),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function scaleSentence(questionnaire: Questionnaire, { scoreRange, scale, reachable, verdict }: Verdict): string {
  const [least, greatest] = scoreRange;
  const score = least === greatest ? signed(least) : `between ${signed(least)} and ${signed(greatest)}`;
  const [low, high] = scale;
  const [first, second] = questionnaire.cuts;
  const [one, two, three] = questionnaire.verdicts.map(({ name }) => name);
  const could =
    reachable.length > 1
      ? ` It could be ${listed(
          reachable.map((id) => nameOf(questionnaire, id)),
          'or',
        )}; ${nameOf(questionnaire, verdict)} until more is known.`
      : '';
  return `Score ${score} on a scale from ${signed(low)} to ${signed(high)}: below ${signed(first)} ${one}, below ${signed(second)} ${two}, from there ${three}.${could}`;
}

function sentence(label: string, parts: readonly string[]): string {
  return parts.length === 0 ? '' : `${label}: ${parts.join('; ')}.`;
}

function titleLength(title: string): number {
  return visible(title).length + 2;
}

/** The title, or its beginning with how long it is. */
function titled(title: string, room: number): string {
  const plain = oneLine(visible(title));
  if (plain === '') return '';
  if (plain.length + 2 <= room) return `${plain}: `;
  const note = `… (title cut, ${plain.length} characters in all): `;
  return `${plain
    .slice(0, room - note.length)
    .toWellFormed()
    .replace(/\ufffd$/, '')}${note}`;
}
