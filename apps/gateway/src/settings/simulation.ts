import { dirname, join } from 'node:path';

/** Whether runs may be simulated here (U22), and where simulated outputs keep what they have received. */
export class SimulationSettings {
  constructor(
    readonly on: boolean,
    readonly folder: string,
  ) {}
}

/** The upload service writes there: both settings must be the same for both services. */
export const simulationSettings = (given: {
  readonly simulation: 'on' | 'off';
  readonly simulationDir: string | undefined;
  readonly artifactsDir: string;
}): SimulationSettings =>
  new SimulationSettings(given.simulation === 'on', given.simulationDir ?? join(dirname(given.artifactsDir), 'simulation'));
