import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { isUuid, open, seal } from '@throughline/contracts';
import { createHmac, hkdfSync, randomUUID } from 'node:crypto';
import { ArrayContains, IsNull, Repository } from 'typeorm';
import { capLeases, isPast } from '../../database/times.js';
import { IdempotencyKeyEntity } from './idempotency-key.entity.js';
import { KEPT_MS } from './idempotency-store.js';
import type { Claim, ClaimResult, IdempotencyStore, RequestKey, StoredAnswer } from './idempotency-store.js';

const findId = (value: unknown): unknown => (typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined);

/**
 * Returns the recording whose title an answer shows: if that is erased, the answer must go. Bulk answers hold only ids and
 * codes and stay, because their filter could select other items today.
 */
export function findShownRecordings({ body }: StoredAnswer): readonly string[] {
  // The creation of an upload has an answer without a body.
  const id = body === '' ? undefined : findId(JSON.parse(body));
  return typeof id === 'string' && isUuid(id) ? [id] : [];
}

interface ClaimRow {
  claim: string;
  route: string;
  state: string;
  request_hash: string | null;
  sealed_answer: string | null;
  remaining_ms: number;
}

const KEY_BYTES = 32;
const deriveKey = (masterKey: Uint8Array, purpose: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', masterKey, '', purpose, KEY_BYTES));
const describeContext = (request: RequestKey): string => `idempotency/${request.owner}/${request.key}`;
const where = `owner = $1 and key = $2 and claim = $3 and state = 'running'`;

/**
 * Claims a key or reads the row that has it, in one statement. The conflict branch changes the row only if the key or its
 * runner's lease has expired. All times are the database's own.
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

/** The master key, from which the keys that seal answers are derived. */
export const ANSWER_KEY = Symbol('ANSWER_KEY');

@Injectable()
export class PostgresIdempotencyStore implements IdempotencyStore {
  readonly #key: Uint8Array;
  readonly #nameKey: Uint8Array;

  constructor(
    @InjectRepository(IdempotencyKeyEntity) private readonly keys: Repository<IdempotencyKeyEntity>,
    @Inject(ANSWER_KEY) masterKey: Uint8Array,
  ) {
    this.#key = deriveKey(masterKey, 'throughline idempotency answers');
    this.#nameKey = deriveKey(masterKey, 'throughline idempotency keys');
  }

  async begin(request: RequestKey, leaseMs: number): Promise<ClaimResult> {
    const claim = randomUUID();
    const rows = await this.keys.query<ClaimRow[]>(BEGIN, [
      request.owner,
      this.#nameOf(request),
      request.route,
      claim,
      leaseMs,
      KEPT_MS,
    ]);
    const row = rows[0];
    // Under READ COMMITTED a row that another transaction writes at this moment can be in neither half, so the client retries.
    if (row === undefined) return { state: 'running', retryAfterMs: 1_000 };
    if (row.claim === claim)
      return { state: 'claimed', claim: { ...request, claim }, requestHash: row.request_hash ?? undefined };
    if (row.route !== request.route) return { state: 'other-route' };
    if (row.state === 'running' || row.request_hash === null || row.sealed_answer === null)
      return { state: 'running', retryAfterMs: Math.max(1, row.remaining_ms) };
    const answer = JSON.parse(open(this.#key, describeContext(request), row.sealed_answer)) as StoredAnswer;
    return { state: 'done', requestHash: row.request_hash, answer };
  }

  async bind(claim: Claim, requestHash: string): Promise<boolean> {
    const row = this.#rowOf(claim);
    const { affected } = await this.keys.update(
      [
        { ...row, requestHash: IsNull() },
        { ...row, requestHash },
      ],
      { requestHash },
    );
    return affected === 1;
  }

  /** SQL: the lease ends by the database's clock. */
  async renew(claim: Claim, leaseMs: number): Promise<boolean> {
    const { owner, key } = this.#rowOf(claim);
    const sql = `update control.idempotency_key set lease_until = now() + $4 * interval '1 ms' where ${where}`;
    return (await this.changed(sql, [owner, key, claim.claim, leaseMs])) === 1;
  }

  async finish(claim: Claim, requestHash: string, answer: StoredAnswer): Promise<void> {
    const sealedAnswer = seal(this.#key, describeContext(claim), JSON.stringify(answer));
    await this.keys.update(
      { ...this.#rowOf(claim), state: 'running' },
      { state: 'done', requestHash, sealedAnswer, shown: [...findShownRecordings(answer)] },
    );
  }

  /** SQL: between two statements, another request could bind its body. */
  async release(claim: Claim): Promise<void> {
    const { owner, key } = this.#rowOf(claim);
    await this.changed(
      `with unbound as (delete from control.idempotency_key where ${where} and request_hash is null)
       update control.idempotency_key set lease_until = now() where ${where} and request_hash is not null`,
      [owner, key, claim.claim],
    );
  }

  async forget(recordingId: string): Promise<void> {
    await this.keys.delete({ state: 'done', shown: ArrayContains([recordingId]) });
  }

  async removeExpired(): Promise<number> {
    await capLeases(this.keys.manager, 'idempotency_key');
    const { affected } = await this.keys.delete({ expiresAt: isPast() });
    return (affected ?? 0) + (await this.removeGone());
  }

  /**
   * Removes answers about items whose content was erased or has expired, including those that no gateway had time to forget.
   */
  private async removeGone(): Promise<number> {
    const [found] = await this.keys.query<{ is_there: boolean }[]>(
      `select to_regclass('projection.asset') is not null as is_there`,
    );
    if (found?.is_there !== true) return 0;
    return this.changed(
      `delete from control.idempotency_key k where k.state = 'done' and exists (
         select from unnest(k.shown) as one(id) join projection.asset a on a.asset_id = one.id where a.state ?| array['erasedAt', 'expiredAt'])`,
      [],
    );
  }

  /**
   * Keys are the clients' text and may be sensitive. The keyed hash keeps anybody without the master key from guessing them.
   */
  #nameOf({ owner, key }: RequestKey): string {
    return createHmac('sha256', this.#nameKey)
      .update(JSON.stringify([owner, key]))
      .digest('hex');
  }

  #rowOf(claim: Claim): Pick<IdempotencyKeyEntity, 'owner' | 'key' | 'claim'> {
    return { owner: claim.owner, key: this.#nameOf(claim), claim: claim.claim };
  }

  /** Returns the number of rows that a statement changed: TypeORM gives `[rows, count]` for updates and deletes. */
  private async changed(sql: string, parameters: unknown[]): Promise<number> {
    const [, count] = await this.keys.query<[unknown, number]>(sql, parameters);
    return count;
  }
}
