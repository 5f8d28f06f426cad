import { textOf } from '../../json.ts';
import { checkedView } from '../check/view.ts';
import { ofBlocks } from '../effects.ts';
import { noteView } from '../messages.ts';
import { SlackError } from '../slack-error.ts';
import { type View, viewJson } from '../views.ts';
import { type MethodCall, type Methods, required, withScopes } from './method.ts';

export const views: Methods = {
  'views.open': withScopes([], (call) => {
    const { slack, installation, args } = call;
    const definition = checkedView(args['view'], 'modal');
    const id = required(args, 'trigger_id');
    const { user } = slack.triggers.check(id, installation);
    const view = slack.views.open(installation, user, definition);
    slack.triggers.exchange(id);
    return shown(call, view);
  }),

  'views.push': withScopes([], (call) => {
    const { slack, installation, args } = call;
    const definition = checkedView(args['view'], 'modal');
    const id = required(args, 'trigger_id');
    const { user, inModal } = slack.triggers.check(id, installation);
    // A view is pushed onto the modal in which the person just did something.
    if (!inModal || slack.views.stack(user).length === 0) throw new SlackError('invalid_trigger_id');
    const view = slack.views.push(installation, user, definition);
    slack.triggers.exchange(id);
    return shown(call, view);
  }),

  'views.update': withScopes([], (call) => {
    const { slack, installation, args } = call;
    const externalId = textOf(args['external_id']);
    const kind = slack.views.isHome(installation, textOf(args['view_id'])) ? 'home' : 'modal';
    const definition = checkedView(args['view'], kind);
    const id = externalId === '' ? required(args, 'view_id') : textOf(args['view_id']);
    const which = { id, hash: textOf(args['hash']), ...(externalId === '' ? {} : { externalId }) };
    return shown(call, slack.views.update(installation, which, definition));
  }),

  'views.publish': withScopes([], (call) => {
    const { slack, installation, args } = call;
    const user = required(args, 'user_id');
    if (!installation.workspace.users.has(user)) throw new SlackError('user_not_found');
    const definition = checkedView(args['view'], 'home');
    return shown(call, slack.views.publish(installation, user, definition, textOf(args['hash'])));
  }),
};

function shown({ slack }: MethodCall, view: View) {
  noteView(slack, ofBlocks(view.definition));
  return { view: viewJson(view) };
}
