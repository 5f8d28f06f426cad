import { z } from 'zod';

/**
 * For which workspace something was sent, and the organisation that it belongs to; null where Slack names none. What concerns an
 * organisation as a whole names no workspace: then it stands in its place.
 */
export interface Origin {
  readonly workspace: string;
  readonly organisation: string | null;
}

const id = z.string().min(1).nullish();
const named = z.looseObject({ id, team_id: id, enterprise_id: id }).nullish();

const bodySchema = z.looseObject({
  team_id: id,
  enterprise_id: id,
  authorizations: z.array(z.looseObject({ team_id: id, enterprise_id: id })).nullish(),
  team: named,
  enterprise: named,
  user: named,
  view: z.looseObject({ app_installed_team_id: id }).nullish(),
  message: z.looseObject({ team: id }).nullish(),
});

/**
 * Reads whose token a body is to be answered with; null where it does not say.
 *
 * In a channel that is shared with another company `team` and `team_id` may be theirs, so what says where the bot is goes first: the
 * authorisation of an event, the workspace in which a modal was opened, the one of the message under which a button was pressed.
 */
export function readOrigin(body: unknown): Origin | null {
  const read = bodySchema.safeParse(body);
  if (!read.success) return null;
  const { authorizations, view, message, team, team_id, user, enterprise, enterprise_id } = read.data;
  const [authorization] = authorizations ?? [];
  const named = [
    ...[authorization?.team_id, view?.app_installed_team_id, message?.team],
    ...[team?.id, team_id, user?.team_id],
  ].flatMap((each) => each ?? []);
  const organisation =
    authorization?.enterprise_id ??
    enterprise?.id ??
    team?.enterprise_id ??
    enterprise_id ??
    named.find(isOrganisation) ??
    null;
  const workspace = named.find((each) => !isOrganisation(each)) ?? organisation;
  return workspace === null ? null : { workspace, organisation };
}

/** In an app that an organisation has installed its id stands where a workspace's would. */
function isOrganisation(place: string): boolean {
  return place.startsWith('E');
}
