import { isPresent } from '@throughline/domain';
import { parsePosition, positionOfRevision, type Position } from '@throughline/event-store';
import type { MemoryItemRows } from './memory-rows.js';

export interface ProjectedItem {
  readonly assetId: string;
  readonly owner: string;
  readonly position: Position;
  readonly stored: readonly { readonly at: string; readonly position: Position }[];
}

export const projectedItems = (tables: readonly Pick<MemoryItemRows, 'all' | 'historyOf'>[]): readonly ProjectedItem[] =>
  tables.flatMap((table) =>
    table.all().flatMap(({ id, owner, revision, state }): readonly ProjectedItem[] => {
      if (!isPresent(state)) return [];
      const stored = table.historyOf(id).map((event) => ({
        at: event.recorded_at,
        position: parsePosition(event.id.split('.')[0] ?? ''),
      }));
      return [{ assetId: id, owner, position: positionOfRevision(revision), stored }];
    }),
  );
