/** A call to a platform that was not done, or of which nobody knows whether it was: then it is `uncertain`. */
export class CallError<Code extends string | number = string | number> extends Error {
  readonly code: Code | 'ratelimited';
  readonly uncertain: boolean;

  constructor(
    what: string,
    code: Code | 'ratelimited',
    { uncertain = false, detail = '' }: { readonly uncertain?: boolean; readonly detail?: string } = {},
  ) {
    super(`${what}: ${code}${detail === '' ? '' : ` (${detail})`}`);
    this.code = code;
    this.uncertain = uncertain;
  }

  /** The platform is out of reach, or asks for patience: later it may do the same thing. */
  get passes(): boolean {
    return this.uncertain || this.code === 'ratelimited';
  }
}
