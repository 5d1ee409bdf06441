import { integer, readConfig, wait } from '@throughline/service-kit';
import { workerSettings } from '@throughline/worker-host';
import { destinationSettings } from './destinations/registry.js';
import { mirrorSettings } from './mirror/settings.js';

export const config = readConfig(
  {
    ...destinationSettings,
    ...workerSettings,
    ...mirrorSettings,
    deliveries: integer('TL_DELIVERY_CONCURRENCY', { min: 1, max: 100, fallback: 4 }),
    /** An output without an answer for so long holds back neither its lane nor further deliveries to it. Milliseconds. */
    stillAfterMs: wait('TL_OUTPUT_STILL_MS', { min: 10, fallback: 30_000 }),
  },
  process.env,
);
