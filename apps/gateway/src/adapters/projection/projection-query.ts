import { codeOf } from '@throughline/contracts';
import type { Pool } from 'pg';

/** PostgreSQL: undefined table, schema or column. The projector creates them at startup and has not done so yet. */
const NO_TABLES = /^(42P01|3F000|42703)$/;

class ProjectionMissingError extends Error {
  readonly kind = 'unavailable';
  constructor(options: ErrorOptions) {
    super('The tables of the projection do not exist yet: start the status-projector of this release', options);
    this.name = 'ProjectionMissingError';
  }
}

/** Wraps the pool's `query`: before the projector's very first start, missing tables count as an unavailable service. */
export const createProjectionQuery = (pool: Pick<Pool, 'query'>): Pool['query'] =>
  (async (sql: string, parameters: unknown[]) => {
    try {
      return await pool.query(sql, parameters);
    } catch (error) {
      throw NO_TABLES.test(codeOf(error) ?? '') ? new ProjectionMissingError({ cause: error }) : error;
    }
  }) as Pool['query'];
