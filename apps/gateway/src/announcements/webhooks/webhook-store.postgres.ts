import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { START, parsePosition, type Position } from '@throughline/event-store';
import { Repository, type EntityManager } from 'typeorm';
import { updateReturning } from '../../kit/database/update-returning.js';
import { orConflict } from '../../kit/database/violations.js';
import { isMissingTable } from '../../kit/database/missing-table.js';
import { LOG_AT, SELECT_LOG, type LogColumns } from './log-marks.postgres.js';
import type { EndpointChange, EndpointId, NewEndpoint, WebhookAttempt, WebhookEndpoint } from './webhook-endpoint.js';
import { attemptOf, columnsOf, deriveWebhookKey, endpointOf } from './webhook-rows.js';
import { ATTEMPTS_KEPT, MAX_ENDPOINTS, type ReadEndpoint, type WebhookStore } from './webhook-store.js';
import { WebhookAttemptEntity, WebhookEndpointEntity, WebhookItemEntity, WebhookMessageEntity } from './webhook.entity.js';

/** The master key, from which the key that seals addresses and secrets is derived. */
export const WEBHOOK_KEY = Symbol('WEBHOOK_KEY');

const CONFLICTS = { unique: 'name-taken' } as const;

/** Stores an attempt, and removes the oldest ones beyond those that are kept. */
export async function insertAttempt(manager: EntityManager, id: EndpointId, attempt: WebhookAttempt): Promise<void> {
  await manager.insert(WebhookAttemptEntity, {
    id: attempt.id,
    endpointId: String(id),
    messageId: attempt.messageId,
    event: attempt.event,
    assetId: attempt.assetId ?? null,
    position: attempt.position ?? null,
    at: attempt.at,
    durationMs: attempt.durationMs,
    status: attempt.status ?? null,
    error: attempt.error ?? null,
    retryAt: attempt.retryAt ?? null,
  });
  await manager.query(
    `delete from control.webhook_attempt where endpoint_id = $1 and at < (
       select at from control.webhook_attempt where endpoint_id = $1 order by at desc offset $2 limit 1)`,
    [id, ATTEMPTS_KEPT - 1],
  );
}

/** Removes the effects of failures. A wait that is over makes a gateway look at the endpoint. */
const AFRESH = { disabledReason: null, disabledAt: null, failingSince: null, outages: 0, waitUntil: () => 'now()' };

@Injectable()
export class PostgresWebhookStore implements WebhookStore {
  readonly #key: Uint8Array;

  constructor(
    @InjectRepository(WebhookEndpointEntity) private readonly endpoints: Repository<WebhookEndpointEntity>,
    @InjectRepository(WebhookAttemptEntity) private readonly log: Repository<WebhookAttemptEntity>,
    @Inject(WEBHOOK_KEY) masterKey: Uint8Array,
  ) {
    this.#key = deriveWebhookKey(masterKey);
  }

  async list(libraryId: string): Promise<readonly WebhookEndpoint[]> {
    return this.#render(await this.endpoints.find({ where: { libraryId }, order: { id: 'ASC' } }));
  }

  async find(id: EndpointId): Promise<WebhookEndpoint | undefined> {
    const [found] = await this.#render(await this.endpoints.findBy({ id: String(id) }));
    return found;
  }

  async add({ libraryId, ...content }: NewEndpoint): Promise<WebhookEndpoint | 'name-taken' | 'too-many'> {
    const log = await this.#readLog();
    const written = await orConflict(
      this.endpoints.manager.transaction(async (manager) => {
        await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`webhooks:${libraryId}`]);
        if ((await manager.countBy(WebhookEndpointEntity, { libraryId })) >= MAX_ENDPOINTS) return 'too-many';
        const values = { libraryId, ...log, ...columnsOf(this.#key, libraryId, content) };
        const { identifiers } = await manager.insert(WebhookEndpointEntity, values);
        return manager.findOneByOrFail(WebhookEndpointEntity, { id: String(identifiers[0]?.['id']) });
      }),
      CONFLICTS,
    );
    return typeof written === 'string' ? written : endpointOf(this.#key, written, 0);
  }

  async replace(
    { id, libraryId, revision }: ReadEndpoint,
    { isResumed = false, ...content }: EndpointChange,
  ): Promise<WebhookEndpoint | 'name-taken' | 'stale'> {
    const values = {
      ...columnsOf(this.#key, libraryId, content),
      ...(isResumed ? AFRESH : {}),
      revision: revision + 1,
      updatedAt: () => 'clock_timestamp()',
    };
    const row = await orConflict(
      this.endpoints.manager.transaction(async (manager) => {
        const endpoints = manager.withRepository(this.endpoints);
        const changed = await updateReturning(endpoints, { id: String(id), revision }, values);
        if (changed !== undefined && isResumed)
          await manager.update(WebhookMessageEntity, { endpointId: String(id) }, { nextAt: () => 'now()', failingSince: null });
        return changed;
      }),
      CONFLICTS,
    );
    if (row === 'name-taken') return row;
    return row === undefined ? 'stale' : ((await this.#render([row]))[0] ?? 'stale');
  }

  async remove({ id, revision }: ReadEndpoint): Promise<boolean> {
    return (await this.endpoints.delete({ id: String(id), revision })).affected === 1;
  }

  async attempts(id: EndpointId, limit: number): Promise<readonly WebhookAttempt[]> {
    const rows = await this.log.find({ where: { endpointId: String(id) }, order: { at: 'DESC', id: 'ASC' }, take: limit });
    return rows.map(attemptOf);
  }

  async addAttempt(id: EndpointId, attempt: WebhookAttempt): Promise<void> {
    await this.log.manager.transaction((manager) => insertAttempt(manager, id, attempt));
  }

  async rewind(id: EndpointId, after: Position): Promise<void> {
    await this.endpoints.manager.transaction(async (manager) => {
      await manager.query(
        `update control.webhook_endpoint set start_position = least(start_position, $2::bigint), read_to = null,
           wait_until = coalesce(wait_until, now()) where id = $1`,
        [id, after],
      );
      // Messages after the position are made again, in order with those before them. So are those of the library, at 0. An item
      // is at 0 only after a redelivery of everything: then the start position says the same without its row.
      await manager.query(
        'delete from control.webhook_message where endpoint_id = $1 and (position > $2::bigint or position = 0)',
        [id, after],
      );
      await manager.query('delete from control.webhook_item where endpoint_id = $1 and position = 0', [id]);
      await manager.query('update control.webhook_item set position = $2 where endpoint_id = $1 and position > $2::bigint', [
        id,
        after,
      ]);
    });
  }

  async positionBefore(libraryId: string, time: string): Promise<Position> {
    const sql = `select position::text as position from projection.audit_log
      where owner = $1 and recorded_at < $2::timestamptz order by audit_log.position desc limit 1`;
    const [row] = await this.#unlessMissing<{ position: string }>(sql, [libraryId, time]);
    return row === undefined ? START : parsePosition(row.position);
  }

  /** An endpoint without a known log compares it at its first look. */
  async #readLog(): Promise<Pick<WebhookEndpointEntity, 'startPosition'> & Partial<LogColumns & { logAt: () => string }>> {
    const [row] = await this.#unlessMissing<LogColumns>(SELECT_LOG, []);
    return row === undefined ? { startPosition: START } : { startPosition: row.logPosition, ...row, logAt: () => LOG_AT };
  }

  /** Before the very first start of the projector there are no tables, and no events. */
  async #unlessMissing<Row>(sql: string, parameters: readonly unknown[]): Promise<readonly Row[]> {
    try {
      return await this.endpoints.query<Row[]>(sql, [...parameters]);
    } catch (error) {
      if (isMissingTable(error)) return [];
      throw error;
    }
  }

  async #render(rows: readonly WebhookEndpointEntity[]): Promise<readonly WebhookEndpoint[]> {
    const counts = await this.endpoints.query<{ endpoint_id: string; pending: number }[]>(
      'select endpoint_id, count(*)::int as pending from control.webhook_message where endpoint_id = any($1) group by 1',
      [rows.map(({ id }) => id)],
    );
    return rows.map((row) => endpointOf(this.#key, row, counts.find((one) => one.endpoint_id === row.id)?.pending ?? 0));
  }
}

export const WEBHOOK_ENTITIES = [WebhookEndpointEntity, WebhookItemEntity, WebhookMessageEntity, WebhookAttemptEntity];
