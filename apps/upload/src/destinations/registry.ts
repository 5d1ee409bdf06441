import type { DestinationType } from './destination.js';
import { folderType } from './folder/index.js';

export interface DestinationSettings {
  /** Folders that outputs may write to, by name. */
  readonly folders: Readonly<Record<string, string>>;
}

/** Every destination type: one folder and one line. */
export const destinationTypes = (settings: DestinationSettings): Readonly<Record<string, DestinationType>> => ({
  folder: folderType(settings.folders),
});
