import { codeOf } from '@throughline/contracts';
import type { Pool } from 'pg';

/** The projector makes its tables and columns at its start, and has not done so yet (undefined table, schema or column). */
const NO_TABLES = /^(42P01|3F000|42703)$/;

class ProjectionMissingError extends Error {
  readonly kind = 'unavailable';
  constructor(options: ErrorOptions) {
    super('The tables of the projection are not there yet: start the status-projector of this release', options);
    this.name = 'ProjectionMissingError';
  }
}

/** The pool's own `query`, but for the error that everybody meets at the very first start. */
export const projectionQuery = (pool: Pick<Pool, 'query'>): Pool['query'] =>
  (async (sql: string, parameters: unknown[]) => {
    try {
      return await pool.query(sql, parameters);
    } catch (error) {
      throw NO_TABLES.test(codeOf(error) ?? '') ? new ProjectionMissingError({ cause: error }) : error;
    }
  }) as Pool['query'];
