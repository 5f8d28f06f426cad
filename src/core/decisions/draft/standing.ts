import { decidersOf } from './deciders.ts';
import type { Heard } from './heard.ts';
import { parseLabels } from './labels.ts';
import type { Statement } from './read.ts';
import type { ThreadReader } from './reader.ts';
import { type Choice, type Stance, stanceOf } from './style.ts';
import { deniesFirst } from './surroundings.ts';

/** What stands at the end of a thread. */
export interface Standing {
  readonly chosen: Choice;
  /** The sentence in which it was said; of a bare "going with that" the sentence that it points at. */
  readonly statement: Statement;
  /** The messages it rests on: where it was announced first, then what it points at. */
  readonly messages: readonly string[];
  /** Whoever announced it, proposed it or agreed to it, that one first. */
  readonly deciders: readonly string[];
}

/** The last message that decides and is not undone; null where none does, or where nothing says what it decides. */
export function standingOf(heard: readonly Heard[], reader: ThreadReader): Standing | null {
  const { weights } = reader;
  const likely = heard.map((each, at) => {
    if (each.said.isJoke || each.said.isBare) return 0;
    const settled = settledBySigns(each, at, heard, reader);
    if (settled === false) return 0;
    const likelihood = weights.likely('decision', each.evidence) * (isDenied(at, heard) ? denied : 1);
    return settled ? Math.max(likelihood, weights.least.decision) : likelihood;
  });
  const best = likely.reduce((most, each) => Math.max(most, each), 0);
  if (best < weights.least.decision) return null;
  const isCandidate = (each: number) => each >= Math.max(weights.least.decision, best * 0.6);
  // Of two that are nearly as plain the later holds.
  const last = likely.findLastIndex(isCandidate);
  const pick = chosenAt(last, heard, reader);
  if (!pick) return null;
  const at = announcedAt(last, pick.chosen);
  const deciding = heard[at];
  const announced = at === last ? pick : chosenAt(at, heard, reader);
  if (!deciding || !announced) return null;
  const { id } = deciding.said.message;
  return {
    chosen: announced.chosen,
    statement: announced.statement,
    messages: [id, ...(announced.statement.message.id === id ? [] : [announced.statement.message.id])],
    deciders: [...new Set([...decidersOf(at, announced.chosen, heard, reader), ...proposerOf(announced)])],
  };

  /** "Agreed, one app it is" repeats what somebody else announced. */
  function announcedAt(at: number, chosen: Choice): number {
    const before = likely.findLastIndex(
      (each, place) =>
        place < at &&
        place >= at - echoReach &&
        // What is said again is less likely to be the last word, not less plain.
        (each >= weights.least.decision ||
          (each >= weights.least.decision / 3 && (heard[place]?.most.decide ?? 0) > 0.5)),
    );
    const isByOther = heard[before]?.said.message.user !== heard[at]?.said.message.user;
    return before >= 0 && isByOther && chosenAt(before, heard, reader)?.chosen === chosen ? before : at;
  }
}

// What somebody else denies at once needs to be said very plainly.
const denied = 0.3;

/** Somebody else says at once that it is not so, and does not come round. */
function isDenied(at: number, heard: readonly Heard[]): boolean {
  const { user = null } = heard[at]?.said.message ?? {};
  const after = heard.slice(at + 1);
  const no = after
    .slice(0, 2)
    .find(
      ({ said, most }) =>
        said.message.user !== user &&
        deniesFirst(said) &&
        Math.max(most.undecided, most.disagree, most.objection) > 0.3,
    );
  return (
    no !== undefined && !after.some(({ said, most }) => said.message.user === no.said.message.user && most.agree > 0.5)
  );
}

/** Whoever said what a bare "going with that" points at. */
function proposerOf({ statement }: Pick): readonly string[] {
  const { user } = statement.message;
  return user === null ? [] : [user];
}

// So soon after it, the same said again is a yes.
const echoReach = 3;

// Whoever proposed it and two others: one nod among many is no decision.
const leastAgreeing = 2;

/** What signs make of a call for votes: two others for it and nobody against settle it. Null where there is no such call, or no sign. */
function settledBySigns(
  { said, evidence }: Heard,
  at: number,
  heard: readonly Heard[],
  { cues }: ThreadReader,
): boolean | null {
  const { message, statements } = said;
  const calls = statements.some(({ has }) => has('invitation')) && !evidence.has('decided');
  if (!calls || message.reactions.length === 0) return null;
  if (evidence.has('disliked')) return false;
  const signing = new Set(
    message.reactions.filter(({ name }) => cues.isSign('agree', name)).flatMap(({ users }) => users),
  );
  const saying = heard
    .slice(at + 1)
    .flatMap(({ most, said: { message: other } }) => (most.agree > 0.5 ? (other.user ?? []) : []));
  const isOther = (user: string) => user !== message.user;
  if ([...new Set([...signing, ...saying])].filter(isOther).length < leastAgreeing) return false;
  return evidence.has('names') && [...signing].filter(isOther).length >= leastAgreeing ? true : null;
}

interface Pick {
  readonly chosen: Choice;
  readonly statement: Statement;
}

// A decision without a name is about what was said not long before.
const reach = 30;

/** What a deciding message chooses: what it names, the option whose letter it names, or what was brought up last before it. */
export function chosenAt(at: number, heard: readonly Heard[], reader: ThreadReader): Pick | null {
  const deciding = heard[at];
  if (!deciding) return null;
  const hasWhole = heard.some(({ stances }) => [...stances.values()].includes('monolith'));
  const named = namedIn(deciding, hasWhole, reader);
  if (named) return named;
  const labels = parseLabels(
    heard.map(({ said }) => said),
    reader.cues,
  );
  for (const statement of deciding.said.statements) {
    const labelled = labels.find(statement);
    if (labelled) return labelled;
  }
  const before = heard.slice(Math.max(0, at - reach), at).filter(({ said }) => !said.isJoke);
  const counted = ordinalIn(deciding.said.statements);
  if (counted !== null) {
    const options = before.flatMap((each) =>
      reader.weights.likely('option', each.evidence) >= reader.weights.least.option
        ? (namedIn(each, hasWhole, reader) ?? [])
        : [],
    );
    const meant = options.length > 1 ? options[counted] : undefined;
    if (meant) return meant;
  }
  const author = authorNamed(deciding.said.statements, before);
  const earlier = before
    .flatMap((each, index, all) => {
      const pick = namedIn(each, hasWhole, reader);
      const brought = Math.max(
        reader.weights.likely('option', each.evidence),
        reader.weights.likely('decision', each.evidence),
        each.most.propose,
      );
      const isBacked = (each.evidence.get('agreed after') ?? 0) > 0 || (each.evidence.get('liked') ?? 0) > 0;
      const isMeant = author !== null && each.said.message.user === author;
      const weight = brought + (isBacked ? 0.3 : 0) + (0.4 * index) / all.length + (isMeant ? 2 : 0);
      return pick ? [{ pick, weight }] : [];
    })
    .sort((a, b) => b.weight - a.weight);
  return earlier[0]?.pick ?? null;
}

const ordinals = ['first', 'second', 'third'];

/** "the second one", "then the first": which of the options before, from 0. */
function ordinalIn(statements: readonly Statement[]): number | null {
  for (const { tokens } of statements) {
    const at = tokens.findIndex(
      ({ text }, place) =>
        ordinals.includes(text) &&
        tokens[place - 1]?.text === 'the' &&
        /^(?:|one|way|option|variant|variante|it|is|then|,|of|version|proposal|idea)$/.test(
          tokens[place + 1]?.text ?? '',
        ),
    );
    if (at >= 0) return ordinals.indexOf(tokens[at]?.text ?? '');
  }
  return null;
}

/** "the one of Rajesh", "as Anna said": whose proposal it is, of those who wrote before. */
function authorNamed(statements: readonly Statement[], before: readonly Heard[]): string | null {
  const words = new Set(statements.flatMap(({ tokens }) => tokens.map(({ text }) => text.replace(/s$/, ''))));
  const users = before.flatMap(({ said }) => said.message.user ?? []);
  return users.findLast((user) => user.length > 2 && words.has(user.toLowerCase().replace(/s$/, ''))) ?? null;
}

/** What a message names: of several sentences those that decide or propose; a whole with a part out is `evolve`. */
function namedIn({ said, acts, stances }: Heard, hasWhole: boolean, { cues }: ThreadReader): Pick | null {
  const named = said.statements
    .flatMap((statement) => {
      const stance = stances.get(statement);
      return stance ? [{ statement, stance: stance === 'several' ? firstOf(statement, cues) : stance }] : [];
    })
    .sort((a, b) => weightOf(b.statement) - weightOf(a.statement));
  const [first] = named;
  if (!first || first.stance === 'several') return null;
  const all = named.map(({ stance }) => stance);
  const isPart = all.includes('part') || all.includes('apart') || all.includes('evolve');
  if (isPart && all.includes('monolith')) return { chosen: 'evolve', statement: first.statement };
  const chosen = choiceOf(first.stance, hasWhole);
  return chosen === null ? null : { chosen, statement: first.statement };

  function weightOf(statement: Statement): number {
    const own = acts.get(statement);
    return own ? own.decide + own.propose / 2 - own.past - own.others - (statement.isQuestion ? 0.5 : 0) : 0;
  }
}

/** Of a sentence that names both sides, the one that comes first. */
function firstOf({ tokens, styles }: Statement, cues: ThreadReader['cues']): Stance {
  return tokens.some(({ text }) => text === 'or' || text === 'vs' || text === 'versus')
    ? 'several'
    : (stanceOf(tokens, styles, 0, cues) ?? 'several');
}

function choiceOf(stance: Stance, hasWhole: boolean): Choice | null {
  if (stance === 'several') return null;
  if (stance === 'apart') return hasWhole ? 'evolve' : 'microservices';
  return stance === 'part' ? 'evolve' : stance;
}
