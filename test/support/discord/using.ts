import { ButtonStyle, ComponentType, InteractionType } from 'discord.js';
import { everyObject, type JsonObject, objects, textOf } from '../json.ts';
import { channelJson } from './channel-json.ts';
import { type Actor, type Interaction, type OpenModal, start } from './interactions.ts';
import {
  type FieldValue,
  fieldsOf,
  type ModalField,
  optionValue,
  submittedComponents,
  wrongIn,
} from './modal-fields.ts';
import type { Message } from './model.ts';
import { buttonLabel } from './screen-components.ts';
import { memberJson, roleJson, userJson } from './user-json.ts';

/** Presses the button with this label. @returns null if the message has none, or none that can be pressed */
export function press(actor: Actor, message: Message, label: string): Interaction | null {
  const button = [...everyObject(message.components)].find(
    (each) => each['type'] === ComponentType.Button && buttonLabel(each) === label && each['disabled'] !== true,
  );
  if (button === undefined || button['style'] === ButtonStyle.Link) return null;
  return use(actor, message, button, {});
}

/** Chooses options in a menu by their labels. @returns null if the message has no such menu */
export function choose(
  actor: Actor,
  message: Message,
  labels: readonly string[],
  from: string | undefined,
): Interaction | null {
  for (const menu of everyObject(message.components)) {
    if (!isMenu(menu) || menu['disabled'] === true || (from !== undefined && !isCalled(menu, from))) continue;
    const values = valuesCalled(actor, menu, labels);
    if (values === null) continue;
    mustFit(menu, values.length);
    const chosen = message.chosen.get(actor.user.id) ?? new Map<string, readonly string[]>();
    message.chosen.set(actor.user.id, chosen.set(textOf(menu['custom_id']), values));
    return use(actor, message, menu, { values, ...resolved(actor, menu, values) });
  }
  return null;
}

function use(actor: Actor, message: Message, component: JsonObject, more: JsonObject): Interaction {
  const { app } = message.author;
  if (app === null) throw new Error('people post no buttons');
  message.failures.delete(actor.user.id);
  actor.discord.changed();
  const { type, id, custom_id } = component;
  const data = { component_type: type, id: id ?? 1, custom_id, ...more };
  const what = `the use of ${textOf(custom_id)}`;
  return start(actor, { kind: InteractionType.MessageComponent, app, data, what, source: message });
}

const MENUS: readonly unknown[] = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
];
const isMenu = (component: JsonObject) => MENUS.includes(component['type']);
const isCalled = (menu: JsonObject, name: string) => menu['placeholder'] === name || menu['custom_id'] === name;

function mustFit(menu: JsonObject, count: number): void {
  const least = Number(menu['min_values'] ?? 1);
  const most = Number(menu['max_values'] ?? 1);
  if (count < least || count > most) throw new Error(`from ${least} to ${most} can be chosen here, not ${count}`);
}

/** Null where one of them is not offered. `@name` and `#name` stand for people, roles and channels. */
function valuesCalled({ channel }: Actor, menu: JsonObject, labels: readonly string[]): string[] | null {
  const { guild } = channel;
  const values = labels.map((label) => {
    if (menu['type'] === ComponentType.StringSelect || menu['options'] !== undefined) {
      const option = objects(menu['options']).find((each) => each['label'] === label);
      return option === undefined ? null : optionValue(option);
    }
    const member = [...(guild?.members.values() ?? [])].find(({ user }) => `@${user.name}` === label);
    const role = [...(guild?.roles.values() ?? [])].find(({ name }) => `@${name}` === label);
    const place = [...(guild?.channels.values() ?? [])].find(({ name }) => `#${name}` === label);
    switch (menu['type']) {
      case ComponentType.UserSelect:
        return member?.user.id ?? null;
      case ComponentType.RoleSelect:
        return role?.id ?? null;
      case ComponentType.ChannelSelect:
        return place?.id ?? null;
      default:
        return member?.user.id ?? role?.id ?? null;
    }
  });
  return values.every((value) => value !== null) ? values : null;
}

function resolved({ channel }: Actor, menu: JsonObject, values: readonly string[]): JsonObject {
  const { guild } = channel;
  if (menu['type'] === ComponentType.StringSelect || guild === null) return {};
  const byId = <Thing>(things: Iterable<readonly [string, Thing]>, json: (thing: Thing) => JsonObject) =>
    Object.fromEntries([...things].filter(([id]) => values.includes(id)).map(([id, thing]) => [id, json(thing)]));
  return {
    resolved: {
      users: byId(guild.members, ({ user }) => userJson(user)),
      members: byId(guild.members, (member) => ({ ...memberJson(member), user: undefined, permissions: '0' })),
      roles: byId(guild.roles, roleJson),
      channels: byId(guild.channels, (each) => ({ ...channelJson(each, ''), permissions: '0' })),
    },
  };
}

const fieldCalled = (open: OpenModal, holds: (field: ModalField) => boolean) => fieldsOf(open.definition).find(holds);
const isNamed = ({ label, customId, component }: ModalField, name: string) =>
  label === name || customId === name || component['placeholder'] === name;

/** Chooses in an open modal; in groups and menus of several, what was chosen before is replaced. @returns whether it is offered */
export function chooseInModal(
  actor: Actor,
  open: OpenModal,
  labels: readonly string[],
  from: string | undefined,
): boolean {
  const field = fieldCalled(
    open,
    (each) =>
      (from === undefined || isNamed(each, from)) &&
      (isMenu(each.component) || each.component['options'] !== undefined) &&
      valuesCalled(actor, each.component, labels) !== null,
  );
  if (field === undefined) return false;
  const values = valuesCalled(actor, field.component, labels) ?? [];
  const isSingle = field.component['type'] === ComponentType.RadioGroup;
  if (isSingle && values.length !== 1) throw new Error(`one can be chosen in ${field.label}, not ${values.length}`);
  set(actor, open, field, isSingle ? (values[0] ?? '') : values);
  return true;
}

/** Types into a text input of an open modal. @returns whether there is one with this label */
export function fillIn(actor: Actor, open: OpenModal, label: string, text: string): boolean {
  const field = fieldCalled(open, (each) => isNamed(each, label) && each.component['type'] === ComponentType.TextInput);
  if (field !== undefined) set(actor, open, field, text);
  return field !== undefined;
}

/** Ticks a checkbox, or unticks it. @returns whether there is one with this label */
export function tick(actor: Actor, open: OpenModal, label: string): boolean {
  const field = fieldCalled(open, (each) => isNamed(each, label) && each.component['type'] === ComponentType.Checkbox);
  if (field !== undefined) set(actor, open, field, open.values.get(field.customId) !== true);
  return field !== undefined;
}

function set({ discord }: Actor, open: OpenModal, { customId }: ModalField, value: FieldValue): void {
  open.values.set(customId, value);
  open.errors.delete(customId);
  discord.changed();
}

/** Sends the modal, unless something in it is wrong: then that is shown, and null returned. */
export function submit(actor: Actor, open: OpenModal): Interaction | null {
  open.errors.clear();
  open.failure = null;
  for (const [customId, problem] of wrongIn(open.definition, open.values)) open.errors.set(customId, problem);
  actor.discord.changed();
  if (open.errors.size > 0) return null;
  const customId = textOf(open.definition['custom_id']);
  const data = { custom_id: customId, components: submittedComponents(open.definition, open.values) };
  const { app, source, channel } = open;
  const what = `the form ${customId}`;
  return start({ ...actor, channel }, { kind: InteractionType.ModalSubmit, app, data, what, source });
}
