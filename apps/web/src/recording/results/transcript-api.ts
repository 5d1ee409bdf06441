import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CorrectedSegment, CorrectionAnswer, Transcript, TranscriptVersion } from '@throughline/api-client';
import { ITEM_OPERATIONS, type SpokenKind } from '@throughline/api-client/items';
import { correctTranscript, getShowNotes, getTranscript, listTranscriptVersions } from '@throughline/api-client/operations';
import { callApi } from '../../api/client.js';

const readTranscript = (id: string, kind: SpokenKind = 'recordings', signal?: AbortSignal): Promise<Transcript> =>
  callApi(ITEM_OPERATIONS[kind].transcript, { path: { id }, signal });

/** The key contains the revision, because the transcript names the deliveries, which change with it. */
export const transcriptQuery = (id: string, revision: string, kind?: SpokenKind) =>
  queryOptions({
    queryKey: ['transcript', id, revision],
    queryFn: ({ signal }) => readTranscript(id, kind, signal),
    placeholderData: keepPreviousData,
  });

/**
 * Grows while the recording is transcribed, and is empty afterwards, unless the transcription has failed. `attempt` names the one to
 * which the lines belong. They are read once more when it fails, because the last ones come with the failure.
 */
export const soFarQuery = (kind: SpokenKind, id: string, attempt: string, hasFailed: boolean) =>
  queryOptions({
    queryKey: ['transcript-so-far', id, attempt, hasFailed],
    queryFn: ({ signal }) => callApi(ITEM_OPERATIONS[kind].transcriptSoFar, { path: { id }, signal }),
  });

/** A version never changes. */
export const versionQuery = (id: string, version: string) =>
  queryOptions({
    queryKey: ['transcript-version', id, version],
    queryFn: ({ signal }) => callApi(getTranscript, { path: { id }, query: { version }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const versionsQuery = (id: string, current: string) =>
  queryOptions({
    queryKey: ['transcript-versions', id, current],
    queryFn: ({ signal }) => callApi(listTranscriptVersions, { path: { id }, signal }),
    placeholderData: keepPreviousData,
  });

/** Returns the number that people know a version by: the first one is 1. Undefined if it is not in the list, the newest first. */
export function numberOfVersion(versions: readonly Pick<TranscriptVersion, 'version'>[], version: string): number | undefined {
  const place = versions.findIndex((one) => one.version === version);
  return place === -1 ? undefined : versions.length - place;
}

/** Markdown to paste below a video. */
export const notesQuery = (id: string, revision: string) =>
  queryOptions({
    queryKey: ['show-notes', id, revision],
    queryFn: ({ signal }) => callApi(getShowNotes, { path: { id }, signal }),
    placeholderData: keepPreviousData,
  });

const LOOKS = 20;
const LOOK_EVERY_MS = 250;

/** Reads the current transcript until it differs from `version`, because reads may lag behind a change. */
export async function readNewer(id: string, version: string, kind?: SpokenKind): Promise<Transcript> {
  for (let looks = 1; ; looks += 1) {
    const now = await readTranscript(id, kind);
    if (now.version !== version || looks === LOOKS) return now;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

interface CorrectionRequest {
  readonly segments: readonly CorrectedSegment[];
  /** Version that the correction is based on. */
  readonly version: string;
  /** Saving again with the same key has no further effect. */
  readonly key: string;
}

export const saveCorrection = (id: string, { segments, version, key }: CorrectionRequest): Promise<CorrectionAnswer> =>
  callApi(correctTranscript, {
    path: { id },
    body: { segments },
    headers: { 'If-Match': `"${version}"`, 'Idempotency-Key': key },
  });

/** The transcript whose speakers the user may name. */
export interface NameableTranscript {
  readonly kind: SpokenKind;
  readonly id: string;
  readonly version: string;
}

interface SpeakerNameRequest {
  readonly speaker: string;
  readonly name: string;
  readonly key: string;
}

export const nameSpeaker = (
  { kind, id, version }: NameableTranscript,
  { speaker, name, key }: SpeakerNameRequest,
): Promise<Pick<CorrectionAnswer, 'version'>> =>
  callApi(ITEM_OPERATIONS[kind].nameSpeaker, {
    path: { id, speaker },
    body: { name },
    headers: { 'If-Match': `"${version}"`, 'Idempotency-Key': key },
  });
