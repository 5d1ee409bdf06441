import type { OutputConfig } from '@throughline/contracts';
import { toOutput } from './presets/preset.js';
import type { PresetStore } from './presets/preset-store.js';

/** The outputs that runs of a library can name: those of the server, and own ones. */
export class LibraryOutputs {
  constructor(
    readonly shared: readonly OutputConfig[],
    private readonly presets: Pick<PresetStore, 'list'>,
  ) {}

  /** Lists own outputs. A shared output that was added later under the same name takes the place of an own one. */
  async own(libraryId: string): Promise<readonly OutputConfig[]> {
    const presets = await this.presets.list(libraryId);
    return presets.filter(({ name }) => !this.shared.some((output) => output.name === name)).map(toOutput);
  }
}
