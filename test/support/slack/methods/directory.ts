import { textOf } from '../../json.ts';
import { react } from '../messages.ts';
import type { User, Workspace } from '../model.ts';
import { SlackError } from '../slack-error.ts';
import { joinedChannel, type MethodCall, type Methods, messageAt, required, withScopes } from './method.ts';

/** Who and where one is, and reactions. */
export const directory: Methods = {
  'auth.test': withScopes([], ({ installation }) => {
    const { workspace, botUser, botId, app } = installation;
    return {
      url: `https://${workspace.name}.slack.com/`,
      team: workspace.name,
      team_id: workspace.id,
      user: app.name,
      user_id: botUser,
      bot_id: botId,
      is_enterprise_install: installation.wide,
    };
  }),
  'team.info': withScopes(['team:read'], ({ installation: { workspace } }) => ({
    team: { id: workspace.id, name: workspace.name, domain: workspace.name },
  })),
  'users.info': withScopes(['users:read'], ({ installation: { workspace }, args }) => {
    const user = workspace.users.get(required(args, 'user'));
    if (user === undefined) throw new SlackError('user_not_found');
    return { user: userJson(workspace, user) };
  }),
  'bots.info': withScopes(['users:read'], ({ installation: { workspace }, args }) => {
    const found = workspace.installations.find((each) => each.botId === textOf(args['bot']));
    if (found === undefined) throw new SlackError('bot_not_found');
    return {
      bot: { id: found.botId, app_id: found.app.id, user_id: found.botUser, name: found.app.name, deleted: false },
    };
  }),
  'reactions.add': withScopes(['reactions:write'], (call) => reaction(call, true)),
  'reactions.remove': withScopes(['reactions:write'], (call) => reaction(call, false)),
};

function reaction(call: MethodCall, add: boolean) {
  const { slack, installation, args } = call;
  const channel = joinedChannel(call);
  if (channel.archived) throw new SlackError('is_archived');
  const message = messageAt(channel, required(args, 'timestamp'));
  const name = required(args, 'name');
  if (!/^[\w+'-]+(::skin-tone-[2-6])?$/.test(name)) throw new SlackError('invalid_name');
  const done = react(slack, installation.workspace, { channel, message }, installation.botUser, name, add);
  if (done === null) throw new SlackError(add ? 'already_reacted' : 'no_reaction');
  return {};
}

function userJson(workspace: Workspace, user: User) {
  return {
    id: user.id,
    team_id: user.stranger ? 'TELSEWHERE' : workspace.id,
    name: user.name,
    real_name: user.name,
    deleted: false,
    is_bot: user.botId !== null,
    is_stranger: user.stranger,
    is_admin: user.admin,
    is_owner: false,
    is_restricted: user.guest,
    is_ultra_restricted: false,
    tz: 'Europe/Berlin',
    profile: { real_name: user.name, display_name: user.name },
  };
}
