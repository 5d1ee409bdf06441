import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Any, Not, Repository, type FindOptionsWhere } from 'typeorm';
import { ClaimedRows, GIVE_UP } from '../../../kit/database/claimed-rows.js';
import { afterMs, isPast } from '../../../kit/database/times.js';
import { DataExportEntity } from './data-export.entity.js';
import type { DataExport, ExportClaim, ExportProblem, ExportProgress, StoredArchive } from './data-export.js';
import { EXPORT_KEPT_MS, type ExportStore } from './export-store.js';

const exportOf = (row: DataExportEntity): DataExport => ({
  id: row.id,
  userId: row.userId,
  state: row.state,
  items: row.items,
  totalItems: row.totalItems ?? undefined,
  bytes: Number(row.bytes),
  archive: row.archive ?? undefined,
  problem: row.problem ?? undefined,
  waitingSince: row.waitingSince?.toISOString(),
  createdAt: row.createdAt.toISOString(),
  endedAt: row.endedAt?.toISOString(),
  expiresAt: row.expiresAt?.toISOString(),
});

/** A running export has no expiry, which is not in the past. */
const lasting = (): Pick<FindOptionsWhere<DataExportEntity>, 'expiresAt'> => ({ expiresAt: Not(isPast()) });

@Injectable()
export class PostgresExportStore implements ExportStore {
  readonly #claims: ClaimedRows<DataExportEntity>;

  constructor(@InjectRepository(DataExportEntity) private readonly exports: Repository<DataExportEntity>) {
    const onClaim = 'attempts = attempts + 1, items = 0, bytes = 0';
    this.#claims = new ClaimedRows(exports, { isOpen: `state = 'running'`, onClaim, order: 'created_at, id' });
  }

  async add(id: string, userId: string): Promise<DataExport> {
    await this.exports.createQueryBuilder().insert().values({ id, userId }).orIgnore().execute();
    const row = await this.exports.findOne({ where: [{ id }, { userId, state: 'running' }] });
    // The running one has ended in between.
    return row === null ? this.add(id, userId) : exportOf(row);
  }

  async find(userId: string, id: string): Promise<DataExport | undefined> {
    return (await this.list(userId)).find((one) => one.id === id);
  }

  async list(userId: string): Promise<readonly DataExport[]> {
    const rows = await this.exports.find({
      where: [
        { userId, state: 'running' },
        { userId, state: Not('running'), ...lasting() },
      ],
      order: { createdAt: 'DESC', id: 'DESC' },
    });
    return rows.map(exportOf);
  }

  async remove(userId: string, id: string): Promise<boolean> {
    const { affected } = await this.exports.delete({ userId, id });
    return (affected ?? 0) > 0;
  }

  async existing(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.exports.find({ select: { id: true }, where: { id: Any(ids) } });
    return new Set(rows.map(({ id }) => id));
  }

  async claim(id: string, leaseMs: number): Promise<ExportClaim | undefined> {
    const claimed = await this.#claims.claim(id, leaseMs);
    return claimed && { claim: claimed.claim, export: exportOf(claimed.row), attempt: claimed.row.attempts };
  }

  renew({ claim, export: { id } }: ExportClaim, progress: ExportProgress, leaseMs: number): Promise<boolean> {
    const set = `lease_until = ${afterMs('$3')}, items = $4, total_items = $5, bytes = $6, waiting_since = null`;
    return this.#claims.change({ id, claim }, set, [leaseMs, progress.items, progress.totalItems ?? null, progress.bytes]);
  }

  finish({ claim, export: { id, userId } }: ExportClaim, archive: StoredArchive, progress: ExportProgress): Promise<boolean> {
    return this.exports.manager.transaction(async (manager) => {
      const set = `${GIVE_UP}, state = 'ready', archive = $3, items = $4, total_items = $4, bytes = $5, waiting_since = null,
        ended_at = now(), expires_at = ${afterMs('$6')}`;
      const values = [JSON.stringify(archive), progress.items, archive.size, EXPORT_KEPT_MS];
      const isOurs = await this.#claims.change({ id, claim }, set, values, manager);
      if (isOurs) await manager.delete(DataExportEntity, { userId, id: Not(id), state: Not('running') });
      return isOurs;
    });
  }

  async fail({ claim, export: { id } }: ExportClaim, problem: ExportProblem): Promise<void> {
    const set = `${GIVE_UP}, state = 'failed', problem = $3, waiting_since = null, ended_at = now(), expires_at = ${afterMs('$4')}`;
    await this.#claims.change({ id, claim }, set, [problem, EXPORT_KEPT_MS]);
  }

  async release({ claim, export: { id } }: ExportClaim, cause: 'outage' | 'stop' | 'failure'): Promise<void> {
    const set = `${GIVE_UP}, attempts = attempts - case when $3 = 'failure' then 0 else 1 end,
      waiting_since = case when $3 = 'outage' then coalesce(waiting_since, now()) end`;
    await this.#claims.change({ id, claim }, set, [cause]);
  }

  unclaimed(): Promise<readonly string[]> {
    return this.#claims.unclaimed();
  }

  async removeExpired(): Promise<number> {
    const { affected } = await this.exports.delete({ state: Not('running'), expiresAt: isPast() });
    return affected ?? 0;
  }
}
