import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { newKey } from '../../api/client.js';
import { isProblem } from '../../api/problem.js';
import { recordingKey } from '../../api/known-recordings.js';
import { useAnnounce } from '../../shell/Announcer.js';
import { text } from '../../texts/text.js';
import { mended, type Draft } from './correction-draft.js';
import { saveCorrection, type Transcript } from './transcript-api.js';

/** What is shown is asked for anew: words, files and what the deliveries hold of them. */
function useShownAnew(id: string): () => Promise<void> {
  const client = useQueryClient();
  const announce = useAnnounce();
  return async () => {
    announce(text.recording.correction.saved);
    const keys = [recordingKey(id), ['artifacts', id], ['transcript', id], ['transcript-versions', id]];
    await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
  };
}

/** Whether the same request may have been carried out, or still be: then it must not be taken for another one. */
export const mayHaveBeenSaved = (error: unknown): boolean =>
  !isProblem(error) || error.status >= 500 || error.code === 'request-in-progress';

/** Saves a draft. The same words have the same key: a lost answer makes no second version. */
export function useSaved(id: string, draft: Draft, onSaved: () => void) {
  const showAnew = useShownAnew(id);
  const sent = useRef({ draft, key: newKey() });
  return useMutation({
    mutationFn: () => {
      if (sent.current.draft !== draft) sent.current = { draft, key: newKey() };
      return saveCorrection(id, { segments: mended(draft), version: draft.version, key: sent.current.key });
    },
    onError: (error) => {
      // A refusal is kept with its key, and would be told again when the reason is long gone.
      if (!mayHaveBeenSaved(error)) sent.current = { draft, key: newKey() };
    },
    onSuccess: async () => {
      onSaved();
      await showAnew();
    },
  });
}

/** Puts an earlier correction in the place of what counts now: as words of a person, whatever was heard since. */
export function useRestored(id: string, current: Transcript, onSaved: () => void) {
  const showAnew = useShownAnew(id);
  return useMutation({
    mutationFn: ({ segments }: Transcript) =>
      saveCorrection(id, {
        segments: segments.map(({ start, end, text: said }) => ({ start, end, text: said })),
        version: current.version,
        key: newKey(),
      }),
    onSuccess: async () => {
      onSaved();
      await showAnew();
    },
  });
}
