import { createHmac, hkdfSync, randomUUID } from 'node:crypto';
import { open, seal } from '@throughline/contracts';
import type { DataSource } from 'typeorm';
import {
  KEPT_MS,
  type Begun,
  type Claim,
  type IdempotencyStore,
  type RequestKey,
  type StoredAnswer,
} from './idempotency-store.js';
import { recordingsShownIn } from './recordings-shown-in.js';

interface BegunRow {
  claim: string;
  route: string;
  state: string;
  request_hash: string | null;
  sealed_answer: string | null;
  remaining_ms: number;
}

const KEY_BYTES = 32;
const derived = (masterKey: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', masterKey, '', purpose, KEY_BYTES));
const context = (request: RequestKey): string => `idempotency/${request.owner}/${request.key}`;
const where = 'owner = $1 and key = $2 and claim = $3';

/**
 * One statement claims a key or reads what holds it: the conflict branch changes the row only where its time is over
 * or its runner's lease has ended. Every time is the database's own.
 */
const BEGIN = `
  with claimed as (
    insert into control.idempotency_key as k (owner, key, route, state, claim, lease_until, expires_at)
    values ($1, $2, $3, 'running', $4, now() + $5 * interval '1 ms', now() + $6 * interval '1 ms')
    on conflict (owner, key) do update set
      route = excluded.route, state = 'running', claim = excluded.claim, lease_until = excluded.lease_until,
      request_hash = case when k.expires_at <= now() then null else k.request_hash end,
      sealed_answer = null,
      created_at = case when k.expires_at <= now() then now() else k.created_at end,
      expires_at = case when k.expires_at <= now() then excluded.expires_at else k.expires_at end
    where k.expires_at <= now() or (k.state = 'running' and k.lease_until <= now() and k.route = excluded.route)
    returning claim, route, state, request_hash, sealed_answer, 0 as remaining_ms)
  select * from claimed
  union all
  select claim, route, state, request_hash, sealed_answer,
         greatest(0, extract(epoch from lease_until - now()) * 1000)::int as remaining_ms
  from control.idempotency_key where owner = $1 and key = $2 and not exists (select from claimed)`;

export class PostgresIdempotencyStore implements IdempotencyStore {
  readonly #key: Uint8Array;
  readonly #nameKey: Uint8Array;

  constructor(
    private readonly control: DataSource,
    masterKey: Uint8Array,
  ) {
    this.#key = derived(masterKey, 'throughline idempotency answers');
    this.#nameKey = derived(masterKey, 'throughline idempotency keys');
  }

  async begin(request: RequestKey, leaseMs: number): Promise<Begun> {
    const claim = randomUUID();
    const rows = await this.control.query<BegunRow[]>(BEGIN, [
      request.owner,
      this.#nameOf(request),
      request.route,
      claim,
      leaseMs,
      KEPT_MS,
    ]);
    const row = rows[0];
    // Under READ COMMITTED a row that another wrote in this very moment can be in neither half: ask again a little later.
    if (row === undefined) return { state: 'running', retryAfterMs: 1_000 };
    if (row.claim === claim)
      return { state: 'claimed', claim: { ...request, claim }, requestHash: row.request_hash ?? undefined };
    if (row.route !== request.route) return { state: 'other-route' };
    if (row.state === 'running' || row.request_hash === null || row.sealed_answer === null)
      return { state: 'running', retryAfterMs: Math.max(1, row.remaining_ms) };
    const answer = JSON.parse(open(this.#key, context(request), row.sealed_answer)) as StoredAnswer;
    return { state: 'done', requestHash: row.request_hash, answer };
  }

  async bind(claim: Claim, requestHash: string): Promise<boolean> {
    const rows = await this.changed(
      `update control.idempotency_key set request_hash = $4
       where ${where} and (request_hash is null or request_hash = $4)`,
      [claim.owner, this.#nameOf(claim), claim.claim, requestHash],
    );
    return rows === 1;
  }

  async renew(claim: Claim, leaseMs: number): Promise<boolean> {
    const rows = await this.changed(
      `update control.idempotency_key set lease_until = now() + $4 * interval '1 ms' where ${where} and state = 'running'`,
      [claim.owner, this.#nameOf(claim), claim.claim, leaseMs],
    );
    return rows === 1;
  }

  async finish(claim: Claim, requestHash: string, answer: StoredAnswer): Promise<void> {
    const sealed = seal(this.#key, context(claim), JSON.stringify(answer));
    await this.changed(
      `update control.idempotency_key set state = 'done', request_hash = $4, sealed_answer = $5, shown = $6
       where ${where} and state = 'running'`,
      [claim.owner, this.#nameOf(claim), claim.claim, requestHash, sealed, recordingsShownIn(answer)],
    );
  }

  async release(claim: Claim): Promise<void> {
    await this.changed(
      `with unbound as (delete from control.idempotency_key where ${where} and state = 'running' and request_hash is null)
       update control.idempotency_key set lease_until = now() where ${where} and state = 'running' and request_hash is not null`,
      [claim.owner, this.#nameOf(claim), claim.claim],
    );
  }

  async forget(recordingId: string): Promise<void> {
    await this.changed(`delete from control.idempotency_key where state = 'done' and shown @> array[$1::uuid]`, [recordingId]);
  }

  async removeExpired(): Promise<number> {
    const expired = await this.changed('delete from control.idempotency_key where expires_at <= now()', []);
    return expired + (await this.removeGone());
  }

  /** Removes answers about items whose content is gone: by an erasure, whatever the gateway had no time to forget, or by the retention date. */
  private async removeGone(): Promise<number> {
    const [found] = await this.control.query<{ is_there: boolean }[]>(
      `select to_regclass('projection.asset') is not null as is_there`,
    );
    if (found?.is_there !== true) return 0;
    return this.changed(
      `delete from control.idempotency_key k where k.state = 'done' and exists (
         select from unnest(k.shown) as one(id) join projection.asset a on a.asset_id = one.id where a.state ?| array['erasedAt', 'expiredAt'])`,
      [],
    );
  }

  /** Keys are the clients' text, and may hold what they should not: only somebody who has the master key could try one. */
  #nameOf({ owner, key }: RequestKey): string {
    return createHmac('sha256', this.#nameKey)
      .update(JSON.stringify([owner, key]))
      .digest('hex');
  }

  /** How many rows a statement changed: TypeORM gives `[rows, count]` for updates and deletes. */
  private async changed(sql: string, parameters: readonly unknown[]): Promise<number> {
    const [, count] = await this.control.query<[unknown, number]>(sql, [...parameters]);
    return count;
  }
}
