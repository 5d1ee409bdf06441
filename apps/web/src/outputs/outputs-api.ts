import { queryOptions, skipToken } from '@tanstack/react-query';
import type { OutputTest, OutputType, OwnOutput } from '@throughline/api-types';
import { requestApi } from '../api/client.js';
import { WHILE_OPEN, ifMatch } from '../api/revised.js';
import type { TypedContent } from '../typed-settings/settings-draft.js';

/** The last test of an output on this page. */
export interface LastTest {
  readonly report: OutputTest;
  readonly revision: number;
  readonly at: string;
}

const path = (id: number, rest = ''): string => `presets/${String(id)}${rest}`;

/** Also covers the lists of outputs to choose from, and what uses a credential. */
export const SETTINGS_KEY = ['settings'] as const;

export const ownOutputsQuery = queryOptions({
  queryKey: ['settings', 'presets'],
  queryFn: async ({ signal }) => (await requestApi<{ readonly items: readonly OwnOutput[] }>('presets', { signal })).items,
});

export const outputTypesQuery = queryOptions({
  queryKey: ['settings', 'output-types'],
  queryFn: async ({ signal }) => (await requestApi<{ readonly items: readonly OutputType[] }>('output-types', { signal })).items,
  staleTime: 60_000,
});

/** Reads the current output for its form instead of the cached list. */
export const ownOutputQuery = (id: number) =>
  queryOptions({
    queryKey: ['preset', id],
    queryFn: ({ signal }) => requestApi<OwnOutput>(path(id), { signal }),
    ...WHILE_OPEN,
  });

/** The server stores no results of tests, so the page keeps them while it is open. */
export const lastTestQuery = (id: number) =>
  queryOptions<LastTest>({ queryKey: ['preset-test', id], queryFn: skipToken, gcTime: Number.POSITIVE_INFINITY });

export const addOutput = (body: TypedContent & Pick<OwnOutput, 'name'>): Promise<OwnOutput> =>
  requestApi('presets', { method: 'POST', body });
export const replaceOutput = (read: OwnOutput, body: TypedContent): Promise<OwnOutput> =>
  requestApi(path(read.id), { method: 'PUT', body, headers: ifMatch(read) });
export const removeOutput = (read: OwnOutput, isDetached: boolean): Promise<void> =>
  requestApi(path(read.id, isDetached ? '?detach=true' : ''), { method: 'DELETE', headers: ifMatch(read) });
export const testOutput = async ({ id, revision }: OwnOutput): Promise<LastTest> => ({
  report: await requestApi<OutputTest>(path(id, '/test'), { method: 'POST' }),
  revision,
  at: new Date().toISOString(),
});
export const testSettings = (body: TypedContent): Promise<OutputTest> => requestApi('presets/test', { method: 'POST', body });
