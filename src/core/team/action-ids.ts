import { maxActionIdLength } from '../check/action-ids.ts';

/** What a person does on a team check's cards. */
export type TeamAction =
  | { readonly kind: 'answer' | 'close' | 'mine'; readonly team: string }
  /** One answer, for places that ask question by question. */
  | { readonly kind: 'choose'; readonly team: string; readonly question: string; readonly option: string };

export function teamActionId(action: TeamAction): string {
  return action.kind === 'choose'
    ? `team:choose:${action.team}:${action.question}:${action.option}`
    : `team:${action.kind}:${action.team}`;
}

/** The action that an id carries; null where it is not a team check's. */
export function parseTeamActionId(id: string): TeamAction | null {
  if (id.length > maxActionIdLength) return null;
  const [prefix, kind, team, question, option, ...rest] = id.split(':');
  if (prefix !== 'team' || !team || rest.length > 0) return null;
  if (kind === 'choose') return question && option ? { kind, team, question, option } : null;
  if (question !== undefined) return null;
  return kind === 'answer' || kind === 'close' || kind === 'mine' ? { kind, team } : null;
}
