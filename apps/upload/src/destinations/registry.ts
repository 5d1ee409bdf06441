import type { Buckets } from '@throughline/bucket';
import { SIMULATED } from '@throughline/contracts';
import type { DestinationType } from './destination.js';
import { folderType } from './folder/index.js';
import { s3Type } from './s3/index.js';
import { simulatedType } from './simulated/index.js';

export interface DestinationSettings {
  /** Folders that outputs may write to, by name. */
  readonly folders: Readonly<Record<string, string>>;
  /** Buckets of the operator's S3 connections. */
  readonly buckets: Buckets;
  /** Folder of the simulated outputs; undefined where simulation is off. */
  readonly simulationDir: string | undefined;
}

/** Every destination type: one folder and one line. */
export const destinationTypes = ({
  folders,
  buckets,
  simulationDir,
}: DestinationSettings): Readonly<Record<string, DestinationType>> => ({
  folder: folderType(folders),
  s3: s3Type(buckets),
  ...(simulationDir === undefined ? {} : { [SIMULATED]: simulatedType(simulationDir) }),
});
