import { useQuery } from '@tanstack/react-query';
import type { Artifact, Recording, Topic, Transcript } from '@throughline/api-types';
import { useEffect } from 'react';
import { meQuery } from '../../api/me.js';
import { isContentGone } from '../../controls/recording-state.js';
import { artifactsQuery } from '../recording-api.js';
import { getCorrectionDrafts } from './draft-store.js';
import { findResultFiles, type ResultFiles } from './results-api.js';
import { isTranscriptComing } from '../situation.js';
import { notesQuery, transcriptQuery, versionQuery, versionsQuery } from './transcript-api.js';

const NO_FILES: readonly Artifact[] = [];
const NO_TOPICS: readonly Topic[] = [];

/** The files of a recording, and what the page reads from them. */
export interface RecordingResult {
  /** False until the list of files is known. */
  readonly isRead: boolean;
  readonly artifacts: readonly Artifact[];
  readonly artifactsError: Error | null;
  readonly files: ResultFiles;
  /** True also while the transcript is read, and while a run makes another one. */
  readonly hasTranscript: boolean;
  /** The transcript that a run replaces stays here until the new one is ready. */
  readonly transcript: Transcript | undefined;
  readonly transcriptError: Error | null;
  readonly topics: readonly Topic[];
  /** Markdown to paste below a video. */
  readonly notes: string | undefined;
}

/** Removes the draft of an erased recording from this browser. */
function useNoDraft({ id }: Recording, isGone: boolean): void {
  const user = useQuery(meQuery).data?.id;
  useEffect(() => {
    if (isGone && user !== undefined) getCorrectionDrafts().forget({ user, item: id });
  }, [isGone, user, id]);
}

interface Replaced {
  readonly isKnown: boolean;
  readonly transcript: Transcript | undefined;
}

/** Reads the transcript that the run is about to replace, if there is one. */
function useReplaced({ id, run }: Recording, isNeeded: boolean): Replaced {
  const isComing = isNeeded && run?.active === true && run.steps.some(isTranscriptComing);
  const versions = useQuery({ ...versionsQuery(id, run?.id ?? ''), enabled: isComing });
  const version = versions.data?.items.find(({ available }) => available)?.version;
  const isThere = isComing && version !== undefined;
  const { data, isPending } = useQuery({ ...versionQuery(id, version ?? ''), enabled: isThere });
  return { isKnown: !isComing || (!versions.isPending && !(isThere && isPending)), transcript: isThere ? data : undefined };
}

/** Reads the result again with each revision. The previous one stays until then. */
export function useResult(recording: Recording): RecordingResult {
  const { id, revision } = recording;
  const isGone = isContentGone(recording);
  useNoDraft(recording, isGone);
  const read = useQuery({ ...artifactsQuery({ kind: 'recordings', id }, revision), enabled: !isGone });
  const artifacts = isGone ? NO_FILES : (read.data?.items ?? NO_FILES);
  const files = findResultFiles(artifacts, recording.previews);
  const said = useQuery({ ...transcriptQuery(id, revision), enabled: files.transcript !== undefined });
  const replaced = useReplaced(recording, read.data !== undefined && files.transcript === undefined);
  const transcript = files.transcript === undefined ? replaced.transcript : said.data;
  const topics = transcript?.topics ?? NO_TOPICS;
  const { data: notes } = useQuery({ ...notesQuery(id, revision), enabled: topics.length > 0 });
  return {
    isRead: isGone || (read.data !== undefined && replaced.isKnown),
    artifacts,
    artifactsError: read.error,
    files,
    hasTranscript: files.transcript !== undefined || transcript !== undefined,
    transcript,
    transcriptError: said.error,
    topics,
    notes,
  };
}
