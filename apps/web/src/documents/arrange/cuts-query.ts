import { queryOptions } from '@tanstack/react-query';
import { getSuggestedCuts } from '@throughline/api-client/operations';
import { callApi } from '../../api/client.js';

/** Asked once for an arrangement: marks that come later would confuse the person who arranges. */
export const cutsQuery = (id: string) =>
  queryOptions({
    queryKey: ['suggested-cuts', id],
    queryFn: ({ signal }) => callApi(getSuggestedCuts, { path: { id }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
