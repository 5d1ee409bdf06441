import { MemoryNoticeStore } from '../../testing/memory-notice-store.js';
import { noticeStoreContract } from '../../testing/notice-store.contract.js';

noticeStoreContract('memory', () => {
  let passed = 0;
  const disabled = new Set<string>();
  return Promise.resolve({
    store: new MemoryNoticeStore(
      () => new Date(Date.now() + passed),
      (libraryId) => disabled.has(libraryId),
    ),
    addUser: () => Promise.resolve(),
    disableUser: (id) => Promise.resolve(void disabled.add(id)),
    advance: (ms) => {
      passed += ms;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});
