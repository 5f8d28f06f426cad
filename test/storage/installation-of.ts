import type { Installation } from '../../src/core/installations.ts';

/** An installation, with what a test is about. */
export function installationOf(some: Partial<Installation>): Installation {
  return {
    workspace: 'acme',
    details: {
      ...{ name: 'Acme', organisation: null, botUser: 'U1', botName: 'archcheck', url: '' },
      ...{ scopes: ['chat:write'], installedBy: 'ann' },
    },
    sealed: 'v1.00000000.sealed',
    ...some,
  };
}
