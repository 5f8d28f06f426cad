import { isObject, type JsonObject, objects } from '../../json.ts';
import { LIMITS } from '../limits.ts';
import { refusal, SlackError } from '../slack-error.ts';
import { viewBlocks } from './blocks.ts';
import { all, boolean, object, oneOf, problemsOf, type Rule, string } from './rules.ts';
import { plainText } from './texts.ts';

const common = {
  callback_id: string(LIMITS.id, 0),
  external_id: string(LIMITS.id, 0),
  private_metadata: string(LIMITS.privateMetadata, 0),
};

const submitWithInputs: Rule = (value, pointer, report) => {
  if (!isObject(value) || value['submit'] !== undefined) return;
  if (objects(value['blocks']).some((block) => block['type'] === 'input'))
    report('missing required field: submit', pointer);
};

const modal: Rule = all(
  object(
    { type: oneOf('modal'), title: plainText(LIMITS.viewTitle), blocks: viewBlocks('modal') },
    {
      ...common,
      submit: plainText(LIMITS.viewTitle),
      close: plainText(LIMITS.viewTitle),
      clear_on_close: boolean,
      notify_on_close: boolean,
      submit_disabled: boolean,
    },
  ),
  submitWithInputs,
);
const home: Rule = object({ type: oneOf('home'), blocks: viewBlocks('home') }, common);

/**
 * A view that Slack would show.
 *
 * @throws SlackError `view_too_large`, or `invalid_arguments` with every problem and its JSON pointer
 */
export function checkedView(view: unknown, kind: 'modal' | 'home'): JsonObject {
  if (!isObject(view)) throw refusal('invalid_arguments', ['missing required field: view']);
  if (Buffer.byteLength(JSON.stringify(view)) > LIMITS.viewBytes) throw new SlackError('view_too_large');
  const problems = problemsOf(kind === 'modal' ? modal : home, view, '/view');
  if (problems.length > 0) throw refusal('invalid_arguments', problems);
  return view;
}
