import { dirname, join } from 'node:path';

/** The switch for simulated runs (U22), and the folder of the simulated outputs' ledgers. */
export class SimulationSettings {
  constructor(
    readonly on: boolean,
    readonly folder: string,
  ) {}
}

export const simulationSettings = (given: {
  readonly simulation: 'on' | 'off';
  readonly simulationDir: string | undefined;
  readonly artifactsDir: string;
}): SimulationSettings =>
  new SimulationSettings(given.simulation === 'on', given.simulationDir ?? join(dirname(given.artifactsDir), 'simulation'));
