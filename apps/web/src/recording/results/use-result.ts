import { useQuery } from '@tanstack/react-query';
import type { Artifact, Recording, Topic } from '@throughline/api-client';
import { useEffect } from 'react';
import { isContentGone } from '../../controls/recording-state.js';
import { artifactsQuery } from '../recording-api.js';
import { useSharedDraft } from '../../drafts/use-shared-draft.js';
import { correctionDrafts } from './correction-drafts.js';
import { findResultFiles, type ResultFiles } from './results-api.js';
import { notesQuery } from './transcript-api.js';
import { useTranscript, type ShownTranscript } from './use-transcript.js';

const NO_FILES: readonly Artifact[] = [];
const NO_TOPICS: readonly Topic[] = [];

/** The files of a recording, and what the page reads from them. */
export interface RecordingResult extends ShownTranscript {
  /** False until the list of files is known. */
  readonly isRead: boolean;
  readonly artifacts: readonly Artifact[];
  /** Bytes. */
  readonly archiveSize: number;
  readonly artifactsError: Error | null;
  readonly files: ResultFiles;
  readonly topics: readonly Topic[];
  /** Markdown to paste below a video. */
  readonly notes: string | undefined;
}

/** Removes the draft of an erased recording from this browser. */
function useNoDraft({ id }: Recording, isGone: boolean): void {
  const [, change] = useSharedDraft(correctionDrafts, id);
  useEffect(() => {
    if (isGone) change(() => undefined);
  }, [isGone, change]);
}

/** Reads the result again with each revision. The previous one stays until then. */
export function useResult(recording: Recording): RecordingResult {
  const { id, revision } = recording;
  const isGone = isContentGone(recording);
  useNoDraft(recording, isGone);
  const read = useQuery({ ...artifactsQuery({ kind: 'recordings', id }, revision), enabled: !isGone });
  const artifacts = isGone ? NO_FILES : (read.data?.items ?? NO_FILES);
  const files = findResultFiles(artifacts, recording.previews);
  const shownTranscript = useTranscript(recording, files.transcript !== undefined);
  const topics = shownTranscript.transcript?.topics ?? NO_TOPICS;
  const { data: notes } = useQuery({ ...notesQuery(id, revision), enabled: topics.length > 0 });
  return {
    isRead: isGone || read.data !== undefined,
    artifacts,
    archiveSize: read.data?.archive_size ?? 0,
    artifactsError: read.error,
    files,
    ...shownTranscript,
    topics,
    notes,
  };
}
