import type { StepHandler } from '@throughline/engine';
import { CheckText } from './check-text/index.js';
import type { DocumentParts } from './document-parts.js';
import { EmbedMetadata } from './embed-metadata-into-pdf/index.js';
import { ExtractMetadata } from './extract-metadata-with-gpt/index.js';
import { ExtractText } from './extract-text/index.js';
import { FinalizeStorage } from './finalize-document-storage/index.js';
import { SendToAll } from './send-to-all-destinations/index.js';

/** Each document step of this service has one folder and one line here. */
export const documentSteps: readonly (new (parts: DocumentParts) => StepHandler)[] = [
  CheckText,
  ExtractText,
  ExtractMetadata,
  EmbedMetadata,
  FinalizeStorage,
  SendToAll,
];
