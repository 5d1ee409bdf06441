import { START, comparePosition, parsePosition, type Position } from '@throughline/event-store';
import type { PastPage, PastQuery, PastRow, PastRows } from '../items/history/past-rows.js';
import type { PageKey, AuditEvent } from '../adapters/projection/rows.js';
import type { MemoryItemRows } from './memory-rows.js';

const placeOf = ({ id }: AuditEvent): Position => parsePosition(id.split('.')[0] ?? '');

export class MemoryPastRows implements PastRows {
  constructor(private readonly rows: Pick<MemoryItemRows, 'audited'>) {}

  positionAt(owner: string, time: string): Promise<Position | undefined> {
    const before = this.#events(owner).filter((event) => Date.parse(event.recorded_at) <= Date.parse(time));
    return Promise.resolve(before.map(placeOf).sort(comparePosition).at(-1));
  }

  timeAt(owner: string, position: Position): Promise<string | undefined> {
    const before = this.#events(owner).filter((event) => comparePosition(placeOf(event), position) <= 0);
    return Promise.resolve(before.sort((a, b) => comparePosition(placeOf(a), placeOf(b))).at(-1)?.recorded_at);
  }

  page(query: PastQuery, after: PageKey | undefined, limit: number): Promise<PastPage> {
    const all = this.#past(query).filter((row) => after === undefined || key(row) < `${after.value} ${after.id}`);
    const rows = all.slice(0, limit);
    const last = rows.at(-1);
    const next = all.length > limit && last !== undefined ? { value: last.created_at, id: last.id } : undefined;
    return Promise.resolve({ rows, next });
  }

  counts(query: PastQuery): Promise<Readonly<Record<string, number>>> {
    const counts: Record<string, number> = {};
    for (const { status } of this.#past(query)) counts[status] = (counts[status] ?? 0) + 1;
    return Promise.resolve(counts);
  }

  #events(owner: string): AuditEvent[] {
    return this.rows.audited(owner).flatMap(({ events }) => events);
  }

  #past({ owner, position, time, statuses, deleted }: PastQuery): readonly PastRow[] {
    return this.rows
      .audited(owner)
      .flatMap(({ id, title, createdAt, events }): readonly PastRow[] => {
        const isThen = (event: AuditEvent): boolean =>
          comparePosition(placeOf(event), position) <= 0 ||
          (event.imported && time !== undefined && Date.parse(event.occurred_at) <= Date.parse(time));
        const then = events.slice(0, events.findLastIndex(isThen) + 1);
        const last = then.at(-1);
        const move = events.slice(then.length).find(({ type }) => type === 'AssetTransferred');
        if (
          last === undefined ||
          (position === START && !last.imported) ||
          (move !== undefined && (move.detail as { readonly from: string }).from !== owner)
        )
          return [];
        const isDeleted = then.findLast(({ type }) => /^Asset(Deleted|Restored)$/.test(type))?.type === 'AssetDeleted';
        const { imported } = last;
        const row = {
          id,
          title,
          created_at: createdAt,
          updated_at: last[imported ? 'occurred_at' : 'recorded_at'],
          deleted: isDeleted,
          imported,
        };
        return [{ ...row, status: last.status_after, failed: last.failed_after }];
      })
      .filter((row) => (statuses.length === 0 || statuses.includes(row.status)) && (deleted ?? row.deleted) === row.deleted)
      .sort((a, b) => (key(a) < key(b) ? 1 : -1));
  }
}

const key = ({ created_at, id }: PastRow): string => `${created_at} ${id}`;
