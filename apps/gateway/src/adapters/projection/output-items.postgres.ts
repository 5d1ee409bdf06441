import type { Pool } from 'pg';
import type { OutputItemCounts, OutputItems } from './output-items.js';
import { createProjectionQuery } from './projection-query.js';

/** The projector has an index on the items with preferences. */
const IS_PREFERRING = `owner = $1 and state ? 'preferences' and deleted_at is null and not state ? 'erasedAt'`;
const PREFERRED = `state #> '{preferences,output_config,outputs}'`;

const COUNT = `
select output, sum(preferences)::int as preferences, sum(running)::int as running from (
  select jsonb_array_elements_text(${PREFERRED}) as output, 1 as preferences, 0 as running
  from projection.asset where ${IS_PREFERRING}
  union all
  select jsonb_array_elements(state #> '{run,config,outputs}') ->> 'name', 0, 1
  from projection.asset where owner = $1 and is_active
) as named group by output`;

export class PostgresOutputItems implements OutputItems {
  private readonly query: Pool['query'];

  constructor(pool: Pool) {
    this.query = createProjectionQuery(pool);
  }

  async count(owner: string): Promise<ReadonlyMap<string, OutputItemCounts>> {
    const { rows } = await this.query<OutputItemCounts & { readonly output: string }>(COUNT, [owner]);
    return new Map(rows.map(({ output, preferences, running }) => [output, { preferences, running }]));
  }

  async preferring(owner: string, output: string): Promise<readonly string[]> {
    const { rows } = await this.query<{ asset_id: string }>(
      `select asset_id from projection.asset where ${IS_PREFERRING} and ${PREFERRED} ? $2 order by asset_id`,
      [owner, output],
    );
    return rows.map(({ asset_id }) => asset_id);
  }
}
