import type { Document } from '@throughline/api-types';
import { streamDocuments } from '@throughline/api-types/operations';
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
