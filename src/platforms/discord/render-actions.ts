import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIComponentInMessageActionRow,
  APISelectMenuOption,
} from 'discord.js';
import { menuIdPrefix } from '../../core/layout/ids.ts';
import { type Action, type Control, inParts, type Offer, offer } from '../../core/layout/offer.ts';
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
  const room = { label: limits.buttonLabel, description: 0 };
  const offered = offer(actions, menu ? { label: limits.optionText, description: limits.optionText } : room);
  return { above: lists(offered.lines, offered.numbered), rows: menu ? menuRows(offered, next) : buttonRows(offered) };
}

function buttonRows(offered: Offer): readonly Row[] {
  return inParts(offered.controls.map(buttonOf), limits.rowButtons).map((components) => ({
    type: kinds.row,
    components: [...components],
  }));
}

function buttonOf({ action, label }: Control): APIButtonComponentWithCustomId {
  const style = styles[action.style ?? (action.selected ? 'primary' : 'secondary')];
  return { type: kinds.button, style, label, custom_id: action.id };
}

function menuRows(offered: Offer, next: () => number): readonly Row[] {
  return menusOf(offered.controls.map(optionOf)).map((ofMenu, index) => ({
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

function optionOf({ action, label, description }: Control): APISelectMenuOption {
  return {
    label,
    value: action.id,
    ...(description === '' ? {} : { description }),
    ...(action.selected ? { default: true } : {}),
  };
}
