import { text } from 'node:stream/consumers';
import type { ArtifactStore } from './artifact-store.js';

/** Reads a whole artifact into memory. Only for artifacts that are small by design. */
export const readText = async (artifacts: Pick<ArtifactStore, 'open'>, key: string): Promise<string> =>
  text((await artifacts.open(key)).stream);
