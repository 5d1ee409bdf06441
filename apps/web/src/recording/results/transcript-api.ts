import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ask } from '../../api/client.js';

/*
 * What was said, as the API tells it. Field by field as /openapi.json says. Times in seconds.
 */
export interface Segment {
  readonly id: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** A person has written it. */
  readonly corrected?: true;
}

export interface Topic {
  readonly title: string;
  readonly start: number;
  readonly end: number;
}

export interface OutdatedOutput {
  readonly id: string;
  readonly target_type: string;
  readonly status: string;
}

interface Corrected {
  readonly version: string;
  readonly corrected_at: string;
  readonly corrected_by: string;
}

export interface Transcript {
  readonly version: string;
  readonly current: boolean;
  readonly engine: string;
  readonly model: string;
  readonly language: string;
  readonly confidence: number;
  readonly draft: boolean;
  /** What to know of how it was made, e.g. `language-assumed`. */
  readonly notes: readonly string[];
  readonly corrected_at: string | null;
  readonly corrected_by: string | null;
  readonly corrected_segments: number;
  readonly newer_than: Corrected | null;
  readonly outdated_outputs: readonly OutdatedOutput[];
  readonly segments: readonly Segment[];
  readonly topics: readonly Topic[];
}

export interface Version {
  readonly version: string;
  readonly kind: 'heard' | 'corrected';
  readonly made_at: string;
  readonly corrected_by: string | null;
  readonly current: boolean;
  readonly available: boolean;
}

/** A passage as a person wants it; one that nobody has heard has no id. */
export interface Mended {
  readonly id?: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const at = (id: string, rest: string): string => `recordings/${encodeURIComponent(id)}${rest}`;

/** With the revision: what it says of deliveries changes with them. */
export const transcriptQuery = (id: string, revision: string) =>
  queryOptions({
    queryKey: ['transcript', id, revision],
    queryFn: ({ signal }) => ask<Transcript>(at(id, '/transcript'), { signal }),
    placeholderData: keepPreviousData,
  });

/** The words of a version do not change. */
export const versionQuery = (id: string, version: string) =>
  queryOptions({
    queryKey: ['transcript-version', id, version],
    queryFn: ({ signal }) => ask<Transcript>(at(id, `/transcript?version=${version}`), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const versionsQuery = (id: string, current: string) =>
  queryOptions({
    queryKey: ['transcript-versions', id, current],
    queryFn: ({ signal }) => ask<{ readonly items: readonly Version[] }>(at(id, '/transcript/versions'), { signal }),
    placeholderData: keepPreviousData,
  });

/** To be pasted below a video. */
export const notesQuery = (id: string, revision: string) =>
  queryOptions({
    queryKey: ['show-notes', id, revision],
    queryFn: ({ signal }) => ask<string>(at(id, '/show-notes'), { signal }),
    placeholderData: keepPreviousData,
  });

const LOOKS = 20;
const LOOK_EVERY_MS = 250;

/** What counts now, where another version is known to be newer than this one: what is read may lag behind what said so. */
export async function readNewer(id: string, version: string): Promise<Transcript> {
  for (let looks = 1; ; looks += 1) {
    const now = await ask<Transcript>(at(id, '/transcript'));
    if (now.version !== version || looks === LOOKS) return now;
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

interface Saving {
  readonly segments: readonly Mended[];
  /** The version that was mended. */
  readonly version: string;
  /** The same key: the same correction, saved once. */
  readonly key: string;
}

export const saveCorrection = (id: string, { segments, version, key }: Saving): Promise<{ readonly version: string }> =>
  ask(at(id, '/transcript'), {
    method: 'PUT',
    body: { segments },
    headers: { 'If-Match': `"${version}"`, 'Idempotency-Key': key },
  });
