import { isPresent, isRunActive, type Asset } from '@throughline/domain';
import type { OutputItemCounts, OutputItems } from '../adapters/projection/output-items.js';
import type { MemoryItemRows } from './memory-rows.js';

const listPreferred = ({ preferences, deletedAt, erasedAt }: Asset): readonly string[] =>
  deletedAt === undefined && erasedAt === undefined ? (preferences?.output_config?.outputs ?? []) : [];

const listRunning = (asset: Asset): readonly string[] =>
  isRunActive(asset) ? (asset.run?.config.outputs ?? []).map(({ name }) => name) : [];

export class MemoryOutputItems implements OutputItems {
  constructor(private readonly rows: readonly MemoryItemRows[]) {}

  count(owner: string): Promise<ReadonlyMap<string, OutputItemCounts>> {
    const counts = new Map<string, OutputItemCounts>();
    const add = (output: string, change: Partial<OutputItemCounts>): void => {
      const { preferences, running } = counts.get(output) ?? { preferences: 0, running: 0 };
      counts.set(output, {
        preferences: preferences + (change.preferences ?? 0),
        running: running + (change.running ?? 0),
      });
    };
    for (const asset of this.#items(owner)) {
      for (const output of listPreferred(asset)) add(output, { preferences: 1 });
      for (const output of listRunning(asset)) add(output, { running: 1 });
    }
    return Promise.resolve(counts);
  }

  preferring(owner: string, output: string): Promise<readonly string[]> {
    return Promise.resolve(this.#items(owner).flatMap((asset) => (listPreferred(asset).includes(output) ? [asset.assetId] : [])));
  }

  #items(owner: string): readonly Asset[] {
    return this.rows
      .flatMap((rows) => rows.all())
      .flatMap(({ owner: of, state }) => (of === owner && isPresent(state) ? [state] : []));
  }
}
