import type { ActiveSource, SourceReport, SourceSync, SyncOptions } from '../jobs/source-sync.js';

/** Sources whose reports a spec chooses. */
export class MemorySourceSync implements SourceSync {
  readonly active = new Map<number, string>();
  readonly syncs: (Pick<SyncOptions, 'from' | 'to' | 'dryRun'> & { readonly sourceId: number })[] = [];
  /** Called for each sync; by default nothing is found. */
  read: (sourceId: number, options: SyncOptions) => Promise<Partial<SourceReport>> = () => Promise.resolve({});

  activeSources(): Promise<readonly ActiveSource[]> {
    return Promise.resolve([...this.active].map(([id, name]) => ({ id, name })));
  }

  async sync(_libraryId: string, sourceId: number, options: SyncOptions): Promise<SourceReport> {
    const { from, to, dryRun } = options;
    this.syncs.push({ sourceId, from, to, dryRun });
    const name = this.active.get(sourceId) ?? String(sourceId);
    return { source_id: sourceId, name, found: 0, added: 0, problem: null, ...(await this.read(sourceId, options)) };
  }
}
