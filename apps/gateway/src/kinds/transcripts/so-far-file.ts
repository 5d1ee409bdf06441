import type { ArtifactStore } from '@throughline/artifact-store';
import { readSoFarTime } from '@throughline/contracts';

export interface SoFarFile {
  readonly key: string;
  /** Seconds. */
  readonly upTo: number;
}

/**
 * Returns the file with the most lines in the folders of the attempts at a transcription. A later attempt continues the work of
 * earlier ones, or begins again: then the text of the earlier one is more.
 */
export async function findSoFarFile(
  artifacts: Pick<ArtifactStore, 'list'>,
  folders: readonly string[],
): Promise<SoFarFile | undefined> {
  let furthest: SoFarFile | undefined;
  for (const folder of folders)
    for await (const { key } of artifacts.list(folder)) {
      const upTo = readSoFarTime(key);
      if (upTo !== undefined && upTo >= (furthest?.upTo ?? 0)) furthest = { key, upTo };
    }
  return furthest;
}
