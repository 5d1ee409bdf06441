import { dirname, join } from 'node:path';
import { integer, oneOf, optionalText, readConfig, text, wait } from '@throughline/service-kit';
import { workerSettings } from '@throughline/worker-host';
import { parseFolders } from './destinations/folder/folders-setting.js';

const read = readConfig(
  {
    ...workerSettings,
    /** JSON: folders that outputs may write to, by name. `{"library":"/srv/recordings"}` */
    folders: text('TL_OUTPUT_FOLDERS', '{}'),
    deliveries: integer('TL_DELIVERY_CONCURRENCY', { min: 1, max: 100, fallback: 4 }),
    /** An output without an answer for so long holds back neither its lane nor further deliveries to it. Milliseconds. */
    stillAfterMs: wait('TL_OUTPUT_STILL_MS', { min: 10, fallback: 30_000 }),
    /** Simulated connectors (docs/simulation.md). */
    simulation: oneOf('TL_SIMULATION', ['on', 'off'], 'off'),
    /** Where simulated outputs keep their ledgers and objects. */
    simulationDir: optionalText('TL_SIMULATION_DIR'),
  },
  process.env,
);

const besideArtifacts = join(dirname(read.artifactsDir), 'simulation');

export const config = {
  ...read,
  folders: parseFolders(read.folders),
  simulationDir: read.simulation === 'on' ? (read.simulationDir ?? besideArtifacts) : undefined,
};
