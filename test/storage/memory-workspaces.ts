import { defaultSettings } from '../../src/core/channel-settings.ts';
import type { Store } from '../../src/core/ports.ts';

const notInMemory = async (): Promise<never> => {
  throw new Error('the store in memory serves one workspace that never leaves');
};

/** One workspace with its defaults: what many take is tested on the real stores. */
export const memoryWorkspaces: Pick<Store, 'installations' | 'workspaces' | 'retention' | 'settings'> = {
  installations: {
    save: notInMemory,
    get: async () => null,
    link: async () => null,
    unlink: notInMemory,
    reseal: notInMemory,
    forget: notInMemory,
    list: async () => [],
  },
  workspaces: {
    left: notInMemory,
    joined: notInMemory,
    gone: async () => [],
    count: notInMemory,
    async *rows() {
      yield await notInMemory();
    },
    erase: notInMemory,
  },
  retention: { drop: notInMemory },
  settings: { of: async () => defaultSettings, change: notInMemory },
};
