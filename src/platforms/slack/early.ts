/** Something that is done early where the rest takes too long, and once. */
export interface Early<Value> {
  begin(): void;
  /** What came of it; null where it was never begun. Rejects as it did. */
  begun(): Promise<{ readonly value: Value } | null>;
}

export function createEarly<Value>(act: () => Promise<Value>): Early<Value> {
  let doing: Promise<Value> | null = null;
  return {
    begin() {
      doing ??= act();
      // It is told of where it is waited for.
      doing.catch(() => undefined);
    },
    begun: async () => (doing === null ? null : { value: await doing }),
  };
}
