import { kindOf } from '@throughline/contracts';
import type { Pool } from 'pg';
import { createProjectionQuery } from './projection-query.js';
import type { RestQuery, RestingItem, RestingItems } from './resting-items.js';

/** The projector has an index on this expression. */
const TEMPLATE = `coalesce(state #>> '{template,id}', '')`;
const IS_READABLE = 'not quarantined and not needs_upgrade';

interface RestingRow {
  readonly asset_id: string;
  readonly template: string;
  readonly rests_since: Date;
}

export class PostgresRestingItems implements RestingItems {
  private readonly query: Pool['query'];

  constructor(pool: Pool) {
    this.query = createProjectionQuery(pool);
  }

  async owners(since: string): Promise<readonly string[]> {
    try {
      const { rows } = await this.query<{ owner: string }>(
        `select distinct owner from projection.asset where rests_since <= $1 and ${IS_READABLE} order by owner`,
        [since],
      );
      return rows.map(({ owner }) => owner);
    } catch (error) {
      // Until the projector of this release has started, its tables or columns do not exist. That is no fault of a sweep.
      if (kindOf(error) === 'unavailable') return [];
      throw error;
    }
  }

  async list(owner: string, queries: readonly RestQuery[], limit: number): Promise<readonly RestingItem[]> {
    const { rows } = await this.query<RestingRow>(
      `select asset_id, ${TEMPLATE} as template, rests_since
         from unnest($2::text[], $3::timestamptz[]) as due (bound_to, since)
         join projection.asset on owner = $1 and ${TEMPLATE} = bound_to and rests_since <= since
        where rests_since is not null and ${IS_READABLE}
        order by rests_since, asset_id
        limit $4`,
      [owner, queries.map(({ template }) => template?.toString() ?? ''), queries.map(({ since }) => since), limit],
    );
    return rows.map(({ asset_id, template, rests_since }) => ({
      id: asset_id,
      template: template === '' ? undefined : Number(template),
      since: rests_since.toISOString(),
    }));
  }
}
