/** A described situation with what a careful reader takes from it. */
export interface LabelledSituation {
  readonly id: string;
  readonly description: string;
  /** Option ids by question id, only what the text states. */
  readonly answers: Readonly<Record<string, string>>;
  /** The verdict that follows from these answers. */
  readonly verdict: string;
  /** Whether a reader of the document alone would give that verdict at once. */
  readonly clear: boolean;
}

/** What archcheck made of a description. */
export interface SituationResult {
  readonly answers: Readonly<Record<string, string>>;
  readonly verdict: string;
}

/** A fact taken that the labels do not have, or have otherwise, or one of the labels that was not taken. */
export interface FactError {
  readonly id: string;
  readonly question: string;
  /** The option in the labels; null where they have none. */
  readonly expected: string | null;
  /** The option taken; null where none was. */
  readonly taken: string | null;
}

export interface VerdictAgreement {
  readonly total: number;
  readonly agreeing: number;
}

export interface SituationScore {
  readonly situations: number;
  /** Right ones among the facts taken, 0 to 1; 1 where none was taken. */
  readonly precision: number;
  /** Labelled facts that were taken, 0 to 1; 1 where there are none. */
  readonly recall: number;
  readonly taken: number;
  readonly labelled: number;
  readonly right: number;
  /** Agreement of the verdicts, for clear-cut situations by their verdict, and for those that are `unclear`. */
  readonly verdicts: Readonly<Record<string, VerdictAgreement>>;
  /** Agreement over all clear-cut situations. */
  readonly clear: VerdictAgreement;
  /** Situations whose verdict is two steps off: monolith for microservices or the reverse. */
  readonly twoStepsOff: number;
  readonly errors: readonly FactError[];
}

const steps = ['monolith', 'evolve', 'microservices'];

/**
 * Scores results against labels, in the same order.
 *
 * @throws {RangeError} where there are not as many results as situations
 */
export function scoreSituations(
  items: readonly LabelledSituation[],
  results: readonly SituationResult[],
): SituationScore {
  if (items.length !== results.length) {
    throw new RangeError(`expected ${items.length} results, one for each situation, got ${results.length}`);
  }
  const pairs = items.flatMap((item, index) => {
    const result = results[index];
    return result ? [{ item, result }] : [];
  });
  const facts = pairs.flatMap(({ item, result }) => compareFacts(item, result));
  const taken = facts.filter((fact) => fact.taken !== null).length;
  const labelled = facts.filter((fact) => fact.expected !== null).length;
  const right = facts.filter((fact) => fact.taken === fact.expected).length;
  const byKind = Map.groupBy(pairs, ({ item }) => (item.clear ? item.verdict : 'unclear'));
  return {
    situations: items.length,
    precision: taken === 0 ? 1 : right / taken,
    recall: labelled === 0 ? 1 : right / labelled,
    taken,
    labelled,
    right,
    verdicts: Object.fromEntries([...byKind].map(([kind, members]) => [kind, agreement(members)])),
    clear: agreement(pairs.filter(({ item }) => item.clear)),
    twoStepsOff: pairs.filter(({ item, result }) => distance(item.verdict, result.verdict) === 2).length,
    errors: facts.filter((fact) => fact.taken !== fact.expected),
  };
}

function compareFacts({ id, answers }: LabelledSituation, result: SituationResult): FactError[] {
  return [...new Set([...Object.keys(answers), ...Object.keys(result.answers)])].map((question) => ({
    id,
    question,
    expected: answers[question] ?? null,
    taken: result.answers[question] ?? null,
  }));
}

function agreement(pairs: readonly { item: LabelledSituation; result: SituationResult }[]): VerdictAgreement {
  return {
    total: pairs.length,
    agreeing: pairs.filter(({ item, result }) => item.verdict === result.verdict).length,
  };
}

function distance(one: string, other: string): number {
  return Math.abs(steps.indexOf(one) - steps.indexOf(other));
}
