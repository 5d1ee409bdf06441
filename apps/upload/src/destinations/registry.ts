import { SIMULATED } from '@throughline/contracts';
import type { DestinationType } from './destination.js';
import { folderType } from './folder/index.js';
import { simulatedType } from './simulated/index.js';

export interface DestinationSettings {
  /** Folders that outputs may write to, by name. */
  readonly folders: Readonly<Record<string, string>>;
  /** Folder of the simulated outputs; undefined where simulation is off. */
  readonly simulationDir: string | undefined;
}

/** Every destination type: one folder and one line. */
export const destinationTypes = ({ folders, simulationDir }: DestinationSettings): Readonly<Record<string, DestinationType>> => ({
  folder: folderType(folders),
  ...(simulationDir === undefined ? {} : { [SIMULATED]: simulatedType(simulationDir) }),
});
