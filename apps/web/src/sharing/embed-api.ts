import { queryOptions } from '@tanstack/react-query';
import type { EmbeddedRecording } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi } from '../api/client.js';
import { isGatewayUnreachable, isProblem } from '../api/problem.js';

export const isUnavailable = (error: unknown): boolean => isProblem(error) && error.code === 'embed-not-valid';

const MAX_REFUSALS = 8;
const LONGEST_WAIT_MS = 30_000;

const PASSING: readonly unknown[] = ['rate-limited', 'unavailable'];

/** Returns the milliseconds until the next try. They differ, because many visitors may open a page at once. */
const computeWait = (failures: number): number => Math.min(1_000 * 2 ** failures, LONGEST_WAIT_MS) * (0.5 + Math.random() / 2);

/** A short outage, or more visitors than the embed answers at once, pass without a reload of the host page. */
export const PATIENCE = {
  retry: (failures: number, error: Error): boolean =>
    isGatewayUnreachable(error) || (isProblem(error) && PASSING.includes(error.code) && failures < MAX_REFUSALS),
  retryDelay: computeWait,
  // Each read is counted and limited, and visitors come back to the window of the page again and again.
  refetchOnWindowFocus: false,
};

export const embeddedQuery = (code: string) =>
  queryOptions({
    queryKey: ['embedded', code],
    queryFn: ({ signal }) => callApi(api.readEmbedded, { path: { code }, signal }),
    ...PATIENCE,
  });

/** Another cut of a recording has another transcript. */
export const embeddedTranscriptQuery = (code: string, { id, media, has_transcript: enabled }: EmbeddedRecording) =>
  queryOptions({
    queryKey: ['embedded-transcript', code, id, media.url],
    queryFn: ({ signal }) => callApi(api.readEmbeddedTranscript, { path: { code, recording: id }, signal }),
    enabled,
    ...PATIENCE,
    // The server stores no answer for the browser to compare, so each read costs it a whole transcript.
    staleTime: Infinity,
  });
