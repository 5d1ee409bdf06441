import type { OutputType } from '@throughline/contracts';
import { readConfig } from '@throughline/service-kit';
import { StoresHolder } from '../credentials/own-stores.js';
import { destinationSettings, createDestinationTypes, listOutputTypes } from '../destinations/registry.js';

type Environment = Readonly<Record<string, string>>;

const read = (env: Environment): Readonly<Record<string, unknown>> =>
  readConfig(destinationSettings, { TL_ARTIFACTS_DIR: '/artifacts', ...env });

export const createDestinationTypesFrom = (env: Environment): ReturnType<typeof createDestinationTypes> =>
  createDestinationTypes(read(env), new StoresHolder().give);

export const listOutputTypesFrom = (env: Environment): readonly OutputType[] =>
  listOutputTypes(read(env), createDestinationTypesFrom(env));
