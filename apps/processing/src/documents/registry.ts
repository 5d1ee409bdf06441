import type { HandlerLookup, StepHandler } from '@throughline/engine';
import type { DocumentParts } from './document-parts.js';
import { checkText } from './check-text/index.js';
import { embedMetadata } from './embed-metadata-into-pdf/index.js';
import { extractMetadata } from './extract-metadata-with-gpt/index.js';
import { extractText } from './extract-text/index.js';
import { finalizeStorage } from './finalize-document-storage/index.js';
import { sendToAll } from './send-to-all-destinations/index.js';

/** Each document step of this service has one folder and one line here. */
export const documentSteps = {
  check_text: checkText,
  extract_text: extractText,
  extract_metadata_with_gpt: extractMetadata,
  embed_metadata_into_pdf: embedMetadata,
  finalize_document_storage: finalizeStorage,
  send_to_all_destinations: sendToAll,
} satisfies Record<string, (parts: DocumentParts) => StepHandler>;

export function documentHandlers(parts: DocumentParts): HandlerLookup {
  const built = new Map<string, StepHandler>(Object.entries(documentSteps).map(([step, build]) => [step, build(parts)]));
  return (step) => built.get(step);
}
