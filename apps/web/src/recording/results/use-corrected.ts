import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CorrectedSegment, Transcript } from '@throughline/api-client';
import { useRef } from 'react';
import { createKey } from '../../api/client.js';
import { mayHaveBeenSaved } from '../../api/may-have-been-saved.js';
import { recordingKey } from '../../api/shown-recordings.js';
import { useAnnounce } from '../../components/Announcer.js';
import { text } from '../../texts/text.js';
import { toCorrectedSegments, type CorrectionDraft } from './correction-draft.js';
import { withRestored } from './restore-passage.js';
import { nameSpeaker, readNewer, saveCorrection, type NameableTranscript } from './transcript-api.js';

/** Reloads everything that a correction changes: transcript, files and deliveries. */
function useShownAnew(id: string): () => Promise<void> {
  const client = useQueryClient();
  const announce = useAnnounce();
  return async () => {
    announce(text.recording.correction.saved);
    const keys = [recordingKey(id), ['session', id], ['artifacts', id], ['transcript', id], ['transcript-versions', id]];
    await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })));
  };
}

/** Saves a draft. Retries of an unchanged draft reuse the key, so a lost answer creates no second version. */
export function useSaved(id: string, draft: CorrectionDraft, onSaved: (sent: CorrectionDraft, version: string) => void) {
  const showAnew = useShownAnew(id);
  const sent = useRef({ draft, key: createKey() });
  return useMutation({
    mutationFn: async () => {
      if (sent.current.draft !== draft) sent.current = { draft, key: createKey() };
      const { key } = sent.current;
      const { version } = await saveCorrection(id, { segments: toCorrectedSegments(draft), version: draft.version, key });
      return { draft, version };
    },
    onError: (error) => {
      // The API stores a refusal with its key and would repeat it, so the next try needs a new key.
      if (!mayHaveBeenSaved(error)) sent.current = { draft, key: createKey() };
    },
    onSuccess: async (saved) => {
      onSaved(saved.draft, saved.version);
      await showAnew();
    },
  });
}

/** Reads the transcript that another user has saved after `version`. */
export function useNewer(id: string, version: string, onRead: (now: Transcript) => void) {
  return useMutation({ mutationFn: () => readNewer(id, version), onSuccess: onRead });
}

/** Saves an earlier version as a new correction. */
export function useRestored(id: string, current: Transcript, onSaved: () => void) {
  const showAnew = useShownAnew(id);
  return useMutation({
    mutationFn: ({ segments }: Transcript) =>
      saveCorrection(id, {
        segments: segments.map(({ start, end, text: segmentText }) => ({ start, end, text: segmentText })),
        version: current.version,
        key: createKey(),
      }),
    onSuccess: async () => {
      onSaved();
      await showAnew();
    },
  });
}

/** Saves lines that a person has chosen from two versions. `version` is the current one. */
export function useMerged(id: string, version: string, onSaved: () => void) {
  const showAnew = useShownAnew(id);
  return useMutation({
    mutationFn: (segments: readonly CorrectedSegment[]) => saveCorrection(id, { segments, version, key: createKey() }),
    onSuccess: async () => {
      onSaved();
      await showAnew();
    },
  });
}

/** Names a speaker, which makes a new version. */
export function useNamedSpeaker(of: NameableTranscript, onSaved: () => void) {
  const showAnew = useShownAnew(of.id);
  return useMutation({
    mutationFn: (named: { readonly speaker: string; readonly name: string }) => nameSpeaker(of, { ...named, key: createKey() }),
    onSuccess: async ({ version }) => {
      // Nothing announces the change of an ended session, so the page would keep the old name if it read too early.
      if (of.kind === 'sessions' && version !== of.version) await readNewer(of.id, of.version, of.kind);
      onSaved();
      await showAnew();
    },
  });
}

/** Saves the present passages together with those that `find` returns. The result is false if it returns none. */
export function useRestoredPassage<Removed>(
  id: string,
  current: Transcript,
  find: (removed: Removed) => Promise<Transcript['segments']>,
) {
  const showAnew = useShownAnew(id);
  return useMutation({
    mutationFn: async (removed: Removed) => {
      const restored = await find(removed);
      if (restored.length === 0) return false;
      await saveCorrection(id, { segments: withRestored(current, restored), version: current.version, key: createKey() });
      return true;
    },
    onSuccess: (isFound) => (isFound ? showAnew() : undefined),
  });
}
