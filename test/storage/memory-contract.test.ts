import { describeDecisionStore } from './decision-contract.ts';
import { createMemoryStore } from './memory-store.ts';

describeDecisionStore('plain maps', async () => {
  let opened: ReturnType<typeof createMemoryStore> | null = null;
  return {
    open: async (clock) => {
      opened ??= createMemoryStore(clock);
      return opened;
    },
    remove: async () => undefined,
  };
});
