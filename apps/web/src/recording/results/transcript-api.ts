import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CorrectedSegment, CorrectionAnswer, Transcript, TranscriptSoFar, TranscriptVersion } from '@throughline/api-types';
import { requestApi } from '../../api/client.js';
import type { ItemKind } from '../../api/item-kind.js';

const at = (id: string, rest: string, kind: ItemKind = 'recordings'): string => `${kind}/${encodeURIComponent(id)}${rest}`;

/** The key contains the revision, because the transcript names the deliveries, which change with it. */
export const transcriptQuery = (id: string, revision: string, kind?: ItemKind) =>
  queryOptions({
    queryKey: ['transcript', id, revision],
    queryFn: ({ signal }) => requestApi<Transcript>(at(id, '/transcript', kind), { signal }),
    placeholderData: keepPreviousData,
  });

/** Grows while the recording is transcribed, and is empty afterwards. `job` is the attempt to which the lines belong. */
export const soFarQuery = (kind: ItemKind, id: string, job: string) =>
  queryOptions({
    queryKey: ['transcript-so-far', id, job],
    queryFn: ({ signal }) => requestApi<TranscriptSoFar>(at(id, '/transcript/so-far', kind), { signal }),
  });

/** A version never changes. */
export const versionQuery = (id: string, version: string) =>
  queryOptions({
    queryKey: ['transcript-version', id, version],
    queryFn: ({ signal }) => requestApi<Transcript>(at(id, `/transcript?version=${version}`), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const versionsQuery = (id: string, current: string) =>
  queryOptions({
    queryKey: ['transcript-versions', id, current],
    queryFn: ({ signal }) =>
      requestApi<{ readonly items: readonly TranscriptVersion[] }>(at(id, '/transcript/versions'), { signal }),
    placeholderData: keepPreviousData,
  });

/** Markdown to paste below a video. */
export const notesQuery = (id: string, revision: string) =>
  queryOptions({
    queryKey: ['show-notes', id, revision],
    queryFn: ({ signal }) => requestApi<string>(at(id, '/show-notes'), { signal }),
    placeholderData: keepPreviousData,
  });

const LOOKS = 20;
const LOOK_EVERY_MS = 250;

/** Reads the current transcript until it differs from `version`, because reads may lag behind a change. */
export async function readNewer(id: string, version: string, kind?: ItemKind): Promise<Transcript> {
  for (let looks = 1; ; looks += 1) {
    const now = await requestApi<Transcript>(at(id, '/transcript', kind));
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
  requestApi(at(id, '/transcript'), {
    method: 'PUT',
    body: { segments },
    headers: { 'If-Match': `"${version}"`, 'Idempotency-Key': key },
  });

/** The transcript whose speakers the user may name. */
export interface NameableTranscript {
  readonly kind: ItemKind;
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
): Promise<CorrectionAnswer> =>
  requestApi(at(id, `/transcript/speakers/${encodeURIComponent(speaker)}`, kind), {
    method: 'PUT',
    body: { name },
    headers: { 'If-Match': `"${version}"`, 'Idempotency-Key': key },
  });
