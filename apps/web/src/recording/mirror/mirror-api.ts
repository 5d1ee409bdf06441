import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ask } from '../../api/client.js';

export const MIRROR_STATES = ['current', 'behind', 'failing', 'superseded', 'off', 'unknown'] as const;

/** What the page that a recording came from shows of it. Field by field as /openapi.json says. */
export interface Mirror {
  readonly channel: { readonly id: number; readonly name: string } | null;
  readonly page_url: string;
  readonly state: (typeof MIRROR_STATES)[number];
  readonly wanted: { readonly status: string; readonly since: string } | null;
  readonly sent: { readonly status: string; readonly at: string } | null;
  /** Another recording of the same page, begun later. */
  readonly superseded_by: string | null;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly since: string;
    readonly tries: number;
    readonly retry_at: string;
  } | null;
}

const SEEN_MS = 10_000;
const path = (id: string, rest = ''): string => `recordings/${encodeURIComponent(id)}/mirror${rest}`;

/** Asked for anew with each revision that is pushed; and now and then, as a page is written some time after. */
export const mirrorQuery = (id: string, revision: string) =>
  queryOptions({
    queryKey: ['mirror', id, revision],
    queryFn: ({ signal }) => ask<Mirror>(path(id), { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: SEEN_MS,
  });

export const sendAgain = (id: string): Promise<Mirror> => ask(path(id, '/resync'), { method: 'POST' });
