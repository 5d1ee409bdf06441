import { MemoryUploadStore } from '../../testing/memory-upload-store.js';
import { MemoryUserStore } from '../../testing/memory-user-store.js';
import { uploadStoreContract } from '../../testing/upload-store.contract.js';

uploadStoreContract('memory', () =>
  Promise.resolve({ store: new MemoryUploadStore(), users: new MemoryUserStore(), close: () => Promise.resolve() }),
);
