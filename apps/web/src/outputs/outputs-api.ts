import { queryOptions } from '@tanstack/react-query';
import type { OutputTest, OutputType, OwnOutput } from '@throughline/api-types';
import { requestApi } from '../api/client.js';
import { WHILE_OPEN, ifMatch } from '../api/revised.js';
import type { TypedContent } from '../typed-settings/settings-draft.js';
import type { OutputContent } from './output-draft.js';

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

export const addOutput = (body: OutputContent & Pick<OwnOutput, 'name'>): Promise<OwnOutput> =>
  requestApi('presets', { method: 'POST', body });
export const replaceOutput = (read: OwnOutput, body: OutputContent): Promise<OwnOutput> =>
  requestApi(path(read.id), { method: 'PUT', body, headers: ifMatch(read) });
export const removeOutput = (read: OwnOutput, isDetached: boolean): Promise<void> =>
  requestApi(path(read.id, isDetached ? '?detach=true' : ''), { method: 'DELETE', headers: ifMatch(read) });
export const testOutput = ({ id }: OwnOutput): Promise<OutputTest> => requestApi(path(id, '/test'), { method: 'POST' });
export const testSettings = (body: TypedContent): Promise<OutputTest> => requestApi('presets/test', { method: 'POST', body });
