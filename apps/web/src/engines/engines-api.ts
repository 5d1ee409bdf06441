import { queryOptions } from '@tanstack/react-query';
import type { About, EngineTest, ModelState } from '@throughline/api-client';
import * as api from '@throughline/api-client/operations';
import { callApi } from '../api/client.js';
import { isOnItsWay, listModels } from './engines-state.js';

const SOON_MS = 5_000;
const OTHERWISE_MS = 30_000;

/** The time in which a worker reports the effect of a command. */
const REPORT_MS = 60_000;
let commandedAt = Number.NEGATIVE_INFINITY;

/** Polls faster for a while, because the report of a worker is no event. */
export const expectReport = (): void => {
  commandedAt = performance.now();
};

/** Returns the time between two polls, which is short while a model is being fetched and after a command. */
export const pollEvery = (about: Pick<About, 'services'> | undefined, msSinceCommand: number): number =>
  msSinceCommand < REPORT_MS || (about !== undefined && listModels(about).some(isOnItsWay)) ? SOON_MS : OTHERWISE_MS;

export const aboutQuery = queryOptions({
  queryKey: ['about'],
  queryFn: ({ signal }) => callApi(api.about, { signal }),
  refetchInterval: ({ state: { data } }) => pollEvery(data, performance.now() - commandedAt),
});

export const fetchModel = (model: string): Promise<ModelState> => callApi(api.fetchModel, { path: { name: model } });

/** Takes a model that has been downloaded, or `auto`. */
export const chooseModel = (model: string): Promise<ModelState> => callApi(api.chooseModel, { body: { model } });

export interface EngineChoice {
  readonly engine?: string;
  readonly model?: string;
}

export const testEngine = (choice: EngineChoice): Promise<EngineTest> => callApi(api.testEngine, { body: choice });
