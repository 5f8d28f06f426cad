import { editDistance } from '../../text/nearest.ts';
import { stemOf } from '../../text/tokens.ts';
import { agrees, disagrees } from './agreement.ts';
import type { ThreadCues } from './cues.ts';
import { asksForYes, cueEnd, decisive, isAbout, isClosing, isDenied, isProposal } from './intent.ts';
import { parseLabels } from './labels.ts';
import type { Said, Statement } from './read.ts';
import { type Choice, isRejected, type Stance, stanceOf } from './style.ts';

/** What stands at the end of a thread. */
export interface Standing {
  readonly chosen: Choice;
  /** The sentence in which it was said; of a bare "going with that" the sentence that it points at. */
  readonly statement: Statement;
  /** The messages it rests on: where it was announced first, then what it points at. */
  readonly messages: readonly string[];
  /** Whoever announced it, proposed it or agreed to it, in that order. */
  readonly deciders: readonly string[];
}

/** How a sentence brings something up. */
export type Role = 'decision' | 'proposal' | 'none';

export interface Course {
  readonly standing: Standing | null;
  readonly roles: ReadonlyMap<Statement, Role>;
}

interface Proposal {
  readonly stance: Stance;
  readonly by: string | null;
  readonly statement: Statement;
  /** Others are asked to agree, so that silence or a sign may be read. */
  readonly invites: boolean;
  /** "We stay, agreed?": one word from everybody else settles it. */
  readonly confirms: boolean;
  readonly agreed: Set<string>;
  isOpposed: boolean;
  isLive: boolean;
}

interface Decision {
  readonly chosen: Choice;
  readonly strength: 'announced' | 'stated' | 'agreed';
  readonly statement: Statement;
  readonly messages: readonly string[];
  readonly by: string | null;
  readonly deciders: Set<string>;
  isContested: boolean;
}

// Two people besides whoever proposed it: one nod among many is no decision.
const leastAgreeing = 2;
// After so many messages a "yes" is about something newer.
const reach = 14;

/** Follows who proposes, agrees, decides and takes back, message by message; what is left at the end stands. */
export function followCourse(said: readonly Said[], cues: ThreadCues): Course {
  const choiceOf = createChoice(said, cues);
  const roles = new Map<Statement, Role>();
  const labels = parseLabels(said, cues);
  const people = new Set(said.flatMap(({ message }) => message.user ?? []));
  /** Those who spoke as the ones who decide. */
  const leads = new Set<string>();
  const votes = new Map<Choice, string[]>();
  let proposals: Proposal[] = [];
  let decision: Decision | null = null;
  /** Whether what was talked of last is something else than the architecture. */
  let isElsewhere = false;

  const live = () => proposals.filter(({ isLive }) => isLive).at(-1) ?? null;
  /** Whoever proposed or agreed to the same; also to what the announcer had proposed last, worded a little otherwise. */
  const backers = (chosen: Choice, announcer: string | null): string[] => {
    const last = live();
    return [
      ...(votes.get(chosen) ?? []),
      ...proposals
        .filter(({ isLive, stance, by }, at) => {
          const named = choiceOf(stance);
          const isOwnLast = by === announcer && proposals[at] === last && named !== null && isNear(named, chosen);
          return isLive && (named === chosen || isOwnLast);
        })
        .flatMap(({ by, agreed }) => [...(by === null ? [] : [by]), ...agreed]),
    ];
  };

  const decide = (
    statement: Statement,
    chosen: Choice,
    strength: Decision['strength'],
    { messages = [statement.message.id], shown = statement }: { messages?: readonly string[]; shown?: Statement } = {},
  ) => {
    const by = statement.message.user;
    const earlier = decision?.chosen === chosen ? [...decision.deciders] : [];
    const isRestated =
      decision?.chosen === chosen &&
      decision.strength !== 'agreed' &&
      (rank(decision.strength) > rank(strength) || shown !== statement || decision.by !== by);
    if (decision && isRestated) {
      if (by !== null) decision.deciders.add(by);
      decision.isContested = false;
      return;
    }
    decision = {
      chosen,
      strength,
      statement: shown,
      messages,
      by,
      deciders: new Set([...(by === null ? [] : [by]), ...earlier, ...backers(chosen, by)]),
      isContested: false,
    };
    if (strength !== 'agreed') roles.set(statement, 'decision');
  };

  const settle = (proposal: Proposal) => {
    if (proposal.isOpposed || !proposal.isLive || decision?.statement === proposal.statement) return;
    const chosen = choiceOf(proposal.stance);
    const others = [...proposal.agreed].filter((user) => user !== proposal.by).length;
    const all = people.size - 1;
    const isEnough = others >= leastAgreeing || (proposal.confirms && others >= 1 && others >= all);
    if (chosen === null || !isEnough || (decision && decision.strength !== 'agreed')) return;
    decide(proposal.statement, chosen, 'agreed');
  };

  for (const each of said) {
    const { message, statements, order } = each;
    const user = message.user;
    const previous = said[order - 1];
    const isSerious = !each.isJoke;
    if (isSerious && user !== null && statements.some((one) => one.has('authority') && !one.isQuestion)) {
      leads.add(user);
      reaffirm(user);
    }

    for (const statement of statements) {
      const isMeant = isSerious && !statement.has('others', 'operations');
      const stance = stanceOf(statement.tokens, statement.styles, cueEnd(statement), cues);
      const takesBack = isMeant && !statement.isQuestion;
      if (takesBack && statement.has('suspend') && !isAbout(statement, 'suspend', stance)) {
        decision = null;
        for (const proposal of proposals) proposal.isLive = false;
        roles.set(statement, 'none');
        continue;
      }
      if (takesBack && statement.has('retract') && user !== null) {
        if (decision?.by === user && !statement.has('agree')) decision = null;
        else {
          const own = proposals.filter(({ by, isLive }) => by === user && isLive).at(-1);
          if (own) own.isLive = false;
        }
      }
      if (isMeant && decision && statement.has('undecided') && !statement.has('decided', 'going')) {
        if (decision.by !== user || !statement.isQuestion) decision = challenge(decision, statement);
        continue;
      }
      if (isMeant && statement.has('undecided') && statement.has('decided') && !statement.isQuestion) {
        if (!isDenied(statement, cues, stance)) {
          decision = null;
          continue;
        }
      }

      const kind = isMeant ? (decisive(statement, each, cues) ?? seconded(statement, stance)) : null;
      if (kind !== null && stance !== null && stance !== 'several') {
        const chosen = choiceOf(stance);
        if (chosen === null) continue;
        isElsewhere = false;
        if (completes(each, stance)) {
          if (decision) decision = { ...decision, chosen: 'evolve' };
        } else if ((stance === 'part' || stance === 'apart') && decision && kind === 'stated') {
          // A step of what was decided, not another decision.
        } else if (statement.isQuestion || each.isLight) {
          propose(statement, stance, true);
        } else {
          decide(statement, chosen, user !== null && leads.has(user) ? 'announced' : kind);
          roles.set(statement, 'decision');
        }
        continue;
      }
      const closes = isMeant && kind === null && isClosing(statement) && canClose(each, statement);
      const isSaid = statements.some((one) => roles.get(one) === 'decision');
      if ((kind !== null || closes) && stance === null && !statement.isQuestion && !isSaid) {
        const pointed = labels.find(statement) ?? beside(statement, each) ?? pointedAt(statement, each);
        if (pointed) {
          decide(statement, pointed.chosen, kind === 'stated' ? 'stated' : 'announced', {
            messages: [
              message.id,
              ...(pointed.statement.message.id === message.id ? [] : [pointed.statement.message.id]),
            ],
            shown: pointed.statement,
          });
          roles.set(statement, 'decision');
          continue;
        }
      }
      if (isMeant && stance !== null && !statement.has('past') && isProposal(statement, cues)) {
        if (completes(each, stance)) {
          if (decision) decision = { ...decision, chosen: 'evolve' };
        } else if (isSame(each, stance)) {
          if (decision) decision = { ...decision, statement };
          roles.set(statement, 'decision');
        } else propose(statement, stance, statement.has('urge') || asksForYes(statement));
        isElsewhere = false;
        continue;
      }
      if (stance !== null) isElsewhere = false;
      else if (statement.has('elsewhere')) isElsewhere = true;
    }

    if (!isSerious) continue;
    const vote = labels.vote(each);
    if (vote !== null && user !== null) votes.set(vote, [...(votes.get(vote) ?? []), user]);
    react(each);
    // "React with ✅, ❌ or 🤔 to discuss" asks for an answer now.
    const defers = statements.some((one) => one.has('defer') && !one.isQuestion && !one.has('invitation'));
    if (defers) {
      if (decision && (decision.strength !== 'announced' || decision.isContested) && decision.by !== null) {
        const isOwn = statements.some((each) => roles.get(each) === 'decision');
        if (!isOwn) decision = null;
      }
      for (const proposal of proposals) {
        proposal.agreed.clear();
        if (proposal.statement.message.id !== message.id) proposal.isOpposed = true;
      }
    }
    const decidesHere = statements.some((one) => roles.get(one) === 'decision');
    const opposes = user !== null && !decidesHere && disagrees(each, previous);
    if (opposes) {
      decision?.deciders.delete(user);
      if (decision && decision.by !== user && decision.strength !== 'announced') decision.isContested = true;
      const target = live();
      if (target && target.by !== user) {
        target.isOpposed = true;
        target.agreed.delete(user);
      }
    } else if (user !== null && !defers && !decidesHere && agrees(each, previous, cues)) agree(each, user);
  }

  const standing = stillStands(decision);
  return { standing, roles };

  /** "Agreed, let's keep it": said of what another has brought up, it states the course. */
  function seconded(statement: Statement, stance: Stance | null): 'stated' | null {
    if (stance === null || !statement.has('urge') || statement.isQuestion || statement.has('conditional')) return null;
    if (!statement.cues.some(({ name, from }) => name === 'agree' && from <= 1)) return null;
    const chosen = choiceOf(stance);
    const isBacked = proposals.some(
      (proposal) =>
        proposal.isLive &&
        proposal.by !== statement.message.user &&
        chosen !== null &&
        choiceOf(proposal.stance) === chosen,
    );
    return isBacked ? 'stated' : null;
  }

  /** A decision without a name, and then its name: "That's the plan. Monolith first." */
  function isSame({ statements }: Said, stance: Stance): boolean {
    if (!decision || decision.chosen !== choiceOf(stance)) return false;
    return statements.some((one) => roles.get(one) === 'decision' && one !== decision?.statement);
  }

  /** "The monolith stays. Only search comes out.": one decision in two sentences. */
  function completes({ statements }: Said, stance: Stance): boolean {
    if (!decision || !statements.some((one) => roles.get(one) === 'decision')) return false;
    const { chosen } = decision;
    const isPart = stance === 'part' || stance === 'apart';
    return isPart ? chosen === 'monolith' : stance === 'monolith' && chosen === 'evolve';
  }

  /** The same of a proposal. */
  function joined(statement: Statement, stance: Stance): Stance {
    const before = proposals.at(-1);
    if (before?.statement.message.id !== statement.message.id || !before.isLive) return stance;
    const stances = [before.stance, stance];
    const isJoined = stances.includes('monolith') && (stances.includes('part') || stances.includes('apart'));
    return isJoined ? 'evolve' : stance;
  }

  function propose(statement: Statement, named: Stance, confirms: boolean): void {
    const stance = joined(statement, named);
    const proposal: Proposal = {
      stance,
      by: statement.message.user,
      statement,
      invites: statement.has('invitation') || (said[statement.order]?.agrees ?? false),
      confirms,
      agreed: new Set(),
      isOpposed: stance === 'several' || (statement.isQuestion && !confirms),
      isLive: stance !== 'several',
    };
    proposals = [...proposals, proposal];
    roles.set(statement, 'proposal');
  }

  /** Whoever announced it stands by it, as the one who decides. */
  function reaffirm(user: string): void {
    if (decision?.by === user) decision = { ...decision, strength: 'announced', isContested: false };
  }

  /** A closing word ends what its own message names, or what its writer proposed and somebody agreed to. */
  function canClose({ statements }: Said, statement: Statement): boolean {
    if (statements.some((one) => one !== statement && one.styles.length > 0)) return true;
    const proposal = live();
    return proposal !== null && proposal.by === statement.message.user && proposal.agreed.size > 0;
  }

  /** What the sentence before it in the same message names: "One app, no extra service. That's what we'll do." */
  function beside(statement: Statement, { statements }: Said): { chosen: Choice; statement: Statement } | null {
    const before = statements[statements.indexOf(statement) - 1];
    if (!before || before.isQuestion || before.has('others', 'past', 'undecided', 'conditional')) return null;
    const stance = stanceOf(before.tokens, before.styles, Number.POSITIVE_INFINITY, cues);
    const chosen = stance === null ? null : choiceOf(stance);
    return chosen === null || contentWords(statement).length > 2 ? null : { chosen, statement: before };
  }

  /** What a decision without a name is about: the live proposal, unless something else was talked of since. */
  function pointedAt(statement: Statement, each: Said): { chosen: Choice; statement: Statement } | null {
    if (isElsewhere) return null;
    const target = live();
    const chosen = target && choiceOf(target.stance);
    if (!target || chosen === null || statement.order - target.statement.order > 2 * reach) return null;
    // Two courses were up and nothing says which of them is meant.
    const rivals = new Set(
      proposals.filter(({ isLive, by }) => isLive && by === target.by).map(({ stance }) => choiceOf(stance)),
    );
    if (rivals.size > 1 && target.statement.message.id === proposals.at(-2)?.statement.message.id) return null;
    const known = new Set([
      ...words(target.statement.message.id, said).map(stemOf),
      ...[...people].map((person) => person.toLowerCase()),
    ]);
    const content = contentOf(statement, each);
    if (content.some((word) => !known.has(stemOf(word)) && !isName(word, people))) return null;
    return { chosen, statement: target.statement };
  }

  function contentOf(statement: Statement, each: Said): string[] {
    const at = each.statements.indexOf(statement);
    const own = contentWords(statement);
    const before = each.statements[at - 1];
    if (own.length > 0 || !before || before.has('agree') || before.isQuestion) return own;
    return contentWords(before);
  }

  function contentWords(statement: Statement): string[] {
    return statement.tokens
      .filter(({ kind, text }, at) => kind === 'word' && !cues.generic.has(text) && !isInCue(statement, at))
      .map(({ text }) => text);
  }

  function agree(each: Said, user: string): void {
    const target = each.message.replyTo;
    const repliedTo = target === null ? null : proposals.find(({ statement }) => statement.message.id === target);
    if (decision && !repliedTo && each.order - orderOf(decision) <= reach) {
      decision.deciders.add(user);
      return;
    }
    const proposal = repliedTo ?? live();
    if (!proposal || proposal.by === user || each.order - proposal.statement.order > reach) return;
    proposal.agreed.add(user);
    settle(proposal);
  }

  /** Reactions carry no time, so they count where they stand: at the message. */
  function react({ message }: Said): void {
    const positive = message.reactions.filter(({ name }) => cues.isSign('agree', name)).flatMap(({ users }) => users);
    const negative = message.reactions
      .filter(({ name }) => cues.isSign('disagree', name))
      .flatMap(({ users }) => users);
    for (const proposal of proposals.filter(({ statement }) => statement.message.id === message.id)) {
      if (negative.length > 0) proposal.isOpposed = true;
      for (const user of positive) proposal.agreed.add(user);
      if (proposal.invites && !proposal.isOpposed) settle(proposal);
    }
    if (decision && (decision.messages[0] === message.id || decision.statement.message.id === message.id)) {
      for (const user of positive) decision.deciders.add(user);
      for (const user of negative) if (user !== decision.by) decision.deciders.delete(user);
      if (negative.length > positive.length && decision.strength !== 'announced') decision.isContested = true;
    }
  }
}

function stillStands(decision: Decision | null): Standing | null {
  if (!decision || decision.isContested) return null;
  const { chosen, statement, messages, deciders } = decision;
  return { chosen, statement, messages, deciders: [...deciders] };
}

function challenge(decision: Decision, statement: Statement): Decision | null {
  // A lead's announcement is not undone by "not sure".
  const isFlat = statement.has('disagree') || statement.tokens.length <= 12;
  return isFlat || decision.strength !== 'announced' ? null : decision;
}

/** A monolith with modules, or with one part out, is still a kind of monolith. */
function isNear(a: Choice, b: Choice): boolean {
  return a === b || (a !== 'microservices' && b !== 'microservices' && a !== 'other' && b !== 'other');
}

function orderOf({ statement }: Decision): number {
  return statement.order;
}

function rank(strength: Decision['strength']): number {
  return { agreed: 0, stated: 1, announced: 2 }[strength];
}

/**
 * What a stance chooses. One part out leaves a whole behind; a part as a service of its own does so where the thread speaks of a
 * monolith at all.
 */
function createChoice(said: readonly Said[], cues: ThreadCues): (stance: Stance) => Choice | null {
  const hasWhole = said.some(({ statements, isJoke }) =>
    statements.some(
      ({ tokens, styles, isQuestion }) =>
        !isJoke &&
        !isQuestion &&
        styles.some(({ name, from }) => name === 'monolith' && !isRejected(tokens, from, cues.negators)),
    ),
  );
  return (stance) => {
    if (stance === 'several') return null;
    if (stance === 'apart') return hasWhole ? 'evolve' : 'microservices';
    return stance === 'part' ? 'evolve' : stance;
  };
}

function isInCue({ cues }: Statement, at: number): boolean {
  return cues.some(
    ({ name, from, to }) => (name === 'decided' || name === 'agree' || name === 'closing') && from <= at && at < to,
  );
}

function isName(word: string, people: ReadonlySet<string>): boolean {
  return [...people].some((person) => {
    const name = person.toLowerCase();
    return word.startsWith(name) && editDistance(word, name, 1) <= 1;
  });
}

function words(id: string, said: readonly Said[]): string[] {
  return said.flatMap(({ message, statements }) =>
    message.id === id ? statements.flatMap(({ tokens }) => tokens.map(({ text }) => text)) : [],
  );
}
