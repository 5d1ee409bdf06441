import { dirname, join } from 'node:path';

/** The switch for simulated runs (U22), and the folder of the simulated outputs' ledgers. */
export class SimulationSettings {
  constructor(
    readonly on: boolean,
    readonly folder: string,
  ) {}
}

export const simulationSettings = (config: {
  readonly simulation: 'on' | 'off';
  readonly simulationDir: string | undefined;
  readonly artifactsDir: string;
}): SimulationSettings =>
  new SimulationSettings(config.simulation === 'on', config.simulationDir ?? join(dirname(config.artifactsDir), 'simulation'));
