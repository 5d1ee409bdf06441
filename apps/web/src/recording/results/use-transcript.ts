import { useQuery } from '@tanstack/react-query';
import type { Recording, Transcript } from '@throughline/api-types';
import { isTranscriptComing } from '../situation.js';
import type { ResultFiles } from './results-api.js';
import { transcriptQuery, versionQuery, versionsQuery } from './transcript-api.js';

interface Replaced {
  /** False until it is known whether there is one. */
  readonly isKnown: boolean;
  readonly transcript: Transcript | undefined;
}

/** Returns the run that is about to replace the transcript. */
const findReplacingRun = ({ run }: Recording): string | undefined =>
  run?.active === true && run.steps.some(isTranscriptComing) ? run.id : undefined;

/** Reads the newest stored version, if a run makes another one. */
function useReplaced(recording: Recording, isNeeded: boolean): Replaced {
  const { id } = recording;
  const run = isNeeded ? findReplacingRun(recording) : undefined;
  const versions = useQuery({ ...versionsQuery(id, run ?? ''), enabled: run !== undefined });
  const version = versions.data?.items.find(({ available }) => available)?.version;
  const read = useQuery({ ...versionQuery(id, version ?? ''), enabled: run !== undefined && version !== undefined });
  if (run === undefined) return { isKnown: true, transcript: undefined };
  if (version === undefined) return { isKnown: !versions.isPending, transcript: undefined };
  return { isKnown: !read.isPending, transcript: read.data };
}

export interface ShownTranscript {
  readonly isTranscriptKnown: boolean;
  /** True also while the transcript is read, and while a run makes another one. */
  readonly hasTranscript: boolean;
  /** The transcript that a run replaces stays here until the new one is ready. */
  readonly transcript: Transcript | undefined;
  readonly transcriptError: Error | null;
}

/** Reads the transcript again with each revision. `isListed`: the files are known. */
export function useTranscript(recording: Recording, { transcript: file }: ResultFiles, isListed: boolean): ShownTranscript {
  const { id, revision } = recording;
  const hasFile = file !== undefined;
  const read = useQuery({ ...transcriptQuery(id, revision), enabled: hasFile });
  const replaced = useReplaced(recording, isListed && !hasFile);
  const transcript = hasFile ? read.data : replaced.transcript;
  return {
    isTranscriptKnown: isListed && replaced.isKnown,
    hasTranscript: hasFile || transcript !== undefined,
    transcript,
    transcriptError: read.error,
  };
}
