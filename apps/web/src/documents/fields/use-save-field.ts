import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { Document } from '@throughline/api-client';
import { requestAction } from '../../actions/request-action.js';
import { getDocument } from '@throughline/api-client/operations';
import { callApi } from '../../api/client.js';
import { useAnnounce } from '../../components/Announcer.js';
import { text } from '../../texts/text.js';
import { shownDocuments } from '../shown-documents.js';
import { FieldChanged, FieldFault, saveField, type FieldChange } from './save-field.js';

const CORRECT = { action: 'correct_fields', target: null } as const;

/** Saves a field of a document, which the caches then have. */
export function useSaveField(document: Document): UseMutationResult<Document, Error, FieldChange> {
  const client = useQueryClient();
  const announce = useAnnounce();
  const { id } = document;
  return useMutation({
    mutationFn: (change: FieldChange) =>
      saveField(document, change, {
        send: (revision, input) => requestAction<Document>('documents', id, CORRECT, { revision, input }),
        read: () => callApi(getDocument, { path: { id } }),
      }),
    onSuccess: (saved, { name }) => {
      shownDocuments.show(client, saved, 'command');
      announce(text.documentView.fields.saved(text.documentView.fields.names[name]));
    },
    onError: (refusal) => {
      if (refusal instanceof FieldChanged) shownDocuments.show(client, refusal.newest, 'command');
      // The focus stays in the field, whose description has changed.
      if (refusal instanceof FieldFault) announce(refusal.message);
    },
  });
}
