import type { Clock } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import type { Delivery, EnvelopeKind } from './delivery.ts';
import type { Effects } from './effects.ts';
import type { Faults } from './faults.ts';
import type { FileStore } from './files.ts';
import type { Ids } from './ids.ts';
import type { App, Workspace } from './model.ts';
import type { OAuth } from './oauth.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { Sockets } from './socket-mode.ts';
import type { Triggers } from './triggers.ts';
import type { Views } from './views.ts';

/** All that the parts of the server share. */
export interface Slack {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly origin: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly apps: readonly App[];
  readonly workspaces: readonly Workspace[];
  readonly faults: Faults;
  readonly triggers: Triggers;
  readonly views: Views;
  readonly responseUrls: ResponseUrls;
  readonly files: FileStore;
  readonly oauth: OAuth;
  sockets(app: App): Sockets;
  deliver(app: App, kind: EnvelopeKind, body: JsonObject): Delivery;
  /** Notes what something shown by an app does; kept for good, also when it is changed later. */
  noteEffects(effects: Effects): void;
  /** What only the developer of the app would get to know: an answer that Slack could not use, and why. */
  readonly problems: string[];
  /** To be called after whatever a person could see. */
  changed(): void;
}
