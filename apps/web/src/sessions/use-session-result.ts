import { useQuery } from '@tanstack/react-query';
import type { Artifact, Session } from '@throughline/api-client';
import { artifactsQuery } from '../recording/recording-api.js';
import { findResultFiles, type ResultFiles } from '../recording/results/results-api.js';

const NO_FILES: readonly Artifact[] = [];

interface SessionResult {
  readonly files: ResultFiles;
  readonly error: Error | null;
}

/** Reads the files of a session again with each revision. */
export function useSessionResult({ session_id: id, revision, previews, expired_at, erased_at }: Session): SessionResult {
  const isGone = expired_at !== null || erased_at !== null;
  const { data, error } = useQuery({ ...artifactsQuery({ kind: 'sessions', id }, revision), enabled: !isGone });
  return { files: findResultFiles(isGone ? NO_FILES : (data?.items ?? NO_FILES), previews), error };
}
