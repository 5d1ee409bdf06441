import { useQuery } from '@tanstack/react-query';
import type { Recording, Transcript } from '@throughline/api-types';
import { isTranscriptComing } from '../situation.js';
import { transcriptQuery, versionQuery, versionsQuery } from './transcript-api.js';

interface Replaced {
  readonly isKnown: boolean;
  readonly transcript: Transcript | undefined;
}

const isMakingTranscript = ({ run }: Pick<Recording, 'run'>): boolean =>
  run?.active === true && run.steps.some(isTranscriptComing);

/** Reads the transcript that the run is about to replace, if there is one. */
function useReplaced(recording: Recording, isNeeded: boolean): Replaced {
  const { id, run } = recording;
  const isComing = isNeeded && isMakingTranscript(recording);
  const versions = useQuery({ ...versionsQuery(id, run?.id ?? ''), enabled: isComing });
  const version = isComing ? versions.data?.items.find(({ available }) => available)?.version : undefined;
  const { data, isPending } = useQuery({ ...versionQuery(id, version ?? ''), enabled: version !== undefined });
  if (version !== undefined) return { isKnown: !isPending, transcript: data };
  return { isKnown: !isComing || !versions.isPending, transcript: undefined };
}

export interface ShownTranscript extends Replaced {
  /** True also while the transcript is read, and while a run makes another one. */
  readonly hasTranscript: boolean;
  readonly transcriptError: Error | null;
}

/** Reads the current transcript. The one that a run replaces stays until the new one is ready. */
export function useTranscript(
  recording: Recording,
  { isListed, isStored }: { readonly isListed: boolean; readonly isStored: boolean },
): ShownTranscript {
  const { data, error } = useQuery({ ...transcriptQuery(recording.id, recording.revision), enabled: isStored });
  const replaced = useReplaced(recording, isListed && !isStored);
  if (isStored) return { isKnown: true, hasTranscript: true, transcript: data, transcriptError: error };
  return { ...replaced, hasTranscript: replaced.transcript !== undefined, transcriptError: null };
}
