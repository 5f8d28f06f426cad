import type { types } from '@slack/bolt';
import { menuIdPrefix } from '../../core/layout/ids.ts';
import { type Action, type Control, inParts, offer } from '../../core/layout/offer.ts';
import { limits } from './limits.ts';
import { lists } from './render-text.ts';

/** Up to here a person sees all choices at a glance; more become a menu. */
const mostChoiceButtons = 10;

/**
 * Choices and buttons, with a list above where a label is too long or has a hint. Choices are buttons rather than radio buttons:
 * radio buttons stay silent when somebody who walked back clicks the answer that is already chosen, they end at ten, and their
 * values at 75 characters. Laid out side by side, the short answers of a questionnaire also take a third of the height.
 */
export function actionBlocks(
  actions: readonly Action[],
  asChoices: boolean,
  next: () => number,
): readonly types.KnownBlock[] {
  if (actions.length === 0) return [];
  const menu = asChoices && actions.length > mostChoiceButtons && actions.every(({ id }) => id.length <= limits.option);
  const offered = offer(actions, { label: limits.buttonText, description: menu ? limits.option : 0 });
  const above = lists(offered.lines, offered.numbered);
  if (menu) {
    const menus = inParts(offered.controls, limits.selectOptions).map((controls) => menuOf(controls, next()));
    return [
      ...above,
      ...inParts(menus, limits.actions).map(
        (elements): types.KnownBlock => ({ type: 'actions', elements: [...elements] }),
      ),
    ];
  }
  const buttons = offered.controls.map((control) => buttonOf(control, next()));
  return [
    ...above,
    ...inParts(buttons, limits.actions).map(
      (elements): types.KnownBlock => ({ type: 'actions', elements: [...elements] }),
    ),
  ];
}

function buttonOf({ action, label }: Control, index: number): types.Button {
  const style = action.style ?? (action.selected ? 'primary' : undefined);
  return {
    type: 'button',
    action_id: `button:${index}`,
    text: plain(label),
    value: action.id,
    ...(style ? { style } : {}),
  };
}

function menuOf(controls: readonly Control[], index: number): types.StaticSelect {
  const options = controls.map(({ action, label, description }): types.PlainTextOption => {
    const hint = description === '' ? {} : { description: plain(description) };
    return { text: plain(label), value: action.id, ...hint };
  });
  const chosen = options[controls.findIndex(({ action }) => action.selected)];
  return {
    type: 'static_select',
    action_id: `${menuIdPrefix}${index}`,
    placeholder: plain('Choose one'),
    options,
    ...(chosen ? { initial_option: chosen } : {}),
  };
}

export function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text, emoji: false };
}
