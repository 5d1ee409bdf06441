import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '@throughline/service-kit';
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
  NotedCommit,
  PendingItem,
  SearchIndex,
} from '../search-index.js';
import { READ_STATE, toIndexState, type StateRow } from './index-state.js';
import { WORDS_AT_MOST, listSpellings } from './spellings.js';
import {
  ADD_WORDS,
  FIND_TRIGRAMS,
  JOIN_WORDS,
  REMOVE_WORDS,
  UNCOUNT_WORDS,
  WRITE_ITEM,
  WRITE_PASSAGES,
  indexWords,
} from './search-statements.js';

/** One writer at a time counts the words, so that two never wait for each other. The number is arbitrary. */
const WRITE_LOCK = 7_461_200_002;
/** Longer texts keep no positions of their words in the row of the item: a tsvector has at most 1 MB. */
const MAX_POSITIONED_CHARACTERS = 400_000;

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
    return this.database.transaction(async (manager) => {
      await manager.query('select pg_advisory_xact_lock($1)', [WRITE_LOCK]);
      const [stored] = await manager.query<{ revision: string }[]>('select revision::text from search.item where asset_id = $1', [
        assetId,
      ]);
      if (stored === undefined || BigInt(stored.revision) <= BigInt(revision)) {
        if (stored !== undefined) await this.#removeTexts(manager, assetId);
        await this.#write(manager, assetId, revision, entry);
      }
      if (failure === undefined)
        await manager.query('delete from search.pending where asset_id = $1 and position <= $2::bigint', [assetId, revision]);
      else await this.#fail(manager, assetId, failure);
    });
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
      await manager.query('select pg_advisory_xact_lock($1)', [WRITE_LOCK]);
      for (const table of ['passage', 'item', 'word', 'pending', 'checkpoint'])
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

  async #refill(manager: EntityManager): Promise<number> {
    await manager.query('delete from search.checkpoint');
    const [rows] = await manager.query<[{ generation: number }[], number]>(
      'update search.state set generation = generation + 1, built = false returning generation',
    );
    return rows[0]?.generation ?? 0;
  }

  async #fail(manager: EntityManager, assetId: string, { code, retryMs }: IndexFailure): Promise<void> {
    await manager.query(
      `update search.pending set attempts = attempts + 1, problem = $2, due_at = ${afterMs('$3')} where asset_id = $1`,
      [assetId, code, retryMs],
    );
  }

  async #removeTexts(manager: EntityManager, assetId: string): Promise<void> {
    await manager.query(UNCOUNT_WORDS, [assetId]);
    await manager.query(REMOVE_WORDS, [assetId]);
    await manager.query('delete from search.passage where asset_id = $1', [assetId]);
  }

  async #write(manager: EntityManager, assetId: string, revision: Revision, entry: SearchEntry | undefined): Promise<void> {
    if (entry === undefined) {
      await manager.query(
        `insert into search.item (asset_id, revision) values ($1, $2)
         on conflict (asset_id) do update set revision = excluded.revision, library_id = null, kind = null, title = null, sender = null,
           tags = '{}', people = '{}', item_at = null, language = null, title_words = null, words = null, spellings = '{}'`,
        [assetId, revision],
      );
      return;
    }
    const { libraryId, kind, title, sender, tags, people, at, language, passages } = entry;
    const spellings = listSpellings(entry).slice(0, WORDS_AT_MOST);
    await manager.query(WRITE_ITEM, [
      assetId,
      revision,
      libraryId,
      kind,
      title ?? null,
      sender ?? null,
      tags,
      people,
      at,
      language,
      [sender ?? '', ...tags, ...people].join(' \n '),
      spellings,
    ]);
    if (spellings.length > 0) await manager.query(ADD_WORDS, [libraryId, spellings]);
    if (passages.length === 0) return;
    const rows = passages.map(({ text, page, marks }) => ({ text, page: page ?? null, marks }));
    await manager.query(WRITE_PASSAGES, [assetId, language, JSON.stringify(rows)]);
    const characters = passages.reduce((sum, { text }) => sum + text.length, 0);
    const text = characters > MAX_POSITIONED_CHARACTERS ? null : passages.map((passage) => passage.text).join('\n');
    await manager.query(JOIN_WORDS, [assetId, language, text]);
  }
}
