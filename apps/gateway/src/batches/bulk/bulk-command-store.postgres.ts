import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { open, seal } from '@throughline/contracts';
import { hkdfSync } from 'node:crypto';
import { IsNull, MoreThan, Not, Repository, type EntityManager } from 'typeorm';
import { ClaimedRows, GIVE_UP } from '../../kit/database/claimed-rows.js';
import { afterMs, isFuture, isPast } from '../../kit/database/times.js';
import type { BulkBody, PlanChange } from '../../items/index.js';
import { BulkCommandEntity, BulkItemEntity, type StoredCount } from './bulk-command.entity.js';
import { LEFT_OUT, MAX_DETAILS, phaseOf } from './bulk-command.js';
import type {
  BulkClaim,
  BulkCommand,
  BulkCount,
  BulkItem,
  BulkPhase,
  BulkState,
  ItemFinding,
  NewBulkCommand,
} from './bulk-command.js';
import { PREVIEW_KEPT_MS, RATE_MS, RESULTS_KEPT_MS } from './bulk-command-store.js';
import type { BulkCommandStore, BulkItemsQuery, RecentWork } from './bulk-command-store.js';

/** The master key, from which the key that seals bodies is derived. */
export const BULK_KEY = Symbol('BULK_KEY');
const KEY_BYTES = 32;

/** Adds the items that the statement `stored` has changed to the counts of a bulk command. So a batch does not count all items again. */
const addCounts = (counts: string): string => `(
  select jsonb_agg(jsonb_build_object('word', word, 'code', code, 'count', count, 'first', first, 'detail', detail)
      order by detail is null, first)
  from (
    select word, code, case when place <= ${String(MAX_DETAILS)} then detail end as detail, sum(count)::int as count,
      min(first) as first
    from (
      select word, code, detail, sum(count) as count, min(first) as first,
        row_number() over (partition by word, code order by detail is null, bool_or(counted) desc, min(first)) as place
      from (
        select word, code, detail, count, first, true as counted
        from jsonb_to_recordset(j.${counts}) as k (word text, code text, count int, first int, detail text)
        union all
        select word, finding ->> 'code', finding ->> 'detail', 1, position, false from stored) all_counts
      group by word, code, detail) details
    group by 1, 2, 3) groups)`;

const FOUND = `from jsonb_to_recordset($2::jsonb) as f (position int, word text, finding jsonb, revision text)
  where i.job_id = $1 and i.position = f.position`;

/** The new counts of bulk command $1 after a change of its outcomes. */
const RUN_COUNTS = `waiting_since = null, outcomes = ${addCounts('outcomes')},
  changed_since_preview = changed_since_preview + (select count(*) from stored where changed)`;

/** The statement of each phase that stores findings ($2) of a bulk command ($1) and counts them. An item is found, and counted, once. */
const STORE: Readonly<Record<BulkPhase, string>> = {
  preview: `with stored as (
      update control.bulk_item i set verdict = f.word, preview = f.finding, revision = f.revision ${FOUND} and i.verdict is null
      returning i.position, i.verdict as word, i.preview as finding)
    update control.bulk_job j set waiting_since = null, verdicts = ${addCounts('verdicts')},
      used_parts = array(select unnest(used_parts) union select jsonb_array_elements_text(f -> 'uses') from jsonb_array_elements($2::jsonb) f)
    where id = $1 and exists (select from stored)`,
  run: `with stored as (
      update control.bulk_item i set outcome = f.word, result = f.finding, ended_at = clock_timestamp(),
        changed = i.revision is distinct from f.revision ${FOUND} and i.outcome is null
      returning i.position, i.outcome as word, i.result as finding, i.changed)
    update control.bulk_job j set ${RUN_COUNTS} where id = $1 and exists (select from stored)`,
};

/** Leaves out the items of bulk command $1 without an outcome, with the result $2. */
const LEAVE_OUT = `with stored as (
    update control.bulk_item i set outcome = 'left_out', result = $2 where i.job_id = $1 and i.outcome is null
    returning i.position, i.outcome as word, i.result as finding, i.changed)
  update control.bulk_job j set ${RUN_COUNTS} where id = $1 and exists (select from stored)`;

const withoutFirst = <Word extends string>({ first: _, ...count }: StoredCount<Word>): BulkCount<Word> => count;

const bulkCommandOf = (row: BulkCommandEntity): BulkCommand => ({
  id: row.id,
  libraryId: row.libraryId,
  noun: row.noun,
  action: row.action,
  state: row.state,
  total: row.total,
  verdicts: row.verdicts.map(withoutFirst),
  outcomes: row.outcomes.map(withoutFirst),
  changedSincePreview: row.changedSincePreview,
  planChanges: row.planChanges,
  requestedBy: row.requestedBy,
  executedBy: row.executedBy ?? undefined,
  waitingSince: row.waitingSince?.toISOString(),
  createdAt: row.createdAt.toISOString(),
  startedAt: row.startedAt?.toISOString(),
  endedAt: row.endedAt?.toISOString(),
  expiresAt: row.expiresAt.toISOString(),
});

const itemOf = (row: BulkItemEntity): BulkItem => ({
  position: row.position,
  itemId: row.itemId,
  verdict: row.verdict ?? undefined,
  preview: row.preview ?? undefined,
  outcome: row.outcome ?? undefined,
  result: row.result ?? undefined,
  changedSincePreview: row.changed,
});

const UNDONE = { preview: { verdict: IsNull() }, run: { outcome: IsNull() } } as const;

@Injectable()
export class PostgresBulkCommandStore implements BulkCommandStore {
  readonly #key: Uint8Array;
  readonly #claims: ClaimedRows<BulkCommandEntity>;

  constructor(
    @InjectRepository(BulkCommandEntity) private readonly bulkCommands: Repository<BulkCommandEntity>,
    @InjectRepository(BulkItemEntity) private readonly rows: Repository<BulkItemEntity>,
    @Inject(BULK_KEY) masterKey: Uint8Array,
  ) {
    // The name of bulk commands in earlier releases: another one would give another key, which opens no stored body.
    this.#key = new Uint8Array(hkdfSync('sha256', masterKey, '', 'throughline bulk jobs', KEY_BYTES));
    this.#claims = new ClaimedRows(bulkCommands, {
      isOpen: `state in ('previewing', 'running', 'stopping')`,
      order: 'created_at',
    });
  }

  /** SQL: one statement for all items. */
  async add(bulk: NewBulkCommand, itemIds: readonly string[]): Promise<BulkCommand> {
    const { id, libraryId, noun, action, requestedBy, body, planParts } = bulk;
    const sealed = seal(this.#key, id, JSON.stringify(body));
    await this.bulkCommands.manager.transaction(async (manager) => {
      await manager.query(
        `insert into control.bulk_job (id, library_id, noun, action, requested_by, sealed_body, total, expires_at, plan_parts)
         values ($1, $2, $3, $4, $5, $6, $7, ${afterMs('$8')}, $9)`,
        [id, libraryId, noun, action, requestedBy, sealed, itemIds.length, PREVIEW_KEPT_MS, JSON.stringify(planParts)],
      );
      await manager.query(
        `insert into control.bulk_item (job_id, position, item_id)
         select $1, position - 1, id from unnest($2::uuid[]) with ordinality as given (id, position)`,
        [id, itemIds],
      );
    });
    return bulkCommandOf(await this.bulkCommands.findOneByOrFail({ id }));
  }

  async find(libraryId: string, id: string): Promise<BulkCommand | undefined> {
    const row = await this.bulkCommands.findOneBy({ id, libraryId, expiresAt: isFuture() });
    return row === null ? undefined : bulkCommandOf(row);
  }

  async list(libraryId: string, limit: number): Promise<readonly BulkCommand[]> {
    const where = { libraryId, startedAt: Not(IsNull()), expiresAt: isFuture() };
    return (await this.bulkCommands.find({ where, order: { createdAt: 'DESC', id: 'DESC' }, take: limit })).map(bulkCommandOf);
  }

  async items(bulkId: string, { verdict, outcome, after, limit }: BulkItemsQuery): Promise<readonly BulkItem[]> {
    const where = { bulkId, position: MoreThan(after), ...(verdict && { verdict }), ...(outcome && { outcome }) };
    return (await this.rows.find({ where, order: { position: 'ASC' }, take: limit })).map(itemOf);
  }

  async recentWork(id: string): Promise<RecentWork> {
    const [row] = await this.bulkCommands.query<{ items: number; ms: number | null }[]>(
      `select (select count(*) from control.bulk_item i where i.job_id = j.id and i.ended_at > now() - $2 * interval '1 ms')::int as items,
              least($2, extract(epoch from now() - j.started_at) * 1000)::int as ms
       from control.bulk_job j where j.id = $1`,
      [id, RATE_MS],
    );
    return { items: row?.items ?? 0, ms: row?.ms ?? 0 };
  }

  async start(id: string, by: string): Promise<void> {
    await this.bulkCommands.query(
      `update control.bulk_job set state = 'running', started_at = now(), executed_by = $2, expires_at = ${afterMs('$3')}
       where id = $1 and state = 'previewed' and expires_at > now()`,
      [id, by, RESULTS_KEPT_MS],
    );
  }

  async stop(id: string): Promise<void> {
    await this.bulkCommands.query(
      `update control.bulk_job set
         state = case when started_at is null then 'stopped' else 'stopping' end,
         ended_at = case when started_at is null then now() end,
         claim = case when started_at is null then null else claim end,
         lease_until = case when started_at is null then null else lease_until end
       where id = $1 and state in ('previewing', 'previewed', 'running')`,
      [id],
    );
  }

  async claim(id: string, leaseMs: number): Promise<BulkClaim | undefined> {
    const claimed = await this.#claims.claim(id, leaseMs);
    if (claimed === undefined) return undefined;
    const { claim, row } = claimed;
    return {
      claim,
      bulk: bulkCommandOf(row),
      usedParts: row.planParts.filter(({ key }) => row.usedParts.includes(key)),
      readBody: () => JSON.parse(open(this.#key, id, row.sealedBody)) as BulkBody,
    };
  }

  renew(claim: BulkClaim, leaseMs: number): Promise<BulkState | undefined> {
    return this.#hold(this.bulkCommands.manager, claim, leaseMs);
  }

  async next({ bulk }: BulkClaim, after: number, limit: number): Promise<readonly BulkItem[]> {
    const where = { bulkId: bulk.id, position: MoreThan(after), ...UNDONE[phaseOf(bulk)] };
    return (await this.rows.find({ where, order: { position: 'ASC' }, take: limit })).map(itemOf);
  }

  /** The lock on the bulk command keeps another claim away until the findings are stored. */
  save(claim: BulkClaim, findings: readonly ItemFinding[], leaseMs: number): Promise<BulkState | undefined> {
    const { id } = claim.bulk;
    return this.bulkCommands.manager.transaction(async (manager) => {
      const state = await this.#hold(manager, claim, leaseMs);
      if (state === undefined || findings.length === 0) return state;
      await manager.query(STORE[phaseOf(claim.bulk)], [id, JSON.stringify(findings)]);
      return state;
    });
  }

  async notePlanChanges({ claim, bulk: { id } }: BulkClaim, changes: readonly PlanChange[]): Promise<void> {
    const all = 'select jsonb_agg(distinct change) from jsonb_array_elements(plan_changes || $3::jsonb) change';
    await this.#claims.change({ id, claim }, `plan_changes = (${all})`, [JSON.stringify(changes)]);
  }

  async finish({ claim, bulk: { id } }: BulkClaim): Promise<void> {
    await this.bulkCommands.manager.transaction(async (manager) => {
      const [rows] = await manager.query<[{ state: BulkState }[], number]>(
        `update control.bulk_job set ${GIVE_UP}, waiting_since = null,
           state = case state when 'previewing' then 'previewed' when 'running' then 'done' else 'stopped' end,
           ended_at = case when state = 'previewing' then null else now() end
         where id = $1 and claim = $2 returning state`,
        [id, claim],
      );
      if (rows[0]?.state !== 'stopped') return;
      await manager.query(LEAVE_OUT, [id, JSON.stringify(LEFT_OUT)]);
    });
  }

  async release({ claim, bulk: { id } }: BulkClaim, waiting: boolean): Promise<void> {
    const waitingSince = 'case when $3::boolean then coalesce(waiting_since, now()) end';
    await this.#claims.change({ id, claim }, `${GIVE_UP}, waiting_since = ${waitingSince}`, [waiting]);
  }

  unclaimed(): Promise<readonly string[]> {
    return this.#claims.unclaimed();
  }

  async removeExpired(): Promise<number> {
    const { affected } = await this.bulkCommands.delete({ expiresAt: isPast() });
    return affected ?? 0;
  }

  async #hold(manager: EntityManager, { claim, bulk: { id } }: BulkClaim, leaseMs: number): Promise<BulkState | undefined> {
    const [rows] = await manager.query<[{ state: BulkState }[], number]>(
      `update control.bulk_job set lease_until = ${afterMs('$3')} where id = $1 and claim = $2 returning state`,
      [id, claim, leaseMs],
    );
    return rows[0]?.state;
  }
}
