import { readConfig } from '@throughline/service-kit';
import { StoresHolder } from '../credentials/own-stores.js';
import { destinationSettings, createDestinationTypes } from '../destinations/registry.js';

export const createDestinationTypesFrom = (env: Readonly<Record<string, string>>): ReturnType<typeof createDestinationTypes> =>
  createDestinationTypes(readConfig(destinationSettings, { TL_ARTIFACTS_DIR: '/artifacts', ...env }), new StoresHolder().give);
