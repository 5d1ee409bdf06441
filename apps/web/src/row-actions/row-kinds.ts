import { useQuery, type QueryClient } from '@tanstack/react-query';
import type { AllowedAction, Document, ListedItem } from '@throughline/api-client';
import type { NamedItem } from '../actions/action-name.js';
import { performOnRecording, requestAction } from '../actions/request-action.js';
import { recordingQuery } from '../api/recordings.js';
import { showRecording } from '../api/shown-recordings.js';
import { documentQuery } from '../documents/documents-api.js';
import { shownDocuments } from '../documents/shown-documents.js';
import { changeSession, retrySession, sessionQuery, takeSession } from '../sessions/sessions-api.js';

interface ReadItem {
  readonly data: (NamedItem & { readonly allowed_actions: readonly AllowedAction[] }) | undefined;
  readonly isPending: boolean;
  readonly error: Error | null;
}

/** The rows of one kind act on their items in this way. */
interface RowKind {
  /** Reads the item, because a list does not have its actions. */
  readonly useItem: (id: string, enabled: boolean) => ReadItem;
  /** Requests an action, shows the changed item wherever it is, and returns the answer. */
  readonly perform: (client: QueryClient, id: string, action: AllowedAction) => Promise<unknown>;
}

const useRecording = (id: string, enabled: boolean): ReadItem => useQuery({ ...recordingQuery(id), enabled });
const useDocument = (id: string, enabled: boolean): ReadItem => useQuery({ ...documentQuery(id), enabled });
const useSession = (id: string, enabled: boolean): ReadItem => useQuery({ ...sessionQuery(id), enabled });

export const ROW_KINDS: Readonly<Record<ListedItem['kind'], RowKind>> = {
  recording: {
    useItem: useRecording,
    perform: async (client, id, action) => {
      const changed = await performOnRecording(id, action);
      showRecording(client, changed, 'command');
      return changed;
    },
  },
  document: {
    useItem: useDocument,
    perform: async (client, id, action) => {
      const changed = await requestAction<Document>('documents', id, action, {});
      shownDocuments.show(client, changed, 'command');
      return changed;
    },
  },
  session: {
    useItem: useSession,
    perform: async (client, id, action) => {
      const changed = await (action.action === 'retry' ? retrySession(id) : changeSession(id, action, undefined));
      takeSession(client, changed);
      return changed;
    },
  },
};
