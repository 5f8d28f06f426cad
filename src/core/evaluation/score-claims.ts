/** A claim with what a careful reviewer said of it. */
export interface LabelledClaim {
  readonly kind: string;
  /** True where its quotes support it. */
  readonly expected: boolean;
}

/** Shares are in percent; null where there is nothing to take a share of. */
export interface ClaimScore {
  readonly kind: string;
  readonly count: number;
  /** Of the wrong claims, those that were rejected. */
  readonly rejected: number | null;
  /** Of the right claims, those that were kept. */
  readonly kept: number | null;
}

/** @param accepted what the verifier said, in the order of the claims */
export function scoreClaims(claims: readonly LabelledClaim[], accepted: readonly boolean[]): ClaimScore[] {
  const judged = claims.map((claim, index) => ({ ...claim, accepted: accepted[index] ?? false }));
  const score = (kind: string, some: typeof judged): ClaimScore => {
    const wrong = some.filter(({ expected }) => !expected);
    const right = some.filter(({ expected }) => expected);
    return {
      kind,
      count: some.length,
      rejected: share(wrong.filter((claim) => !claim.accepted).length, wrong.length),
      kept: share(right.filter((claim) => claim.accepted).length, right.length),
    };
  };
  const kinds = [...Map.groupBy(judged, ({ kind }) => kind)].sort(([a], [b]) => a.localeCompare(b));
  return [score('all', judged), ...kinds.map(([kind, some]) => score(kind, some))];
}

/** In percent, null of nothing. */
export function share(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole;
}
