import type { Document } from '@throughline/api-client';
import { streamDocuments } from '@throughline/api-client/operations';
import type { LiveKind } from '../api/live-kind.js';
import { text } from '../texts/text.js';
import { documentTitle } from './document-title.js';
import { shownDocuments } from './documents-api.js';

export const liveDocuments: LiveKind<Document> = {
  stream: streamDocuments,
  shown: shownDocuments,
  stateOf: ({ status }) => text.document.status[status],
  titleOf: documentTitle,
};
