import type { PipelineName } from '@throughline/contracts';
import type pg from 'pg';
import { PostgresItemRows } from '../adapters/projection/rows.postgres.js';

export interface Plan {
  readonly 'Node Type': string;
  readonly 'Index Name'?: string;
  readonly 'Relation Name'?: string;
  readonly Alias?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

const nodesOf = (plan: Plan): readonly Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];

/** Plans of queries that were sent. */
interface SentPlans {
  /** Runs each query again, and returns the nodes of its plan as it was executed. Forgets the queries. */
  readonly plans: () => Promise<readonly (readonly Plan[])[]>;
}

/** The gateway's rows, and the plans of the queries that they have sent. */
export interface ExplainedRows extends SentPlans {
  readonly rows: PostgresItemRows;
}

/** Returns a pool for reads, and the plans of its queries. */
export function explainQueries(pool: pg.Pool): SentPlans & { readonly pool: pg.Pool } {
  const sent: { readonly text: string; readonly values: unknown[] }[] = [];
  const query = (text: string, values: unknown[]) => {
    sent.push({ text, values });
    return pool.query(text, values);
  };
  return {
    pool: { query } as unknown as pg.Pool,
    plans: () =>
      Promise.all(
        sent.splice(0).map(async ({ text, values }) => {
          const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(`explain (analyze, format json) ${text}`, values);
          return rows.flatMap((row) => nodesOf(row['QUERY PLAN'][0].Plan));
        }),
      ),
  };
}

export function explainRows(pool: pg.Pool, pipelines?: readonly PipelineName[]): ExplainedRows {
  const explained = explainQueries(pool);
  return { rows: new PostgresItemRows(explained.pool, pipelines), plans: explained.plans };
}
