import { MemoryWebhookStore } from '../../testing/memory-webhook-store.js';
import type { ProjectedItem } from '../../testing/projected-items.js';
import { webhookStoreContract } from '../../testing/webhook-store.contract.js';

webhookStoreContract('memory', () => {
  let passed = 0;
  const items = new Map<string, ProjectedItem>();
  const disabled = new Set<string>();
  const store = new MemoryWebhookStore(
    () => new Date(Date.now() + passed),
    () => [...items.values()],
    (libraryId) => disabled.has(libraryId),
  );
  return Promise.resolve({
    store,
    addUser: () => Promise.resolve(),
    disableUser: (id) => Promise.resolve(void disabled.add(id)),
    project: (owner, assetId, position) => Promise.resolve(void items.set(assetId, { assetId, owner, position, stored: [] })),
    advance: (ms) => {
      passed += ms;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});
