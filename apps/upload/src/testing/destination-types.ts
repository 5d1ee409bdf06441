import { readConfig } from '@throughline/service-kit';
import { LateStores } from '../credentials/own-stores.js';
import { destinationSettings, destinationTypes } from '../destinations/registry.js';

/** The destinations of an installation with this environment. */
export const destinationTypesOf = (env: Readonly<Record<string, string>>): ReturnType<typeof destinationTypes> =>
  destinationTypes(readConfig(destinationSettings, { TL_ARTIFACTS_DIR: '/artifacts', ...env }), new LateStores().give);
