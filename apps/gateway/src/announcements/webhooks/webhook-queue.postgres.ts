import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository, type EntityManager } from 'typeorm';
import { afterMs, capLeases, hasCome, isFree } from '../../kit/database/times.js';
import { isActiveLibrary } from '../../people/index.js';
import { isMissingTable } from '../../kit/database/missing-table.js';
import { readChanged } from './changed-items.postgres.js';
import { acceptTable, continueAfterRestore, findReplacedTables } from './log-marks.postgres.js';
import { subjectIdOf } from './library-events.js';
import type {
  EndpointId,
  LibraryEvent,
  PendingMessage,
  WebhookEndpoint,
  WebhookEvent,
  WebhookMessage,
} from './webhook-endpoint.js';
import { deriveWebhookKey, endpointOf, messageOf } from './webhook-rows.js';
import type { AttemptResult, ChangedItem, EndpointClaim, ReplacedTables, WebhookQueue } from './webhook-store.js';
import { WEBHOOK_KEY, insertAttempt } from './webhook-store.postgres.js';
import { WebhookEndpointEntity } from './webhook.entity.js';

/** True for an endpoint `e` that may send. A library whose owners are all disabled sends nothing. */
const IS_ACTIVE = `not e.paused and e.disabled_at is null
  and ${isActiveLibrary('e.library_id')}`;
/** Longer than each backoff with its spread, and than the longest `Retry-After`. */
const LONGEST_WAIT = `interval '25 hours'`;
const MAY_SEND = `${IS_ACTIVE} and (e.wait_until is null or ${hasCome('e.wait_until', LONGEST_WAIT)})`;

/** The first message of each item that waits. The later ones wait for it. */
const HEADS = `select distinct on (m.asset_id) m.* from control.webhook_message m where m.endpoint_id = $1
  order by m.asset_id, m.position, m.event_index`;

@Injectable()
export class PostgresWebhookQueue implements WebhookQueue {
  readonly #key: Uint8Array;

  constructor(
    @InjectRepository(WebhookEndpointEntity) private readonly endpoints: Repository<WebhookEndpointEntity>,
    @Inject(WEBHOOK_KEY) masterKey: Uint8Array,
  ) {
    this.#key = deriveWebhookKey(masterKey);
  }

  async claimable(libraries: readonly string[] | 'all'): Promise<readonly EndpointId[]> {
    await capLeases(this.endpoints.manager, 'webhook_endpoint');
    const rows = await this.endpoints.query<{ id: string }[]>(
      `select e.id from control.webhook_endpoint e where ${MAY_SEND} and ${isFree('e.')} and ($1 or e.wait_until is not null or e.library_id = any($2::text[]::bpchar[])
         or exists (select from control.webhook_message m where m.endpoint_id = e.id and ${hasCome('m.next_at', LONGEST_WAIT)})) order by e.id`,
      [libraries === 'all', libraries === 'all' ? [] : libraries],
    );
    return rows.map(({ id }) => Number(id));
  }

  async claim(id: EndpointId, leaseMs: number): Promise<EndpointClaim | undefined> {
    const token = randomUUID();
    const [rows] = await this.endpoints.query<[unknown[], number]>(
      `update control.webhook_endpoint e set claim = $2, lease_until = ${afterMs('$3')}, wait_until = null
       where e.id = $1 and ${MAY_SEND} and ${isFree('e.')} returning e.id`,
      [id, token, leaseMs],
    );
    if (rows.length === 0) return undefined;
    const row = await this.endpoints.findOneBy({ id: String(id) });
    return row === null ? undefined : { endpoint: endpointOf(this.#key, row, 0), token };
  }

  async renew({ endpoint, token }: EndpointClaim, leaseMs: number): Promise<boolean> {
    const [rows] = await this.endpoints.query<[unknown[], number]>(
      `update control.webhook_endpoint e set lease_until = ${afterMs('$3')} where e.id = $1 and e.claim = $2 and ${IS_ACTIVE} returning e.id`,
      [endpoint.id, token, leaseMs],
    );
    return rows.length === 1;
  }

  async release({ endpoint, token }: EndpointClaim): Promise<void> {
    await this.endpoints.query(
      'update control.webhook_endpoint set claim = null, lease_until = null where id = $1 and claim = $2',
      [endpoint.id, token],
    );
  }

  async findReplacedTables(claim: EndpointClaim): Promise<ReplacedTables | undefined> {
    try {
      return await findReplacedTables(this.endpoints.manager, claim.endpoint);
    } catch (error) {
      if (isMissingTable(error)) return undefined;
      throw error;
    }
  }

  async acceptTables(claim: EndpointClaim, { table }: Pick<ReplacedTables, 'table'>, log: 'same' | 'restored'): Promise<void> {
    await this.endpoints.manager.transaction(async (manager) => {
      if ((await this.#findEvents(manager, claim)) === undefined) return;
      if (log === 'restored') await continueAfterRestore(manager, claim.endpoint);
      await acceptTable(manager, claim.endpoint, table);
    });
  }

  async changed(claim: EndpointClaim, limit: number): Promise<readonly ChangedItem[]> {
    try {
      return await this.endpoints.manager.transaction(async (manager) => {
        const isHeld = (await this.#findEvents(manager, claim)) !== undefined;
        return isHeld ? readChanged(manager, claim.endpoint, limit) : [];
      });
    } catch (error) {
      if (isMissingTable(error)) return [];
      throw error;
    }
  }

  async enqueue(
    claim: EndpointClaim,
    { assetId, reached, after: before }: ChangedItem,
    messages: readonly WebhookMessage[],
  ): Promise<void> {
    const { id } = claim.endpoint;
    await this.endpoints.manager.transaction(async (manager) => {
      const chosen = await this.#findEvents(manager, claim);
      if (chosen === undefined) return;
      // A rewind since then has moved the position back, and its messages are not to be skipped.
      const rows = await manager.query<unknown[]>(
        `insert into control.webhook_item as i (endpoint_id, asset_id, position)
         select e.id, $2, $3 from control.webhook_endpoint e where e.id = $1 and (e.start_position = $4::bigint
           or exists (select from control.webhook_item k where k.endpoint_id = e.id and k.asset_id = $2))
         on conflict (endpoint_id, asset_id) do update set position = excluded.position where i.position = $4::bigint
         returning i.position`,
        [id, assetId, reached, before],
      );
      if (rows.length === 0) return;
      // Another message at the position belongs to a commit that a restored log has lost.
      for (const { position, index, event, output, previousStatus } of messages.filter((one) => chosen.includes(one.event)))
        await manager.query(
          `insert into control.webhook_message (endpoint_id, position, event_index, asset_id, event, output, previous_status)
           values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (endpoint_id, position, event_index) do update set asset_id = excluded.asset_id, event = excluded.event,
             output = excluded.output, previous_status = excluded.previous_status, attempts = 0, failing_since = null, next_at = now()`,
          [id, position, index, assetId, event, output ?? null, previousStatus ?? null],
        );
    });
  }

  async enqueueLibraryEvents(claim: EndpointClaim, events: readonly LibraryEvent[]): Promise<void> {
    const { id, libraryId } = claim.endpoint;
    await this.endpoints.manager.transaction(async (manager) => {
      const chosen = (await this.#findEvents(manager, claim)) ?? [];
      for (const event of events.filter(({ payload }) => chosen.includes(payload.type)))
        // The row of the item remembers that the endpoint was told. Without a commit, messages are numbered as they come.
        await manager.query(
          `with told as (
             insert into control.webhook_item (endpoint_id, asset_id, position) values ($1, $2, 0) on conflict do nothing returning asset_id)
           insert into control.webhook_message (endpoint_id, position, event_index, asset_id, event, payload)
           select $1, 0, (select coalesce(max(m.event_index), -1) + 1 from control.webhook_message m where m.endpoint_id = $1 and m.position = 0),
             told.asset_id, $3, $4 from told`,
          [id, subjectIdOf(libraryId, event), event.payload.type, JSON.stringify(event.payload)],
        );
    });
  }

  async pending({ endpoint: { id } }: EndpointClaim): Promise<number> {
    const [row] = await this.endpoints.query<{ pending: number }[]>(
      `select count(*)::int as pending from control.webhook_message m where m.endpoint_id = $1 and not exists (
         select from control.webhook_message h where h.endpoint_id = $1 and h.asset_id = m.asset_id and not ${hasCome('h.next_at', LONGEST_WAIT)})`,
      [id],
    );
    return row?.pending ?? 0;
  }

  async due({ endpoint: { id } }: EndpointClaim, limit: number): Promise<readonly PendingMessage[]> {
    // New messages first: one that fails again and again must not be the only test of a receiver that is up again.
    const rows = await this.endpoints.query<Parameters<typeof messageOf>[0][]>(
      `select h.*, coalesce(extract(epoch from now() - h.failing_since) * 1000, 0)::float8 as failing_ms
       from (${HEADS}) h where ${hasCome('h.next_at', LONGEST_WAIT)} order by h.attempts, h.next_at, h.position, h.event_index limit $2`,
      [id, limit],
    );
    return rows.map(messageOf);
  }

  settle(claim: EndpointClaim, message: PendingMessage, result: AttemptResult): Promise<WebhookEndpoint | undefined> {
    const { attempt, settlement } = result;
    return this.endpoints.manager.transaction(async (manager) => {
      if ((await this.#findEvents(manager, claim)) === undefined) return undefined;
      const retryAt = await this.#settleMessage(manager, claim, { message, settlement });
      await insertAttempt(manager, claim.endpoint.id, { ...attempt, retryAt });
      return this.#settleEndpoint(manager, claim, result);
    });
  }

  /** Locks the endpoint until the end of the transaction. Returns its present events, or undefined if the claim was lost. */
  async #findEvents(manager: EntityManager, { endpoint, token }: EndpointClaim): Promise<readonly WebhookEvent[] | undefined> {
    const [row] = await manager.query<{ events: WebhookEvent[] }[]>(
      'select events from control.webhook_endpoint where id = $1 and claim = $2 for update',
      [endpoint.id, token],
    );
    return row?.events;
  }

  async #settleMessage(
    manager: EntityManager,
    { endpoint: { id } }: EndpointClaim,
    { message, settlement }: { readonly message: PendingMessage } & Pick<AttemptResult, 'settlement'>,
  ): Promise<string | undefined> {
    const { position, index } = message;
    if (settlement.outcome !== 'retry') {
      await manager.query('delete from control.webhook_message where endpoint_id = $1 and position = $2 and event_index = $3', [
        id,
        position,
        index,
      ]);
      return undefined;
    }
    const [rows] = await manager.query<[{ next_at: Date }[], number]>(
      `update control.webhook_message set attempts = attempts + 1, failing_since = coalesce(failing_since, now()), next_at = ${afterMs('$4')}
       where endpoint_id = $1 and position = $2 and event_index = $3 returning next_at`,
      [id, position, index, settlement.retryInMs ?? 0],
    );
    return settlement.disable === undefined ? rows[0]?.next_at.toISOString() : undefined;
  }

  async #settleEndpoint(
    manager: EntityManager,
    { endpoint: { id, outages } }: EndpointClaim,
    { settlement, failure }: AttemptResult,
  ): Promise<WebhookEndpoint | undefined> {
    const { pauseMs, disable } = settlement;
    if (failure === undefined)
      await manager.query(
        // A pause that a concurrent answer has asked for remains.
        `update control.webhook_endpoint set failing_since = null, outages = 0, last_success_at = now(),
           wait_until = case when wait_until > now() then wait_until end where id = $1`,
        [id],
      );
    else if (failure !== 'item')
      // Concurrent failures are one outage.
      await manager.query(
        `update control.webhook_endpoint set failing_since = coalesce(failing_since, now()), outages = least(outages + $2::int, $5::int + 1),
           wait_until = case when $3::float8 is null then wait_until else greatest(wait_until, ${afterMs('$3')}) end,
           disabled_reason = coalesce($4, disabled_reason),
           disabled_at = case when $4 is null then disabled_at else now() end where id = $1`,
        [id, failure === 'endpoint' ? 1 : 0, pauseMs ?? null, disable ?? null, outages],
      );
    const row = await manager.findOneBy(WebhookEndpointEntity, { id: String(id) });
    return row === null ? undefined : endpointOf(this.#key, row, 0);
  }
}
