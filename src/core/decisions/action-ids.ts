import { maxActionIdLength } from '../check/action-ids.ts';

/** What a person does on a decision's cards. `record` names a finished check, `draft` a draft, all others a decision. */
export type DecisionAction =
  | { readonly kind: 'record'; readonly check: string }
  /** A button of a version: what is pressed on an older card is not done to a newer text. */
  | { readonly kind: 'accept' | 'object' | 'edit' | 'supersede'; readonly decision: string; readonly version: number }
  | { readonly kind: 'show' | 'export' | 'recheck' | 'end'; readonly decision: string }
  /** A draft that was made of a thread. */
  | { readonly kind: 'draft'; readonly draft: string }
  | { readonly kind: 'snooze'; readonly decision: string; readonly days: number };

export function decisionActionId(action: DecisionAction): string {
  switch (action.kind) {
    case 'record':
      return `decision:record:${action.check}`;
    case 'draft':
      return `decision:draft:${action.draft}`;
    case 'accept':
    case 'object':
    case 'edit':
    case 'supersede':
      return `decision:${action.kind}:${action.decision}:${action.version}`;
    case 'snooze':
      return `decision:snooze:${action.decision}:${action.days}`;
    default:
      return `decision:${action.kind}:${action.decision}`;
  }
}

/** The action that an id carries; null where it is not a decision's. */
export function parseDecisionActionId(id: string): DecisionAction | null {
  if (id.length > maxActionIdLength) return null;
  const [, kind, name, digits] = /^decision:([a-z]+):([^:]+)(?::(\d{1,6}))?$/.exec(id) ?? [];
  if (kind === undefined || name === undefined) return null;
  const number = digits === undefined ? null : Number(digits);
  switch (kind) {
    case 'record':
      return number === null ? { kind, check: name } : null;
    case 'draft':
      return number === null ? { kind, draft: name } : null;
    case 'accept':
    case 'object':
    case 'edit':
    case 'supersede':
      return number === null ? null : { kind, decision: name, version: number };
    case 'snooze':
      return number === null || number < 1 || number > 3_650 ? null : { kind, decision: name, days: number };
    case 'show':
    case 'export':
    case 'recheck':
    case 'end':
      return number === null ? { kind, decision: name } : null;
    default:
      return null;
  }
}
