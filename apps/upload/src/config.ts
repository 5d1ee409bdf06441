import { accountSettings } from '@throughline/credentials';
import { mirrorSettings } from '@throughline/mirror';
import { integer, readConfig, wait } from '@throughline/service-kit';
import { allowList } from '@throughline/outgoing';
import { workerSettings } from '@throughline/worker-host';
import { destinationSettings } from './destinations/registry.js';

export const config = readConfig(
  {
    ...destinationSettings,
    ...workerSettings,
    ...mirrorSettings,
    ...accountSettings('outputs'),
    allowed: allowList('TL_FETCH_ALLOW'),
    deliveries: integer('TL_DELIVERY_CONCURRENCY', { min: 1, max: 100, fallback: 4 }),
    /** An attempt without an answer for this long fails, and further deliveries to its output wait. Milliseconds. */
    stillAfterMs: wait('TL_OUTPUT_STILL_MS', { min: 10, fallback: 30_000 }),
  },
  process.env,
);
