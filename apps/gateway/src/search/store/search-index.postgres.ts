import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@throughline/service-kit';
import { codeOf } from '@throughline/contracts';
import { parsePosition, type Revision } from '@throughline/event-store';
import { DataSource, type EntityManager } from 'typeorm';
import { afterMs } from '../../kit/database/times.js';
import { LOG } from '../../gateway-context.js';
import type { SearchEntry } from '../search-entry.js';
import type {
  IndexCheckpoint,
  IndexFailure,
  IndexLease,
  IndexState,
  IndexedItem,
  NotedCommit,
  PendingItem,
  SearchIndex,
} from '../search-index.js';
import { READ_STATE, toIndexState, type StateRow } from './index-state.js';
import { writeFingerprints } from './similar-texts.js';
import { FIND_TRIGRAMS, LOCK_ITEMS, indexWords } from './search-statements.js';
import {
  AddedMeanwhileError,
  changeWords,
  countWords,
  prepareItem,
  writeItems,
  type LockedRow,
  type PreparedItem,
} from './write-items.js';

/** One writer at a time counts the words and compares texts, so that two never wait for each other. The number is arbitrary. */
const SHARED_LOCK = 7_461_200_002;
/** A writer that met another one at the same item tries again. */
const RETRIES = 3;
/** PostgreSQL: a duplicate key, or two transactions that wait for each other. */
const RACE = /^(23505|40P01)$/;

const isOfRace = (error: unknown): boolean => error instanceof AddedMeanwhileError || RACE.test(codeOf(error) ?? '');

@Injectable()
export class PostgresSearchIndex implements SearchIndex {
  constructor(
    @Inject(DataSource) private readonly database: DataSource,
    @Inject(LOG) private readonly log: Pick<Logger, 'warn'>,
  ) {}

  async claim(token: string, leaseMs: number, version: number): Promise<IndexLease | undefined> {
    return this.database.transaction(async (manager) => {
      const [rows] = await manager.query<[{ generation: number; version: number }[], number]>(
        `update search.state set claim = $1, lease_until = ${afterMs('$2')}
         where lease_until is null or lease_until <= now() or lease_until > now() + interval '1 day' returning generation, version`,
        [token, leaseMs],
      );
      const [row] = rows;
      if (row === undefined) return undefined;
      if (row.version === version) return { token, generation: row.generation };
      await manager.query('update search.state set version = $1', [version]);
      return { token, generation: await this.#refill(manager) };
    });
  }

  async renew({ token, generation }: IndexLease, leaseMs: number): Promise<boolean> {
    const [rows] = await this.database.query<[unknown[], number]>(
      `update search.state set lease_until = ${afterMs('$3')} where claim = $1 and generation = $2 returning claim`,
      [token, generation, leaseMs],
    );
    return rows.length === 1;
  }

  async release({ token }: IndexLease): Promise<void> {
    await this.database.query('update search.state set claim = null, lease_until = null where claim = $1', [token]);
  }

  async checkpoints(): Promise<readonly IndexCheckpoint[]> {
    const rows = await this.database.query<
      { partition: number; incarnation: string; position: string; commit_id: string | null }[]
    >('select partition, incarnation, position::text, commit_id from search.checkpoint order by partition');
    return rows.map(({ partition, incarnation, position, commit_id }) => ({
      partition,
      incarnation,
      position: parsePosition(position),
      commitId: commit_id ?? undefined,
    }));
  }

  note({ token, generation }: IndexLease, commits: readonly NotedCommit[], checkpoint: IndexCheckpoint): Promise<boolean> {
    return this.database.transaction(async (manager) => {
      const held = await manager.query<unknown[]>('select from search.state where claim = $1 and generation = $2 for share', [
        token,
        generation,
      ]);
      if (held.length === 0) return false;
      await manager.query(
        `insert into search.pending as p (asset_id, position, commits, since, due_at, waits)
         select c.id, max(c.position), count(*), min(c.at), min(${afterMs('c.wait')}), bool_and(c.wait > 0)
         from unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::float8[]) c (id, position, at, wait) group by c.id order by c.id
         on conflict (asset_id) do update set position = greatest(p.position, excluded.position),
           commits = p.commits + excluded.commits, due_at = least(p.due_at, excluded.due_at), waits = p.waits and excluded.waits`,
        [
          commits.map((one) => one.assetId),
          commits.map((one) => one.position),
          commits.map((one) => one.storedAt),
          commits.map((one) => one.waitMs),
        ],
      );
      await manager.query(
        `insert into search.checkpoint (partition, incarnation, position, commit_id) values ($1, $2, $3, $4)
         on conflict (partition) do update set incarnation = excluded.incarnation, position = excluded.position,
           commit_id = excluded.commit_id`,
        [checkpoint.partition, checkpoint.incarnation, checkpoint.position, checkpoint.commitId ?? null],
      );
      return true;
    });
  }

  async markBuilt({ token, generation }: IndexLease): Promise<void> {
    await this.database.query('update search.state set built = true where claim = $1 and generation = $2', [token, generation]);
  }

  async due(limit: number): Promise<readonly PendingItem[]> {
    const rows = await this.database.query<{ asset_id: string; position: string; attempts: number }[]>(
      `select asset_id, position::text, attempts from search.pending where due_at <= now()
       order by attempts > 0, waits, position limit $1`,
      [limit],
    );
    return rows.map(({ asset_id, position, attempts }) => ({ assetId: asset_id, position: parsePosition(position), attempts }));
  }

  replace(assetId: string, revision: Revision, entry: SearchEntry | undefined, failure?: IndexFailure): Promise<void> {
    return this.replaceAll([{ assetId, revision, entry, failure }]);
  }

  async replaceAll(items: readonly IndexedItem[]): Promise<void> {
    const prepared = items.map(prepareItem);
    for (let left = RETRIES; items.length > 0; left -= 1) {
      try {
        await this.database.transaction((manager) => this.#replace(manager, prepared));
        return;
      } catch (error) {
        if (left === 0 || !isOfRace(error)) throw error;
      }
    }
  }

  async fail(assetId: string, failure: IndexFailure): Promise<void> {
    await this.#fail(this.database.manager, assetId, failure);
  }

  refill(): Promise<void> {
    return this.database.transaction(async (manager) => {
      await this.#refill(manager);
    });
  }

  clear(): Promise<void> {
    return this.database.transaction(async (manager) => {
      // Writers have finished, and none begins.
      await manager.query('lock table search.item in exclusive mode');
      // Many pairs would be deleted for a long time.
      await manager.query('truncate search.similar_text');
      for (const table of ['fingerprint', 'passage', 'item', 'word', 'pending', 'checkpoint'])
        await manager.query(`delete from search.${table}`);
      await manager.query('update search.state set built = false');
    });
  }

  async state(): Promise<IndexState> {
    return toIndexState(await this.database.query<StateRow[]>(READ_STATE));
  }

  async prepare(): Promise<boolean> {
    const [found] = await this.database.query<{ schema: string }[]>(FIND_TRIGRAMS);
    if (found === undefined) {
      this.log.warn({}, 'PostgreSQL has no pg_trgm: the search finds no similar spelling');
      return false;
    }
    await this.database.query(indexWords(found.schema));
    return true;
  }

  /**
   * Items are written at the same time as those of other writers. Only their words and
   * fingerprints wait: many items have the same words, and a text is compared with those of others.
   */
  async #replace(manager: EntityManager, prepared: readonly PreparedItem[]): Promise<void> {
    const ids = prepared.map(({ item }) => item.assetId);
    const locked = await manager.query<LockedRow[]>(LOCK_ITEMS, [ids]);
    const rows = new Map(locked.map((row) => [row.asset_id, row]));
    const current = prepared.filter(({ item }) => BigInt(rows.get(item.assetId)?.revision ?? 0) <= BigInt(item.revision));
    const replaced = current.flatMap(({ item }) => rows.get(item.assetId) ?? []);
    await writeItems(manager, current, replaced);
    const changes = countWords(current, replaced);
    const fingerprints = current.flatMap(({ entry }) => entry?.fingerprint ?? []);
    const stored = replaced.flatMap((row) => (row.has_fingerprint ? row.asset_id : []));
    const hasFingerprints = fingerprints.length + stored.length > 0;
    if (changes.length > 0 || hasFingerprints) await manager.query('select pg_advisory_xact_lock($1)', [SHARED_LOCK]);
    if (changes.length > 0) await changeWords(manager, changes);
    if (hasFingerprints) await writeFingerprints(manager, stored, fingerprints);
    await this.#settle(manager, prepared);
  }

  /** Removes what waits for these items, or lets it wait longer. Notes lock their rows in the same order. */
  async #settle(manager: EntityManager, prepared: readonly PreparedItem[]): Promise<void> {
    const ids = prepared.map(({ item }) => item.assetId);
    const waiting = await manager.query<unknown[]>(
      'select from search.pending where asset_id = any($1::uuid[]) order by asset_id for update',
      [ids],
    );
    if (waiting.length === 0) return;
    const shown = prepared.flatMap(({ item }) => (item.failure === undefined ? item : []));
    await manager.query(
      `delete from search.pending p using unnest($1::uuid[], $2::bigint[]) d (id, revision)
       where p.asset_id = d.id and p.position <= d.revision`,
      [shown.map(({ assetId }) => assetId), shown.map(({ revision }) => revision)],
    );
    for (const { item } of prepared) if (item.failure !== undefined) await this.#fail(manager, item.assetId, item.failure);
  }

  async #refill(manager: EntityManager): Promise<number> {
    const [rows] = await manager.query<[{ generation: number }[], number]>(
      'update search.state set generation = generation + 1, built = false returning generation',
    );
    // In the order of `note`, so that neither waits for the other.
    await manager.query('delete from search.checkpoint');
    return rows[0]?.generation ?? 0;
  }

  async #fail(manager: EntityManager, assetId: string, { code, retryMs }: IndexFailure): Promise<void> {
    await manager.query(
      `update search.pending set attempts = attempts + 1, problem = $2, due_at = ${afterMs('$3')} where asset_id = $1`,
      [assetId, code, retryMs],
    );
  }
}
