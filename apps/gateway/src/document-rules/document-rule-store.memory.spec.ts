import { documentRuleStoreContract } from '../testing/document-rule-store.contract.js';
import { MemoryDocumentRuleStore } from '../testing/memory-document-rule-store.js';

documentRuleStoreContract('memory', () =>
  Promise.resolve({ store: new MemoryDocumentRuleStore(), addUser: () => Promise.resolve(), close: () => Promise.resolve() }),
);
