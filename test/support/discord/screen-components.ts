import { ButtonStyle, ComponentType } from 'discord.js';
import { at, isObject, type JsonObject, objects, textOf } from '../json.ts';
import { type Discord, userById } from './discord.ts';
import type { Guild } from './model.ts';
import { readable } from './screen-text.ts';

/** Where components are shown, and what this person has chosen in them. */
export interface Shown {
  readonly discord: Discord;
  readonly guild: Guild | null;
  readonly chosen: ReadonlyMap<string, readonly string[]>;
}

/** Components as lines of plain text. */
export function componentLines(shown: Shown, components: readonly JsonObject[]): string[] {
  return components.flatMap((component) => linesOf(shown, component));
}

function linesOf(shown: Shown, component: JsonObject): string[] {
  const inside = objects(component['components']);
  switch (component['type']) {
    case ComponentType.ActionRow:
      return [inside.map((each) => useLine(shown, each)).join(' ')];
    case ComponentType.Section: {
      const accessory = component['accessory'];
      const beside = isObject(accessory) ? linesOf(shown, accessory) : [];
      return [...componentLines(shown, inside), ...beside];
    }
    case ComponentType.TextDisplay:
      return readable(shown.discord, shown.guild, textOf(component['content'])).split('\n');
    case ComponentType.Thumbnail:
      return [imageLine(component)];
    case ComponentType.MediaGallery:
      return objects(component['items']).map(imageLine);
    case ComponentType.File:
      return [`[file: ${textOf(at(component, 'file', 'url')).replace('attachment://', '')}]`];
    case ComponentType.Separator:
      return [component['divider'] === false ? '' : '──────────'];
    case ComponentType.Container:
      return componentLines(shown, inside).map((line) => `▌ ${line}`.trimEnd());
    default:
      return [useLine(shown, component)];
  }
}

const imageLine = (item: JsonObject) =>
  item['spoiler'] === true ? '[image hidden]' : `[image: ${textOf(item['description'])}]`;

/** Something to use: a button or a menu. */
function useLine(shown: Shown, component: JsonObject): string {
  const off = component['disabled'] === true ? ' (disabled)' : '';
  if (component['type'] === ComponentType.Button) {
    const label = buttonLabel(component);
    return `[${label}${component['style'] === ButtonStyle.Link ? ' ↗' : ''}${off}]`;
  }
  return `[${menuText(shown, component, chosenIn(component, shown.chosen))} ▾${off}]`;
}

export const buttonLabel = (button: JsonObject): string =>
  [textOf(at(button, 'emoji', 'name')), textOf(button['label'])].filter((part) => part !== '').join(' ');

/** What is chosen in a menu: by the person, or else from the start. */
function chosenIn(menu: JsonObject, chosen: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const preset = [...objects(menu['options']).filter((option) => option['default'] === true)].map((each) =>
    textOf(each['value']),
  );
  const presetIds = objects(menu['default_values']).map((each) => textOf(each['id']));
  return chosen.get(textOf(menu['custom_id'])) ?? [...preset, ...presetIds];
}

export function menuText(shown: Omit<Shown, 'chosen'>, menu: JsonObject, values: readonly string[]): string {
  const { discord, guild } = shown;
  const labels = values.map((value) => {
    const option = objects(menu['options']).find((each) => each['value'] === value);
    if (option !== undefined) return textOf(option['label']);
    const channel = guild?.channels.get(value);
    if (channel !== undefined) return `#${channel.name}`;
    return `@${userById(discord, value)?.name ?? guild?.roles.get(value)?.name ?? value}`;
  });
  return labels.length > 0 ? labels.join(', ') : textOf(menu['placeholder']) || 'Make a selection';
}
