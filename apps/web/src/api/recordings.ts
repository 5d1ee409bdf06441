import { queryOptions } from '@tanstack/react-query';
import { getRecording } from '@throughline/api-client/operations';
import { callApi } from './client.js';
import { known, recordingKey } from './shown-recordings.js';

export const recordingQuery = (id: string) =>
  queryOptions({
    queryKey: recordingKey(id),
    queryFn: async ({ signal }) => {
      const startedAt = performance.now();
      return known.take(await callApi(getRecording, { path: { id }, signal }), startedAt);
    },
  });
