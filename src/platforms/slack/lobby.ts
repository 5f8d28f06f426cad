import type { Server } from 'node:http';
import type { Store } from '../../core/ports.ts';
import type { Log } from '../../log.ts';
import type { Inbox } from '../inbox.ts';
import type { ManyAccess } from './access.ts';
import { createApi, type SlackApi } from './api.ts';
import type { Acknowledge } from './circumstances.ts';
import type { SlackContext } from './context.ts';
import { departureSchema, readDeparture, takeLeave } from './departure.ts';
import { createDoor, type Door, installPath } from './install.ts';
import { closeServer, openDoor, originOf } from './listening.ts';
import { resealAll } from './reseal.ts';
import { createRounds } from './rounds.ts';
import { createTenants, type Tenant, type Tenants } from './tenants.ts';
import { createTransport } from './transport.ts';

/** Where workspaces come in and go out. */
export interface Lobby {
  readonly door: Door;
  /** Opens the door where nothing listens yet. @returns where people install the bot, from this machine */
  open(url: string | null): Promise<string>;
  /** @returns false where a body tells of no departure */
  takeLeave(body: unknown, acknowledge: Acknowledge): Promise<boolean>;
  close(): Promise<void>;
}

export interface LobbyParts {
  readonly access: ManyAccess;
  readonly store: Pick<Store, 'installations' | 'events'>;
  readonly inbox: Inbox;
  /** Another address than Slack's own. */
  readonly apiUrl: string | undefined;
  readonly log: Log;
  /** Waits so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
  /** How long Slack may take to answer a call; 10,000 if left out. */
  readonly timeoutMs?: number | undefined;
  readonly serve: (tenant: Tenant) => SlackContext;
}

const source = 'slack-departure';

/** @throws {UserError} where an installation does not open with the keys that are set */
export async function createLobby(parts: LobbyParts): Promise<{ readonly tenants: Tenants; readonly lobby: Lobby }> {
  const { store, inbox, log, wait, apiUrl, access, serve, timeoutMs } = parts;
  const { installations, events } = store;
  const { vault } = access;
  await resealAll({ installations, vault, log });
  const transport = createTransport(timeoutMs);
  const apiWith = (token: string): SlackApi => createApi({ token, url: apiUrl, log, wait, transport });
  const tenants = createTenants({ installations, vault, serve, apiWith, log });
  const door = createDoor({ access, installations, events, apiWith, apiUrl, log, timeoutMs });
  const leave = { installations, vault, apiWith, log };
  const rounds = createRounds({ ...leave, wait });
  rounds.start();
  inbox.serve(source, (payload) => {
    const departure = departureSchema.safeParse(payload);
    return departure.success ? () => takeLeave(leave, departure.data) : null;
  });
  let server: Server | null = null;
  const lobby: Lobby = {
    door,
    async open(url) {
      if (url === null) server = await openDoor(door, access.port);
      return new URL(installPath, url ?? (server === null ? '' : originOf(server))).href;
    },
    async takeLeave(body, acknowledge) {
      const departure = readDeparture(body);
      if (departure === null) return false;
      const { key, workspace } = departure;
      await inbox.take(source, { workspace, key, payload: departure }, acknowledge, () => takeLeave(leave, departure));
      return true;
    },
    async close() {
      if (server !== null) await closeServer(server);
      // A question that is under way may take as long as Slack lets it.
      await Promise.all([rounds.stop(), transport.close()]);
    },
  };
  return { tenants, lobby };
}
