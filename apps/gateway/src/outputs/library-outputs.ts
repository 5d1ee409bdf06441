import type { OutputConfig, OutputPatterns } from '@throughline/contracts';
import { toOutput } from './own/own-output.js';
import type { OwnOutputStore } from './own/own-output-store.js';

export interface LoadedOutputs {
  readonly ownOutputs: readonly OutputConfig[];
  /** The texts of the patterns of all outputs. Personal data. */
  readonly outputPatterns: OutputPatterns;
}

/** The outputs that runs of a library can name: those of the server, and own ones. */
export class LibraryOutputs {
  constructor(
    readonly shared: readonly OutputConfig[],
    private readonly ownOutputs: Pick<OwnOutputStore, 'list' | 'versionsOf'>,
    private readonly sharedPatterns: OutputPatterns = {},
  ) {}

  /** Loads own outputs. A shared output that was added later under the same name takes the place of an own one. */
  async load(libraryId: string): Promise<LoadedOutputs> {
    const all = await this.ownOutputs.list(libraryId);
    const own = all.filter(({ name }) => !this.shared.some((output) => output.name === name));
    return {
      ownOutputs: own.map(toOutput),
      outputPatterns: {
        ...Object.fromEntries(own.flatMap(({ name, patterns }) => (patterns === undefined ? [] : [[name, patterns] as const]))),
        ...this.sharedPatterns,
      },
    };
  }

  /** Returns texts that differ after each change of what `load` returns. Absent: the library has no own outputs. */
  versionsOf(libraryIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.ownOutputs.versionsOf(libraryIds);
  }

  async own(libraryId: string): Promise<readonly OutputConfig[]> {
    return (await this.load(libraryId)).ownOutputs;
  }
}
