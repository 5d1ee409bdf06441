import { queryOptions } from '@tanstack/react-query';
import type { EmbeddedRecording } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi } from '../api/client.js';
import { isProblem } from '../api/problem.js';

export const isUnavailable = (error: unknown): boolean => isProblem(error) && error.code === 'embed-not-valid';

export const embeddedQuery = (code: string) =>
  queryOptions({
    queryKey: ['embedded', code],
    queryFn: ({ signal }) => callApi(api.readEmbedded, { path: { code }, signal }),
    retry: false,
    // Each read is counted and limited, and visitors come back to the window of the page again and again.
    refetchOnWindowFocus: false,
  });

export const embeddedTranscriptQuery = (code: string, { id, has_transcript: enabled }: EmbeddedRecording) =>
  queryOptions({
    queryKey: ['embedded-transcript', code, id],
    queryFn: ({ signal }) => callApi(api.readEmbeddedTranscript, { path: { code, recording: id }, signal }),
    enabled,
  });
