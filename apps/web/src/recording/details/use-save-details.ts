import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { Recording } from '@throughline/api-types';
import { requestApi } from '../../api/client.js';
import { performOnRevision } from '../../api/commands.js';
import { recordingKey, showRecording } from '../../api/shown-recordings.js';
import { useAnnounce } from '../../shell/Announcer.js';
import { text } from '../../texts/text.js';
import { applyDraft, type Draft } from './draft.js';
import { saveDetails, type Change } from './save-details.js';

interface ShownChange extends Change {
  readonly draft: Draft;
}

/** Shows the change at once, and takes it back if the gateway refuses it. */
export function useSaveDetails({
  id,
}: Pick<Recording, 'id'>): UseMutationResult<Recording, Error, ShownChange, Recording | undefined> {
  const client = useQueryClient();
  const announce = useAnnounce();
  const key = recordingKey(id);
  return useMutation({
    mutationFn: (change: ShownChange) =>
      saveDetails(change, {
        send: (revision, patch) => performOnRevision({ id, revision }, { action: 'describe', target: null }, patch),
        read: () => requestApi<Recording>(`recordings/${encodeURIComponent(id)}`),
      }),
    onMutate: ({ draft }) => {
      const before = client.getQueryData<Recording>(key);
      client.setQueryData<Recording>(key, (shown) => shown && applyDraft(shown, draft));
      return before;
    },
    onSuccess: (changed) => {
      showRecording(client, changed, 'command');
      announce(text.recording.details.saved);
    },
    onError: (_error, _change, before) => {
      client.setQueryData(key, before);
      void client.invalidateQueries({ queryKey: key });
    },
  });
}
