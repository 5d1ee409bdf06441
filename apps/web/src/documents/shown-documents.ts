import type { Document } from '@throughline/api-client';
import { ItemCache } from '../api/item-cache.js';

/** The documents that the page has read. Apart from the commands, because live updates need them with the first view. */
export const shownDocuments = new ItemCache<Document>({
  kind: 'documents',
  one: 'document',
  lists: 'documents',
  toRow: (document) => document,
});
