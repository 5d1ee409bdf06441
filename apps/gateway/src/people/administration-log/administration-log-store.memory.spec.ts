import { administrationLogStoreContract, newEntry } from '../../testing/administration-log-store.contract.js';
import { MemoryAdministrationLogStore } from '../../testing/memory-administration-log-store.js';

administrationLogStoreContract('memory', () =>
  Promise.resolve({ store: new MemoryAdministrationLogStore(), close: () => Promise.resolve() }),
);

it('the memory store removes entries after two years', async () => {
  let now = new Date('2026-02-05T10:00:00.000Z');
  const store = new MemoryAdministrationLogStore(() => now);
  await store.append(
    () => Promise.resolve(),
    () => [newEntry()],
  );
  now = new Date('2028-02-05T10:00:00.001Z');
  expect(await store.removeExpired()).toBe(1);
});
