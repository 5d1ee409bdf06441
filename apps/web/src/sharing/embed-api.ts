import { queryOptions, type UseQueryResult } from '@tanstack/react-query';
import type { EmbeddedRecording } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi } from '../api/client.js';
import { isGatewayUnreachable, isProblem } from '../api/problem.js';

export const isUnavailable = (error: unknown): boolean => isProblem(error) && error.code === 'embed-not-valid';

const MAX_REFUSALS = 8;
const LONGEST_WAIT_MS = 30_000;

/** Refusals that pass. */
const PASSING = ['rate-limited', 'unavailable'] as const;
export type PassingCode = (typeof PASSING)[number];

export const findPassingCode = (error: unknown): PassingCode | undefined =>
  isProblem(error) ? PASSING.find((code) => code === error.code) : undefined;

/** Differs between visitors, because many of them may open a page at once. */
const SPREAD = 0.5 + Math.random() / 2;

/** Returns the milliseconds until the next try: as many as the server asks for, and more after each failure. */
export const computeWait = (failures: number, error: unknown): number =>
  (isProblem(error) ? (error.retryAfterMs ?? 0) : 0) + Math.min(1_000 * 2 ** failures, LONGEST_WAIT_MS) * SPREAD;

/** Returns whether to ask again, for the failures of one query. Only refusals count: a server that is away has not refused. */
function createRetry(): (failures: number, error: Error) => boolean {
  let refusals = 0;
  return (failures, error) => {
    // The first failure of a fetch.
    if (failures === 0) refusals = 0;
    if (isGatewayUnreachable(error)) return true;
    refusals += 1;
    return findPassingCode(error) !== undefined && refusals <= MAX_REFUSALS;
  };
}

/** A short outage, or more visitors than the embed answers at once, pass without a reload of the host page. */
export const createPatience = () => ({
  retry: createRetry(),
  retryDelay: computeWait,
  // Each read is counted and limited, and visitors come back to the window of the page again and again.
  refetchOnWindowFocus: false,
});

/** A failed request that is made again. */
export interface Repeated {
  readonly failureReason: Error;
  readonly failureCount: number;
}

/** Returns the last failure of a query while it is read again. */
export const findRepeated = (
  query: Pick<UseQueryResult, 'fetchStatus' | 'failureReason' | 'failureCount'>,
): Repeated | undefined => {
  const { fetchStatus, failureReason, failureCount } = query;
  return fetchStatus === 'idle' || failureReason === null ? undefined : { failureReason, failureCount };
};

export const embeddedQuery = (code: string) =>
  queryOptions({
    queryKey: ['embedded', code],
    queryFn: ({ signal }) => callApi(api.readEmbedded, { path: { code }, signal }),
    ...createPatience(),
  });

/** Another cut of a recording has another transcript. */
export const embeddedTranscriptQuery = (code: string, { id, media, has_transcript: enabled }: EmbeddedRecording) =>
  queryOptions({
    queryKey: ['embedded-transcript', code, id, media.url],
    queryFn: ({ signal }) => callApi(api.readEmbeddedTranscript, { path: { code, recording: id }, signal }),
    enabled,
    ...createPatience(),
    // The server stores no answer for the browser to compare, so each read costs it a whole transcript.
    staleTime: Infinity,
  });
