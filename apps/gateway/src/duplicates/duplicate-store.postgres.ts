import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { codeOf } from '@throughline/contracts';
import type { Pool, PoolClient } from 'pg';
import { Repository } from 'typeorm';
import { createProjectionQuery } from '../adapters/projection/index.js';
import { READ_POOL } from '../kit/database/bounded-pool.js';
import { readWithSettings } from '../kit/database/read-with-settings.js';
import type {
  DuplicateGroup,
  DuplicateStore,
  GroupPage,
  GroupPlace,
  GroupQuery,
  KeptDuplicates,
  KeptPlace,
} from './duplicate-store.js';
import { isIndexMissing } from '../search/index.js';
import { SELECT_GROUPS, SELECT_GROUPS_WITHOUT_TEXTS } from './group-statement.js';
import { KeptDuplicateEntity } from './kept-duplicate.entity.js';
import { pairsOf } from './pairs.js';

interface Row {
  readonly total: number;
  readonly groups: readonly (DuplicateGroup & Pick<GroupPlace, 'newest'>)[];
}

interface KeptRow {
  readonly id: string;
  readonly items: readonly string[];
  readonly kept_at: string;
}

/** PostgreSQL would compile the statement for longer than it runs. */
const NO_JIT = 'jit = off';
/** PostgreSQL has cancelled the statement at its deadline. */
const CANCELLED = '57014';
const USUAL_DEADLINE_MS = 4_000;

/** The statement without texts then has the other half of the time. */
const halfOfDeadline = ({ options: { statement_timeout: limit } }: Pool): string =>
  `statement_timeout = ${String(Math.ceil((typeof limit === 'number' ? limit : USUAL_DEADLINE_MS) / 2))}`;

const includes = <T>(choices: readonly T[], one: T): boolean => choices.length === 0 || choices.includes(one);
const isAboutTexts = ({ kinds, reasons }: GroupQuery): boolean =>
  includes(kinds, 'document') && includes(reasons, 'similar_text');

const KEPT_AT = `to_char(max(kept_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
const SELECT_KEPT = `select decision as id, ${KEPT_AT} as kept_at,
    (select array_agg(distinct id order by id) from unnest(array_agg(first_id) || array_agg(second_id)) id) as items
  from control.kept_duplicate where library_id = $1`;

@Injectable()
export class PostgresDuplicateStore implements DuplicateStore {
  constructor(
    @InjectRepository(KeptDuplicateEntity) private readonly kept: Repository<KeptDuplicateEntity>,
    @Inject(READ_POOL) private readonly pool: Pool,
  ) {}

  async groups(query: GroupQuery): Promise<GroupPage> {
    const { libraryId, kinds, reasons, after, limit } = query;
    const parameters = [libraryId, kinds, reasons, after?.newest ?? null, after?.key ?? null, limit + 1];
    const withTexts = await this.#selectWithTexts(query, parameters);
    const { total, groups: found } =
      withTexts ?? (await this.#select(SELECT_GROUPS_WITHOUT_TEXTS, parameters, [NO_JIT], createProjectionQuery));
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    return {
      groups: shown.map(({ key, kind, reason, ids, count, likeness }) => ({ key, kind, reason, ids, count, likeness })),
      next: found.length > limit && last !== undefined ? { newest: last.newest, key: last.key } : undefined,
      total,
      knowsTexts: withTexts !== undefined || !isAboutTexts(query),
    };
  }

  async keep({ id: decision, libraryId, itemIds }: Omit<KeptDuplicates, 'keptAt'>): Promise<boolean> {
    const rows = pairsOf(itemIds).map(([firstId, secondId]) => ({ libraryId, decision, firstId, secondId }));
    const inserted = await this.kept.createQueryBuilder().insert().values(rows).orIgnore().returning('decision').execute();
    return (inserted.raw as readonly unknown[]).length > 0;
  }

  async find(libraryId: string, id: string): Promise<KeptDuplicates | undefined> {
    const [row] = await this.#list(`${SELECT_KEPT} and decision = $2 group by decision`, [libraryId, id]);
    return row;
  }

  list(libraryId: string, after: KeptPlace | undefined, limit: number): Promise<readonly KeptDuplicates[]> {
    return this.#list(
      `select * from (${SELECT_KEPT} group by decision) kept where $2::text is null or (kept_at, id::text) < ($2, $3)
       order by kept_at desc, id desc limit $4`,
      [libraryId, after?.keptAt ?? null, after?.id ?? null, limit],
    );
  }

  async remove(libraryId: string, decision: string): Promise<boolean> {
    const { affected } = await this.kept.delete({ libraryId, decision });
    return (affected ?? 0) > 0;
  }

  async removeGone(): Promise<number> {
    const [, removed] = await this.kept.manager.query<[unknown, number]>(
      `delete from control.kept_duplicate kept using projection.asset gone
       where gone.asset_id in (kept.first_id, kept.second_id) and (gone.state ? 'erasedAt' or gone.state ? 'expiredAt')`,
    );
    return removed;
  }

  /** Returns undefined if nobody asks for texts, or the tables of the search cannot be read, or not soon enough. */
  async #selectWithTexts(query: GroupQuery, parameters: readonly unknown[]): Promise<Row | undefined> {
    if (!isAboutTexts(query)) return undefined;
    try {
      return await this.#select(SELECT_GROUPS, parameters, [NO_JIT, halfOfDeadline(this.pool)]);
    } catch (error) {
      // Tables of the projection may be missing too: the statement without texts finds that out.
      if (isIndexMissing(error) || codeOf(error) === CANCELLED) return undefined;
      throw error;
    }
  }

  async #select(
    sql: string,
    parameters: readonly unknown[],
    settings: readonly string[],
    queryOf = (client: PoolClient): PoolClient['query'] => client.query.bind(client),
  ): Promise<Row> {
    const [row = { total: 0, groups: [] }] = await readWithSettings(this.pool, settings, (client) =>
      queryOf(client)<Row>(sql, [...parameters]),
    );
    return row;
  }

  async #list(sql: string, values: readonly [libraryId: string, ...unknown[]]): Promise<readonly KeptDuplicates[]> {
    const rows = await this.kept.manager.query<readonly KeptRow[]>(sql, [...values]);
    return rows.map(({ id, items, kept_at: keptAt }) => ({ id, libraryId: values[0], itemIds: items, keptAt }));
  }
}
