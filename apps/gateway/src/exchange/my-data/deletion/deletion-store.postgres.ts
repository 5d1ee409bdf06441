import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { ClaimedRows, GIVE_UP } from '../../../kit/database/claimed-rows.js';
import { afterMs } from '../../../kit/database/times.js';
import { AccountDeletionEntity } from './account-deletion.entity.js';
import type { AccountDeletion, DeletionClaim, DeletionProblem, DeletionProgress, DeletionState } from './account-deletion.js';
import type { DeletionRequest, DeletionStore } from './deletion-store.js';

/** `attempts` is zero until the first claim. */
const IS_WAITING = 'attempts = 0 and starts_at > now()';

const stateOf = ({ state, attempts, startsAt }: AccountDeletionEntity, now: Date): DeletionState =>
  state === 'running' && attempts === 0 && startsAt > now ? 'waiting' : state;

const deletionOf = (row: AccountDeletionEntity, now: Date): AccountDeletion => ({
  id: row.id,
  userId: row.userId,
  requestedBy: row.requestedBy,
  state: stateOf(row, now),
  plan: row.plan,
  counts: row.counts,
  items: row.items,
  totalItems: row.totalItems ?? undefined,
  failedItems: row.failedItems,
  problem: row.problem ?? undefined,
  startsAt: row.startsAt.toISOString(),
  createdAt: row.createdAt.toISOString(),
  endedAt: row.endedAt?.toISOString(),
});

@Injectable()
export class PostgresDeletionStore implements DeletionStore {
  readonly #claims: ClaimedRows<AccountDeletionEntity>;

  constructor(@InjectRepository(AccountDeletionEntity) private readonly deletions: Repository<AccountDeletionEntity>) {
    this.#claims = new ClaimedRows(deletions, {
      isOpen: `state = 'running' and due_at <= now()`,
      onClaim: 'attempts = attempts + 1, items = 0, failed_items = 0',
      order: 'created_at, id',
    });
  }

  async request({ id, userId, requestedBy, plan, counts, waitMs }: DeletionRequest): Promise<AccountDeletion | undefined> {
    await this.deletions.query(
      `insert into control.account_deletion (id, user_id, requested_by, plan, counts, starts_at, due_at)
       values ($1, $2, $3, $4, $5, ${afterMs('$6')}, ${afterMs('$6')})
       on conflict (user_id) do update set plan = excluded.plan, counts = excluded.counts, starts_at = excluded.starts_at,
         due_at = excluded.due_at, problem = null
       where account_deletion.state = 'running'`,
      [id, userId, requestedBy, JSON.stringify(plan), JSON.stringify(counts), waitMs],
    );
    const found = await this.find(userId);
    return found?.state === 'done' ? undefined : found;
  }

  async find(userId: string): Promise<AccountDeletion | undefined> {
    const row = await this.deletions.findOneBy({ userId });
    return row === null ? undefined : deletionOf(row, await this.#now());
  }

  async list(): Promise<readonly AccountDeletion[]> {
    const now = await this.#now();
    return (await this.deletions.find({ order: { createdAt: 'DESC', id: 'DESC' } })).map((row) => deletionOf(row, now));
  }

  async cancel(userId: string): Promise<boolean> {
    const [, count] = await this.deletions.query<[unknown, number]>(
      `delete from control.account_deletion where user_id = $1 and ${IS_WAITING}`,
      [userId],
    );
    return count > 0;
  }

  async claim(id: string, leaseMs: number): Promise<DeletionClaim | undefined> {
    const claimed = await this.#claims.claim(id, leaseMs);
    return claimed && { claim: claimed.claim, deletion: deletionOf(claimed.row, await this.#now()) };
  }

  renew({ claim, deletion: { id } }: DeletionClaim, progress: DeletionProgress, leaseMs: number): Promise<boolean> {
    const set = `lease_until = ${afterMs('$3')}, items = $4, total_items = $5, failed_items = $6`;
    return this.#claims.change({ id, claim }, set, [leaseMs, progress.items, progress.totalItems ?? null, progress.failedItems]);
  }

  finish({ claim, deletion: { id } }: DeletionClaim): Promise<boolean> {
    return this.#claims.change({ id, claim }, `${GIVE_UP}, state = 'done', problem = null, ended_at = now()`);
  }

  async release(
    { claim, deletion: { id } }: DeletionClaim,
    { problem, waitMs }: { readonly problem: DeletionProblem | undefined; readonly waitMs: number },
  ): Promise<void> {
    await this.#claims.change({ id, claim }, `${GIVE_UP}, problem = $3, due_at = ${afterMs('$4')}`, [problem ?? null, waitMs]);
  }

  unclaimed(): Promise<readonly string[]> {
    return this.#claims.unclaimed();
  }

  async endedWithin(ms: number): Promise<readonly AccountDeletion[]> {
    const rows = await this.deletions
      .createQueryBuilder('one')
      .where(`one.state = 'done' and one.ended_at > now() - :ms * interval '1 ms'`, { ms })
      .getMany();
    const now = await this.#now();
    return rows.map((row) => deletionOf(row, now));
  }

  async reopen(id: string): Promise<void> {
    await this.deletions.query(
      `update control.account_deletion set state = 'running', due_at = now(), ended_at = null where id = $1 and state = 'done'`,
      [id],
    );
  }

  async #now(): Promise<Date> {
    const [{ now }] = await this.deletions.query<[{ now: Date }]>('select now()');
    return now;
  }
}
