import type { ArtifactStore } from '@throughline/artifact-store';
import { isPresent, uploadOf, type AssetState } from '@throughline/domain';
import type { AssetCommands } from '@throughline/engine';

export interface ReplacedFilesPorts {
  readonly commands: Pick<AssetCommands, 'load'>;
  readonly artifacts: Pick<ArtifactStore, 'remove'>;
}

export const uploadKeyOf = (state: AssetState | undefined): string | undefined =>
  state !== undefined && isPresent(state) ? uploadOf(state.source)?.key : undefined;

/** Files whose items have another source now. */
export class ReplacedFiles {
  constructor(private readonly ports: ReplacedFilesPorts) {}

  /** Removes a file. A repeated request may find a file that has come since, and that the item still has. */
  async remove(id: string, key: string | undefined): Promise<void> {
    if (key === undefined || uploadKeyOf((await this.ports.commands.load(id))?.state) === key) return;
    await this.ports.artifacts.remove(key);
  }
}
