/**
 * What a person does on a check's cards, as it is carried in a button's id. `record` is the id of a finished check; null for the one
 * that is under way.
 */
export type CheckAction =
  | { readonly kind: 'start'; readonly form: CheckForm }
  | { readonly kind: 'answer'; readonly question: string; readonly option: string }
  | { readonly kind: 'unknown'; readonly question: string }
  | { readonly kind: 'ask'; readonly question: string }
  | { readonly kind: 'why'; readonly question: string }
  | { readonly kind: 'form'; readonly form: CheckForm }
  | { readonly kind: 'back' | 'finish' | 'confirm' | 'discard' | 'restart' | 'leave' }
  | { readonly kind: 'change' | 'breakdown' | 'summary'; readonly record: string | null };

/** `quick` asks what tells most and stops once it is settled; `full` asks everything. */
export const checkForms = ['quick', 'full'] as const;
export type CheckForm = (typeof checkForms)[number];

/** The longest id that every platform takes. */
export const maxActionIdLength = 100;

/** The id of a button or choice. Question, option and record ids hold no colon and are short enough; see the schema. */
export function actionId(action: CheckAction): string {
  switch (action.kind) {
    case 'start':
    case 'form':
      return `check:${action.kind}:${action.form}`;
    case 'answer':
      return `check:answer:${action.question}:${action.option}`;
    case 'unknown':
    case 'ask':
    case 'why':
      return `check:${action.kind}:${action.question}`;
    case 'change':
    case 'breakdown':
    case 'summary':
      return action.record === null ? `check:${action.kind}` : `check:${action.kind}:${action.record}`;
    case 'back':
    case 'finish':
    case 'confirm':
    case 'discard':
    case 'restart':
    case 'leave':
      return `check:${action.kind}`;
  }
}

/** The action that an id carries; null where it is not a check's. Whether the question still exists is for the flow to say. */
export function parseActionId(id: string): CheckAction | null {
  if (id.length > maxActionIdLength) return null;
  const [prefix, kind, first, second, ...rest] = id.split(':');
  if (prefix !== 'check' || rest.length > 0 || first === '' || second === '') return null;
  if (second !== undefined) {
    return kind === 'answer' && first !== undefined ? { kind, question: first, option: second } : null;
  }
  switch (kind) {
    case 'start':
    case 'form':
      return first === 'quick' || first === 'full' ? { kind, form: first } : null;
    case 'unknown':
    case 'ask':
    case 'why':
      return first === undefined ? null : { kind, question: first };
    case 'change':
    case 'breakdown':
    case 'summary':
      return { kind, record: first ?? null };
    case 'back':
    case 'finish':
    case 'confirm':
    case 'discard':
    case 'restart':
    case 'leave':
      return first === undefined ? { kind } : null;
    default:
      return null;
  }
}
