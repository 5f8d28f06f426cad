import { at, isObject, type JsonObject, objects, textOf } from '../json.ts';
import { checkedView } from './check/view.ts';
import type { Delivery, Reply } from './delivery.ts';
import { ofBlocks } from './effects.ts';
import { type Actor, common } from './interactions.ts';
import { noteView } from './messages.ts';
import { SlackError } from './slack-error.ts';
import { valueField } from './view-state.ts';
import { type View, viewJson } from './views.ts';

const TROUBLE = 'We had some trouble connecting. Try again?';

/** Presses Submit. @returns null if a field stops it, which the person sees; then nothing is sent */
export function submit(actor: Actor, view: View): Delivery | null {
  view.errors = missing(view);
  actor.slack.changed();
  if (Object.keys(view.errors).length > 0) return null;
  const delivery = actor.slack.deliver(view.installation.app, 'interactive', {
    ...common(actor, view.installation, true),
    type: 'view_submission',
    view: viewJson(view),
    response_urls: [],
  });
  delivery.settled.then((reply) => afterSubmit(actor, view, reply));
  return delivery;
}

function missing(view: View): Record<string, string> {
  return Object.fromEntries(
    inputs(view).flatMap((block): [string, string][] => {
      const element = isObject(block['element']) ? block['element'] : {};
      const id = textOf(block['block_id']);
      const value = at(view.state, id, textOf(element['action_id']), valueField(element));
      const empty =
        value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
      if (empty) return block['optional'] === true ? [] : [[id, 'Please complete this required field.']];
      const least = Number(element['min_length'] ?? 0);
      return typeof value === 'string' && value.length < least
        ? [[id, `Please enter at least ${least} characters.`]]
        : [];
    }),
  );
}

const inputs = (view: View) => objects(view.definition['blocks']).filter((block) => block['type'] === 'input');

function afterSubmit(actor: Actor, view: View, reply: Reply): void {
  const { slack, user } = actor;
  try {
    if (!reply.ok) throw new Error(`a view_submission was not acknowledged: ${reply.reason}`);
    applyResponse(actor, view, isObject(reply.payload) ? reply.payload : {});
  } catch (error) {
    const detail = error instanceof SlackError ? JSON.stringify(error.extra) : '';
    slack.problems.push(`${error instanceof Error ? error.message : String(error)} ${detail}`.trim());
    if (slack.views.stack(user.id).includes(view)) view.errors = { '': TROUBLE };
  }
  slack.changed();
}

function applyResponse({ slack, user }: Actor, view: View, payload: JsonObject): void {
  const { installation } = view;
  switch (payload['response_action']) {
    case undefined:
      // Unless the app has put something else on top by itself.
      if (slack.views.stack(user.id).at(-1) === view) slack.views.close(user.id, false);
      return;
    case 'clear':
      slack.views.close(user.id, true);
      return;
    case 'errors': {
      const errors = isObject(payload['errors']) ? payload['errors'] : {};
      const known = new Set(inputs(view).map((block) => block['block_id']));
      const stranger = Object.keys(errors).find((id) => !known.has(id));
      if (stranger !== undefined || Object.keys(errors).length === 0) {
        throw new Error(`response_action errors must name input blocks of the view, and named: ${stranger ?? 'none'}`);
      }
      view.errors = Object.fromEntries(Object.entries(errors).map(([id, text]) => [id, textOf(text)]));
      return;
    }
    case 'update': {
      const definition = checkedView(payload['view'], 'modal');
      noteView(slack, ofBlocks(definition));
      slack.views.update(installation, { id: view.id }, definition);
      return;
    }
    case 'push': {
      const definition = checkedView(payload['view'], 'modal');
      noteView(slack, ofBlocks(definition));
      slack.views.push(installation, user.id, definition);
      return;
    }
    default:
      throw new Error(`unknown response_action: ${String(payload['response_action'])}`);
  }
}

/** Presses Close, or the cross that closes everything. Apps that asked for it hear of each view. */
export function closeView(actor: Actor, everything: boolean): Delivery[] {
  const { slack, user } = actor;
  const top = slack.views.stack(user.id).at(-1);
  const all = everything || top?.definition['clear_on_close'] === true;
  const closed = slack.views.close(user.id, all);
  slack.changed();
  return closed
    .filter((view) => view.definition['notify_on_close'] === true)
    .map((view) => {
      const { trigger_id: _, ...rest } = common(actor, view.installation, true);
      return slack.deliver(view.installation.app, 'interactive', {
        ...rest,
        type: 'view_closed',
        view: viewJson(view),
        is_cleared: all,
      });
    });
}
