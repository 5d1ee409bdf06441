import { useQuery } from '@tanstack/react-query';
import type { Recording, Transcript } from '@throughline/api-client';
import { transcriptQuery } from './transcript-api.js';

export interface ShownTranscript {
  /** True also while the transcript is read. */
  readonly hasTranscript: boolean;
  readonly transcript: Transcript | undefined;
  readonly transcriptError: Error | null;
}

/** Reads the transcript, or that of the earlier run until the present run has its own. */
export function useTranscript({ id, revision }: Recording, isStored: boolean): ShownTranscript {
  const { data, error } = useQuery({ ...transcriptQuery(id, revision), enabled: isStored });
  if (!isStored) return { hasTranscript: false, transcript: undefined, transcriptError: null };
  return { hasTranscript: true, transcript: data, transcriptError: error };
}
