import type { Document } from '@throughline/api-types';
import type { LiveKind } from '../api/live-kind.js';
import { text } from '../texts/text.js';
import { documentTitle } from './document-title.js';
import { shownDocuments } from './documents-api.js';

export const liveDocuments: LiveKind<Document> = {
  path: 'documents/stream',
  shown: shownDocuments,
  stateOf: ({ status }) => text.document.status[status],
  titleOf: documentTitle,
};
