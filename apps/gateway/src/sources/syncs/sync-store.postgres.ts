import { hkdfSync, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { open, seal } from '@throughline/contracts';
import { In, Repository, type EntityManager } from 'typeorm';
import { afterMs, capLeases, hasCome, isFree } from '../../kit/database/times.js';
import { SourceEntity, SourceSyncEntity } from '../source.entity.js';
import type { SourceId } from '../source.js';
import { sourceOf } from '../source-store.postgres.js';
import { NO_COUNTS, type SourceSync, type SyncClaim, type SyncedEntry, type SyncResult, type SyncState } from './sync.js';
import { SYNCS_KEPT, type NewSync, type SyncStore } from './sync-store.js';

/** The master key, from which the key that seals names is derived. */
export const SYNC_KEY = Symbol('SYNC_KEY');
const KEY_BYTES = 32;

/** The time of the next look that the result of a sync asks for, or null. */
const AGAIN = `case when $5::float8 is not null then ${afterMs('$5')} end`;

/** True: the next sync has its time already, and can only be earlier. */
const IS_PLANNED = '($3 or revision <> $6 or extract(epoch from next_sync_at)::text is distinct from $7)';

/** Without an interval, a sync waits longest for a file to settle. */
const LONGEST_WAIT = `coalesce(interval_minutes * interval '1 minute', interval '1 day')`;

interface BegunRow {
  readonly due: string | null;
  readonly was_due: boolean;
  readonly pass_owed: boolean;
}

type Lease = Pick<SourceEntity, 'claim'> & { readonly isHeld: boolean };

const stateOf = ({ id, endedAt, problem }: SourceSyncEntity, { claim, isHeld }: Lease): SyncState => {
  if (endedAt !== null) return problem === null ? 'done' : 'failed';
  return claim === id && isHeld ? 'running' : 'interrupted';
};

@Injectable()
export class PostgresSyncStore implements SyncStore {
  readonly #key: Uint8Array;

  constructor(
    @InjectRepository(SourceEntity) private readonly sources: Repository<SourceEntity>,
    @InjectRepository(SourceSyncEntity) private readonly syncs: Repository<SourceSyncEntity>,
    @Inject(SYNC_KEY) masterKey: Uint8Array,
  ) {
    this.#key = new Uint8Array(hkdfSync('sha256', masterKey, '', 'throughline source syncs', KEY_BYTES));
  }

  async due(limit: number, without: readonly string[] = []): Promise<readonly SourceId[]> {
    await capLeases(this.sources.manager, 'source');
    const rows = await this.sources.query<{ id: string }[]>(
      `select id from control.source where not paused and ${hasCome('next_sync_at', LONGEST_WAIT)}
         and ${isFree()} and library_id <> all($2::text[]::bpchar[])
       order by next_sync_at limit $1`,
      [limit, without],
    );
    return rows.map(({ id }) => Number(id));
  }

  begin(sourceId: SourceId, { trigger, isDryRun, from, to }: NewSync, leaseMs: number): Promise<SyncClaim | undefined> {
    const id = randomUUID();
    return this.sources.manager.transaction(async (manager) => {
      // A sync of the whole source is due until its end, so that it is repeated after a kill.
      const [rows] = await manager.query<[BegunRow[], number]>(
        `update control.source s set claim = $2, lease_until = ${afterMs('$3')},
           next_sync_at = case when $4 then s.next_sync_at else coalesce(s.next_sync_at, now()) end
         from (select id, next_sync_at is not null as was_due from control.source where id = $1 for update) before
         where s.id = before.id and ${isFree('s.')}
         returning extract(epoch from s.next_sync_at)::text as due, before.was_due, s.pass_owed`,
        [sourceId, id, leaseMs, isPassive({ isDryRun, from, to })],
      );
      const [source] = rows;
      if (source === undefined) return undefined;
      await setBack(manager, sourceId);
      await manager.query(
        `insert into control.source_sync (id, source_id, trigger, dry_run, window_from, window_to) values ($1, $2, $3, $4, $5, $6)`,
        [id, sourceId, trigger, isDryRun, from ?? null, to ?? null],
      );
      const row = await manager.findOneByOrFail(SourceEntity, { id: String(sourceId) });
      const [cursor, dueAt] = [row.cursor ?? undefined, source.due ?? undefined];
      const [wasDue, isOwed] = [source.was_due, source.pass_owed];
      return { sync: { id, trigger, isDryRun, from, to }, source: sourceOf(row), cursor, dueAt, wasDue, isOwed };
    });
  }

  async renew({ sync, source }: SyncClaim, leaseMs: number): Promise<boolean> {
    const [rows] = await this.sources.query<[unknown[], number]>(
      `update control.source set lease_until = ${afterMs('$3')} where id = $1 and claim = $2 returning id`,
      [source.id, sync.id, leaseMs],
    );
    return rows.length === 1;
  }

  async see({ sync, source }: SyncClaim, assetId: string): Promise<number> {
    if (!sync.isDryRun)
      await this.sources.query(
        `insert into control.source_sighting (source_id, asset_id)
         select id, $2::uuid from control.source where id = $1 and claim = $3
         on conflict (source_id, asset_id) do update set seen_at = clock_timestamp()
         where source_sighting.seen_at > clock_timestamp()`,
        [source.id, assetId, sync.id],
      );
    const [row] = await this.sources.query<{ ms: number }[]>(
      `select floor(extract(epoch from clock_timestamp() - seen_at) * 1000)::float8 as ms
       from control.source_sighting where source_id = $1 and asset_id = $2`,
      [source.id, assetId],
    );
    return Math.max(0, row?.ms ?? 0);
  }

  async finish({ sync, source, cursor: previousCursor, dueAt }: SyncClaim, result: SyncResult): Promise<void> {
    await this.sources.manager.transaction(async (manager) => {
      const [rows] = await manager.query<[unknown[], number]>(
        `update control.source set claim = null, lease_until = null,
           cursor = case when $3 or revision <> $6 then cursor else $4 end,
           next_sync_at = case
             when $9 then next_sync_at
             when ${IS_PLANNED} then least(next_sync_at, case when $8 then ${AGAIN} end)
             else least(now() + interval_minutes * interval '1 minute', ${AGAIN}) end,
           pass_owed = case
             when $9 then pass_owed
             when ${IS_PLANNED} then pass_owed or $8
             else $8 end
         where id = $1 and claim = $2 returning id`,
        [
          source.id,
          sync.id,
          isPassive(sync),
          result.cursor ?? null,
          result.againInMs ?? null,
          source.revision,
          dueAt ?? null,
          result.isOwed === true,
          sync.isDryRun,
        ],
      );
      if (rows.length === 0) return;
      const { counts, problem, cursor, entries } = result;
      await manager.query(
        `update control.source_sync set ended_at = clock_timestamp(), counts = $2, cut = $3, problem = $4, sealed_entries = $5
         where id = $1`,
        [
          sync.id,
          JSON.stringify(counts),
          cursor !== undefined,
          problem === undefined ? null : JSON.stringify(problem),
          seal(this.#key, sync.id, JSON.stringify(entries)),
        ],
      );
      if (!isPassive(sync) && previousCursor === undefined) await this.#forget(manager, source.id, result);
      await manager.query(
        `delete from control.source_sync where source_id = $1 and dry_run = $3 and id not in
           (select id from control.source_sync where source_id = $1 and dry_run = $3 order by started_at desc, id limit $2)`,
        [source.id, SYNCS_KEPT, sync.isDryRun],
      );
    });
  }

  async list(sourceId: SourceId): Promise<readonly SourceSync[]> {
    return this.#render(
      await this.syncs.find({
        where: { sourceId: String(sourceId) },
        order: { startedAt: 'DESC', id: 'DESC' },
        take: SYNCS_KEPT,
      }),
    );
  }

  async find(sourceId: SourceId, id: string): Promise<SourceSync | undefined> {
    const [sync] = await this.#render(await this.syncs.findBy({ sourceId: String(sourceId), id }));
    return sync;
  }

  async latest(sourceIds: readonly SourceId[]): Promise<ReadonlyMap<SourceId, SourceSync>> {
    const ids = await this.syncs.query<{ id: string }[]>(
      `select distinct on (source_id) id from control.source_sync
       where source_id = any($1) and not dry_run order by source_id, started_at desc, id desc`,
      [sourceIds],
    );
    const found = await this.#render(await this.syncs.findBy({ id: In(ids.map(({ id }) => id)) }));
    return new Map(found.map((sync) => [sync.sourceId, sync]));
  }

  /** Entries that were seen, but neither wait nor are listed any more, are registered, have changed or are gone. */
  async #forget(manager: EntityManager, sourceId: SourceId, { waiting, cursor, problem }: SyncResult): Promise<void> {
    if (cursor !== undefined || problem !== undefined) return;
    await manager.query('delete from control.source_sighting where source_id = $1 and asset_id <> all($2::uuid[])', [
      sourceId,
      waiting,
    ]);
  }

  async #render(rows: readonly SourceSyncEntity[]): Promise<readonly SourceSync[]> {
    if (rows.length === 0) return [];
    const leases = await this.sources.query<{ id: string; claim: string | null; held: boolean }[]>(
      'select id, claim, coalesce(lease_until > now(), false) as held from control.source where id = any($1)',
      [[...new Set(rows.map(({ sourceId }) => sourceId))]],
    );
    return rows.map((row) => {
      const lease = leases.find(({ id }) => id === row.sourceId);
      return this.#syncOf(row, { claim: lease?.claim ?? null, isHeld: lease?.held === true });
    });
  }

  #syncOf(row: SourceSyncEntity, lease: Lease): SourceSync {
    return {
      id: row.id,
      sourceId: Number(row.sourceId),
      trigger: row.trigger,
      isDryRun: row.dryRun,
      state: stateOf(row, lease),
      from: row.windowFrom?.toISOString(),
      to: row.windowTo?.toISOString(),
      startedAt: row.startedAt.toISOString(),
      endedAt: row.endedAt?.toISOString(),
      counts: row.counts ?? NO_COUNTS,
      isCut: row.cut,
      problem: row.problem ?? undefined,
      entries: this.#entriesOf(row),
    };
  }

  /** Entries that were sealed with another master key are lost, which must not hide the rest. */
  #entriesOf({ id, sealedEntries }: SourceSyncEntity): readonly SyncedEntry[] {
    if (sealedEntries === null) return [];
    try {
      return JSON.parse(open(this.#key, id, sealedEntries)) as readonly SyncedEntry[];
    } catch {
      return [];
    }
  }
}

/** Moves the history of a clock that ran ahead back, because its order decides which syncs are the newest and kept. */
async function setBack(manager: EntityManager, sourceId: SourceId): Promise<void> {
  await manager.query(
    `update control.source_sync s set started_at = s.started_at - ahead.by, ended_at = s.ended_at - ahead.by
     from (select max(coalesce(ended_at, started_at)) - clock_timestamp() as by from control.source_sync where source_id = $1) ahead
     where s.source_id = $1 and ahead.by > interval '0' and s.started_at > clock_timestamp()`,
    [sourceId],
  );
}

/** Returns true for a sync that leaves the next regular sync as it is: a dry run, or a part of the source. */
const isPassive = ({ isDryRun, from, to }: Pick<SyncClaim['sync'], 'isDryRun' | 'from' | 'to'>): boolean =>
  isDryRun || from !== undefined || to !== undefined;
