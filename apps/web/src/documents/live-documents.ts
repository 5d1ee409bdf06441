import type { Document } from '@throughline/api-client';
import { streamDocuments } from '@throughline/api-client/operations';
import type { LiveKind } from '../api/live-kind.js';
import { badgeOfItem } from '../controls/item-badge.js';
import { documentTitle } from './document-title.js';
import { shownDocuments } from './shown-documents.js';

export const liveDocuments: LiveKind<Document> = {
  stream: streamDocuments,
  shown: shownDocuments,
  badgeOf: (item) => badgeOfItem(item).words,
  titleOf: documentTitle,
};
