import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import type { Recording } from '@throughline/api-types';
import { performOnRevision, type ActionInput } from '../../api/commands.js';
import { recordingKey, showRecording } from '../../api/shown-recordings.js';
import { useAnnounce } from '../../shell/Announcer.js';
import { text } from '../../texts/text.js';
import { applyDraft, type Draft } from './draft.js';

interface Change {
  readonly patch: ActionInput;
  readonly draft: Draft;
}

/** Shows the change at once, and takes it back if the gateway refuses it. */
export function useSaveDetails(recording: Recording): UseMutationResult<Recording, Error, Change, Recording | undefined> {
  const client = useQueryClient();
  const announce = useAnnounce();
  const key = recordingKey(recording.id);
  return useMutation({
    mutationFn: ({ patch }: Change) => performOnRevision(recording, { action: 'describe', target: null }, patch),
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
