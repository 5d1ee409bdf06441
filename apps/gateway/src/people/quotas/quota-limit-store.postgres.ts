import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Any, Repository } from 'typeorm';
import { updateReturning } from '../../kit/database/update-returning.js';
import type { QuotaLimitStore } from './quota-limit-store.js';
import { QuotaLimitEntity } from './quota.entity.js';
import { NO_OWN_LIMITS, type OwnLimits, type StoredLimits } from './quota.js';

const storedOf = ({ limits, revision }: QuotaLimitEntity): StoredLimits => ({ own: limits, revision });

@Injectable()
export class PostgresQuotaLimitStore implements QuotaLimitStore {
  constructor(@InjectRepository(QuotaLimitEntity) private readonly rows: Repository<QuotaLimitEntity>) {}

  async load(userIds: readonly string[]): Promise<ReadonlyMap<string, StoredLimits>> {
    const rows = await this.rows.findBy({ userId: Any(userIds) });
    return new Map(rows.map((row) => [row.userId, storedOf(row)]));
  }

  async replace(userId: string, revision: number, own: OwnLimits): Promise<StoredLimits | 'stale'> {
    // A user without own limits has no row yet, and the first revision.
    if (revision === NO_OWN_LIMITS.revision)
      await this.rows.createQueryBuilder().insert().values({ userId, limits: {}, revision }).orIgnore().execute();
    const row = await updateReturning(this.rows, { userId, revision }, { limits: own, revision: () => 'revision + 1' });
    return row === undefined ? 'stale' : storedOf(row);
  }
}
