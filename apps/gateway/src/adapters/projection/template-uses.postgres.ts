import type { Pool } from 'pg';
import { createProjectionQuery } from './projection-query.js';
import type { TemplateUses } from './template-uses.js';

/** The projector has an index on this expression. */
const TEMPLATE = `(state #>> '{template,id}')`;
const IS_BOUND = `owner = $1 and ${TEMPLATE} is not null and deleted_at is null and not state ? 'erasedAt'`;

export class PostgresTemplateUses implements TemplateUses {
  private readonly query: Pool['query'];

  constructor(pool: Pool) {
    this.query = createProjectionQuery(pool);
  }

  async count(owner: string): Promise<ReadonlyMap<number, number>> {
    const { rows } = await this.query<{ template: string; items: number }>(
      `select ${TEMPLATE} as template, count(*)::int as items from projection.asset where ${IS_BOUND} group by 1`,
      [owner],
    );
    return new Map(rows.map(({ template, items }) => [Number(template), items]));
  }

  async boundTo(owner: string, template: number): Promise<readonly string[]> {
    const { rows } = await this.query<{ asset_id: string }>(
      `select asset_id from projection.asset where ${IS_BOUND} and ${TEMPLATE} = $2 order by asset_id`,
      [owner, String(template)],
    );
    return rows.map(({ asset_id }) => asset_id);
  }
}
