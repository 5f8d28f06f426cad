import type { Vault } from '../../vault.ts';

/** With whose tokens the bot speaks. */
export type Access = OneAccess | ManyAccess;

/** With that of its one workspace. */
export interface OneAccess {
  readonly kind: 'one';
  readonly botToken: string;
}

/** With that of each workspace that has installed it. */
export interface ManyAccess {
  readonly kind: 'many';
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whether to ask for the scopes of follow-ups, too. */
  readonly followUps: boolean;
  /** The same for pictures and files. */
  readonly files: boolean;
  readonly vault: Vault;
  /** Where people who install it are let in, if Slack itself comes over a socket. */
  readonly port: number;
}
