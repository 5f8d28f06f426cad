import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIComponentInMessageActionRow,
  APISelectMenuOption,
} from 'discord.js';
import { menuIdPrefix } from '../../core/layout/ids.ts';
import { type Action, inParts, type Offer, offer } from '../../core/layout/offer.ts';
import { neutralise } from '../../core/text/neutralise.ts';
import { kinds, limits } from './limits.ts';
import { lists } from './render-text.ts';

export type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** Up to here a person sees all choices at a glance; more become a menu. */
const mostChoiceButtons = 10;
// Options with their descriptions must leave room for what stands above them in the message.
const mostMenuText = 3_000;

const styles = { primary: 1, secondary: 2, danger: 4 } as const;

/**
 * Choices and buttons as rows, and the lines to show above them. Up to ten choices are buttons, as on Slack: all answers are in sight
 * without a tap, and clicking the one that is already chosen counts, where a select menu stays silent.
 */
export function actionRows(
  actions: readonly Action[],
  asChoices: boolean,
  next: () => number,
): { above: readonly string[]; rows: readonly Row[] } {
  const menu = asChoices && actions.length > mostChoiceButtons;
  const offered = offer(actions, menu ? limits.optionText : limits.buttonLabel);
  const described =
    menu && !offered.numbered && actions.every(({ hint = '' }) => neutralHint(hint).length <= limits.optionText);
  const above = described ? [] : lists(offered.lines, offered.numbered);
  return { above, rows: menu ? menuRows(offered, described, next) : buttonRows(offered) };
}

function buttonRows(offered: Offer): readonly Row[] {
  return inParts(offered.controls.map(buttonOf), limits.rowButtons).map((components) => ({
    type: kinds.row,
    components: [...components],
  }));
}

function buttonOf(action: Action): APIButtonComponentWithCustomId {
  const style = styles[action.style ?? (action.selected ? 'primary' : 'secondary')];
  return { type: kinds.button, style, label: action.label, custom_id: action.id };
}

function menuRows(offered: Offer, described: boolean, next: () => number): readonly Row[] {
  const options = offered.controls.map((action) => optionOf(action, described));
  return menusOf(options).map((ofMenu, index) => ({
    type: kinds.row,
    components: [
      {
        type: kinds.select,
        custom_id: `${menuIdPrefix}${next()}`,
        placeholder: index === 0 ? 'Choose one' : 'Or one of these',
        options: ofMenu,
      },
    ],
  }));
}

function menusOf(options: readonly APISelectMenuOption[]): APISelectMenuOption[][] {
  const menus: APISelectMenuOption[][] = [];
  let size = 0;
  for (const option of options) {
    const length = option.label.length + (option.description?.length ?? 0);
    const last = menus.at(-1);
    if (last && last.length < limits.options && size + length <= mostMenuText) {
      last.push(option);
      size += length;
    } else {
      menus.push([option]);
      size = length;
    }
  }
  return menus;
}

function optionOf(action: Action, described: boolean): APISelectMenuOption {
  const description = described ? neutralHint(action.hint ?? '') : '';
  return {
    label: action.label,
    value: action.id,
    ...(description === '' ? {} : { description }),
    ...(action.selected ? { default: true } : {}),
  };
}

function neutralHint(hint: string): string {
  return neutralise(hint).replace(/\s+/g, ' ').trim();
}
