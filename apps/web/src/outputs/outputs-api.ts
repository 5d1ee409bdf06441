import { queryOptions } from '@tanstack/react-query';
import type { OutputTest, OwnOutput } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi, callList } from '../api/client.js';
import { WHILE_OPEN, detached, ifMatch } from '../api/revised.js';
import type { TypedContent } from '../typed-settings/settings-draft.js';
import type { OutputContent } from './output-draft.js';

/** Also covers the lists of outputs to choose from, and what uses a credential. */
export const SETTINGS_KEY = ['settings'] as const;

export const ownOutputsQuery = queryOptions({
  queryKey: ['settings', 'own-outputs'],
  queryFn: ({ signal }) => callList(api.listOwnOutputs, { signal }),
});

export const outputTypesQuery = queryOptions({
  queryKey: ['settings', 'output-types'],
  queryFn: ({ signal }) => callList(api.listOutputTypes, { signal }),
  staleTime: 60_000,
});

/** Reads the current output for its form instead of the cached list. */
export const ownOutputQuery = (id: number) =>
  queryOptions({
    queryKey: ['own-output', id],
    queryFn: ({ signal }) => callApi(api.getOwnOutput, { path: { id }, signal }),
    ...WHILE_OPEN,
  });

export const addOutput = (body: OutputContent): Promise<OwnOutput> => callApi(api.createOwnOutput, { body });
/** The name of an output never changes, so the request has none. */
export const replaceOutput = (read: OwnOutput, { name: _, ...body }: OutputContent): Promise<OwnOutput> =>
  callApi(api.replaceOwnOutput, { path: { id: read.id }, body, headers: ifMatch(read) });
export const removeOutput = (read: OwnOutput, isDetached: boolean): Promise<void> =>
  callApi(api.removeOwnOutput, { ...detached(read.id, isDetached), headers: ifMatch(read) });
export const testOutput = ({ id }: OwnOutput): Promise<OutputTest> => callApi(api.testOwnOutput, { path: { id } });
export const testSettings = (body: TypedContent): Promise<OutputTest> => callApi(api.testOwnOutputSettings, { body });
