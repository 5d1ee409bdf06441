import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import { Any, Not, Repository, type FindOptionsWhere } from 'typeorm';
import { capLeases, isPast } from '../../database/times.js';
import { DataExportEntity } from './data-export.entity.js';
import type { DataExport, ExportClaim, ExportProblem, ExportProgress, StoredArchive } from './data-export.js';
import { EXPORT_KEPT_MS, type ExportStore } from './export-store.js';

const afterMs = (place: string): string => `now() + ${place} * interval '1 ms'`;

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
  constructor(@InjectRepository(DataExportEntity) private readonly exports: Repository<DataExportEntity>) {}

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
    const claim = randomUUID();
    await this.exports.query(
      `update control.data_export set claim = $2, lease_until = ${afterMs('$3')}, attempts = attempts + 1, items = 0, bytes = 0
       where id = $1 and state = 'running' and (lease_until is null or lease_until <= now())`,
      [id, claim, leaseMs],
    );
    const row = await this.exports.findOneBy({ id, claim });
    return row === null ? undefined : { claim, export: exportOf(row), attempt: row.attempts };
  }

  async renew({ claim, export: { id } }: ExportClaim, progress: ExportProgress, leaseMs: number): Promise<boolean> {
    const [, count] = await this.exports.query<[unknown, number]>(
      `update control.data_export set lease_until = ${afterMs('$3')}, items = $4, total_items = $5, bytes = $6, waiting_since = null
       where id = $1 and claim = $2`,
      [id, claim, leaseMs, progress.items, progress.totalItems ?? null, progress.bytes],
    );
    return count > 0;
  }

  finish({ claim, export: { id, userId } }: ExportClaim, archive: StoredArchive, progress: ExportProgress): Promise<boolean> {
    return this.exports.manager.transaction(async (manager) => {
      const [, count] = await manager.query<[unknown, number]>(
        `update control.data_export set state = 'ready', archive = $3, items = $4, total_items = $4, bytes = $5, claim = null,
           lease_until = null, waiting_since = null, ended_at = now(), expires_at = ${afterMs('$6')}
         where id = $1 and claim = $2`,
        [id, claim, JSON.stringify(archive), progress.items, archive.size, EXPORT_KEPT_MS],
      );
      if (count > 0) await manager.delete(DataExportEntity, { userId, id: Not(id), state: Not('running') });
      return count > 0;
    });
  }

  async fail({ claim, export: { id } }: ExportClaim, problem: ExportProblem): Promise<void> {
    await this.exports.query(
      `update control.data_export set state = 'failed', problem = $3, claim = null, lease_until = null, waiting_since = null,
         ended_at = now(), expires_at = ${afterMs('$4')}
       where id = $1 and claim = $2`,
      [id, claim, problem, EXPORT_KEPT_MS],
    );
  }

  async release({ claim, export: { id } }: ExportClaim, cause: 'outage' | 'stop' | 'failure'): Promise<void> {
    await this.exports.query(
      `update control.data_export set claim = null, lease_until = null,
         attempts = attempts - case when $3 = 'failure' then 0 else 1 end,
         waiting_since = case when $3 = 'outage' then coalesce(waiting_since, now()) end
       where id = $1 and claim = $2`,
      [id, claim, cause],
    );
  }

  async unclaimed(): Promise<readonly string[]> {
    await capLeases(this.exports.manager, 'data_export');
    const rows = await this.exports.query<{ id: string }[]>(
      `select id from control.data_export where state = 'running' and (lease_until is null or lease_until <= now())
       order by created_at, id`,
    );
    return rows.map(({ id }) => id);
  }

  async removeExpired(): Promise<number> {
    const { affected } = await this.exports.delete({ state: Not('running'), expiresAt: isPast() });
    return affected ?? 0;
  }
}
