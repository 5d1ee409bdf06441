import { MemoryQuotaLimitStore } from '../../testing/memory-quota-limit-store.js';
import { quotaLimitStoreContract } from '../../testing/quota-limit-store.contract.js';

quotaLimitStoreContract('memory', () =>
  Promise.resolve({ store: new MemoryQuotaLimitStore(), addUser: () => Promise.resolve(), close: () => Promise.resolve() }),
);
