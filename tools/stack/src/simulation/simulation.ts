import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutputConfig } from '@throughline/contracts';
import type { DataFolder } from '../data-folder/data-folder.js';

/** Outputs of `--simulate` besides the real library: one simulated output of each class. */
export const DEMO_OUTPUTS: readonly OutputConfig[] = [
  { name: 'library', type: 'folder', settings: { folder: 'library' } },
  { name: 'sim-keyed', type: 'simulated', settings: { class: 'keyed' } },
  { name: 'sim-session', type: 'simulated', settings: { class: 'session' }, follow_ups: ['thumbnail'] },
  { name: 'sim-blind', type: 'simulated', settings: { class: 'blind' } },
];

export interface Simulation {
  readonly env: Readonly<Record<string, string>>;
  /** Lines that warn the user that these deliveries are simulated. */
  readonly notice: readonly string[];
}

const OUTPUTS = 'simulation/demo-outputs.json';

/**
 * Creates the folder of the simulated connectors and returns the services' environment. Keeps outputs that the operator
 * configured.
 */
export async function prepareSimulation(data: DataFolder, env: NodeJS.ProcessEnv): Promise<Simulation> {
  const folder = env['TL_SIMULATION_DIR'] || data.simulation();
  for (const path of [data.simulation(), folder]) await mkdir(path, { recursive: true, mode: 0o700 });
  const own = env['TL_OUTPUTS_FILE'];
  if (!own) await data.writeJson(OUTPUTS, DEMO_OUTPUTS);
  const file = own || data.file(OUTPUTS);
  const names = DEMO_OUTPUTS.filter(({ type }) => type === 'simulated').map(({ name }) => name);
  return {
    env: { TL_SIMULATION: 'on', TL_SIMULATION_DIR: folder, TL_OUTPUTS_FILE: file },
    notice: [
      'SIMULATION IS ON: sources, stages and outputs may follow scripts, and nothing that they show need be real.',
      own ? `The outputs are those of ${own}.` : `Every run delivers to the simulated outputs ${names.join(', ')} too.`,
      `Ledgers: ${join(folder, 'outputs')}   How to use it: docs/simulation.md`,
    ],
  };
}
