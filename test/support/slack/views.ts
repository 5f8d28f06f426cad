import { type JsonObject, textOf } from '../json.ts';
import type { Ids } from './ids.ts';
import { LIMITS } from './limits.ts';
import type { Installation } from './model.ts';
import { SlackError } from './slack-error.ts';
import { initialState, keptState, withBlockIds } from './view-state.ts';

/** A modal or an App Home that somebody has open. */
export interface View {
  readonly id: string;
  readonly installation: Installation;
  readonly user: string;
  readonly rootId: string;
  readonly previousId: string | null;
  definition: JsonObject;
  hash: string;
  /** What is filled in: block → action → value, as in `view.state.values`. */
  state: JsonObject;
  /** What is wrong with a submission: block → text; under the empty name what concerns all of it. */
  errors: Record<string, string>;
}

/** The views that people have open: a stack of modals each, and an App Home for each app. */
export interface Views {
  /** Modals of a person, the one on top last. */
  stack(user: string): readonly View[];
  home(installation: Installation, user: string): View | null;
  isHome(installation: Installation, id: string): boolean;
  open(installation: Installation, user: string, definition: JsonObject): View;
  /** @throws SlackError `push_limit_reached` past three */
  push(installation: Installation, user: string, definition: JsonObject): View;
  /** @throws SlackError `not_found` if it is not open, `hash_conflict` if the hash is an old one */
  update(
    installation: Installation,
    which: { id?: string; externalId?: string; hash?: string },
    definition: JsonObject,
  ): View;
  publish(installation: Installation, user: string, definition: JsonObject, hash?: string): View;
  /** Closes the modal on top, or all of them. @returns what was closed, the top one first */
  close(user: string, everything: boolean): readonly View[];
}

export function createViews(ids: Ids): Views {
  const stacks = new Map<string, View[]>();
  const homes = new Map<string, View>();
  const stackOf = (user: string) => stacks.get(user) ?? [];
  const homeKey = (installation: Installation, user: string) => `${installation.botToken} ${user}`;
  const newHash = () => `hash-${ids.number()}`;
  const opened = () => [...[...stacks.values()].flat(), ...homes.values()];

  const create = (installation: Installation, user: string, given: JsonObject, below: View | null): View => {
    const externalId = textOf(given['external_id']);
    if (externalId !== '' && opened().some((view) => isCalled(view, installation, externalId))) {
      throw new SlackError('duplicate_external_id');
    }
    const definition = withBlockIds(given, ids);
    const id = ids.id('V');
    return {
      id,
      installation,
      user,
      rootId: below?.rootId ?? id,
      previousId: below?.id ?? null,
      definition,
      hash: newHash(),
      state: initialState(definition),
      errors: {},
    };
  };
  const replace = (view: View, given: JsonObject, hash: string | undefined): View => {
    if (hash !== undefined && hash !== '' && hash !== view.hash) throw new SlackError('hash_conflict');
    const definition = withBlockIds(given, ids);
    view.state = keptState(definition, view);
    view.definition = definition;
    view.hash = newHash();
    view.errors = {};
    return view;
  };

  return {
    stack: stackOf,
    home: (installation, user) => homes.get(homeKey(installation, user)) ?? null,
    isHome: (installation, id) =>
      [...homes.values()].some((view) => view.installation === installation && view.id === id),
    open(installation, user, definition) {
      const view = create(installation, user, definition, null);
      stacks.set(user, [view]);
      return view;
    },
    push(installation, user, definition) {
      const stack = stackOf(user);
      if (stack.length >= LIMITS.viewStack) throw new SlackError('push_limit_reached');
      const view = create(installation, user, definition, stack.at(-1) ?? null);
      stacks.set(user, [...stack, view]);
      return view;
    },
    update(installation, which, definition) {
      const view = opened().find(
        (each) =>
          each.installation === installation &&
          (each.id === which.id || (which.externalId !== undefined && isCalled(each, installation, which.externalId))),
      );
      if (view === undefined) throw new SlackError('not_found');
      return replace(view, definition, which.hash);
    },
    publish(installation, user, definition, hash) {
      const key = homeKey(installation, user);
      const before = homes.get(key);
      if (before !== undefined) return replace(before, definition, hash);
      const view = create(installation, user, definition, null);
      homes.set(key, view);
      return view;
    },
    close(user, everything) {
      const stack = stackOf(user);
      const closed = everything ? stack : stack.slice(-1);
      stacks.set(user, everything ? [] : stack.slice(0, -1));
      return [...closed].reverse();
    },
  };
}

function isCalled(view: View, installation: Installation, externalId: string): boolean {
  return view.installation === installation && view.definition['external_id'] === externalId;
}

/** A view as the API and the payloads show it. */
export function viewJson(view: View): JsonObject {
  const { definition, installation } = view;
  return {
    private_metadata: '',
    callback_id: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    submit: null,
    close: null,
    ...definition,
    id: view.id,
    team_id: installation.workspace.id,
    state: { values: view.state },
    hash: view.hash,
    root_view_id: view.rootId,
    previous_view_id: view.previousId,
    app_id: installation.app.id,
    bot_id: installation.botId,
    // An organisation's id where it has installed the app.
    app_installed_team_id: installation.wide ? installation.workspace.organisation : installation.workspace.id,
  };
}
