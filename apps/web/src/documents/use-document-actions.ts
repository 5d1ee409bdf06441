import { useQueryClient } from '@tanstack/react-query';
import type { Document } from '@throughline/api-client';
import { rememberMove } from '../libraries/moved-items.js';
import { findHeldOutputs } from '../recording/actions/held-outputs.js';
import { useItemActions } from '../recording/actions/use-item-actions.js';
import type { RecordingActions } from '../recording/actions/use-recording-actions.js';
import { useReplaceFile } from '../upload/ReplaceFile.js';
import { documentTitle } from './document-title.js';
import { acceptSeen, performOnDocument } from './documents-api.js';
import { shownDocuments } from './shown-documents.js';
import { readListsAgain } from '../api/read-lists-again.js';

/** Actions that other parts of the page carry out. */
interface Elsewhere {
  /** Shows the form of the details. */
  readonly onDescribe: () => void;
  /** Opens a field. */
  readonly onCorrectFields: () => void;
}

/** The actions of a document, for the header and for the panel that needs attention. */
export function useDocumentActions(document: Document, { onDescribe, onCorrectFields }: Elsewhere): RecordingActions {
  const client = useQueryClient();
  const replacing = useReplaceFile(document.id, 'documents');
  const state = useItemActions<Document>({
    item: document,
    id: document.id,
    titleOf: documentTitle,
    perform: (action, input) =>
      action.action === 'accept' ? acceptSeen(client, document) : performOnDocument(document.id, action, input),
    onChanged: (changed, chosen) => {
      rememberMove(client, { id: document.id, title: documentTitle(document) }, chosen);
      shownDocuments.show(client, changed, 'command');
      void readListsAgain(client);
    },
    elsewhere: {
      describe: onDescribe,
      correct_fields: onCorrectFields,
      replace_file: replacing.choose,
    },
    held: findHeldOutputs(document),
  });
  return { ...state, uploads: replacing.uploads };
}
