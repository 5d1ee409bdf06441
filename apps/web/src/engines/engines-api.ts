import { queryOptions } from '@tanstack/react-query';
import type { About, EngineTest, ModelState } from '@throughline/api-types';
import { requestApi } from '../api/client.js';
import { isOnItsWay, listModels } from './engines-state.js';

const DOWNLOAD_MS = 5_000;
const OTHERWISE_MS = 30_000;

/** Polls faster while a model is being fetched: its progress is no event. */
export const aboutQuery = queryOptions({
  queryKey: ['about'],
  queryFn: ({ signal }) => requestApi<About>('about', { signal }),
  refetchInterval: ({ state: { data } }) =>
    data !== undefined && listModels(data).some(isOnItsWay) ? DOWNLOAD_MS : OTHERWISE_MS,
});

export const fetchModel = (model: string): Promise<ModelState> =>
  requestApi(`engines/models/${encodeURIComponent(model)}/fetch`, { method: 'POST' });

/** Takes a model that has been downloaded, or `auto`. */
export const chooseModel = (model: string): Promise<ModelState> =>
  requestApi('engines/choice', { method: 'PUT', body: { model } });

export interface EngineChoice {
  readonly engine?: string;
  readonly model?: string;
}

export const testEngine = (choice: EngineChoice): Promise<EngineTest> =>
  requestApi('engines/test', { method: 'POST', body: choice });
