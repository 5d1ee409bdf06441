import type { Access } from '@throughline/stack';
import { bytes } from '../output/table.js';
import { dateText } from '../output/dates.js';
import { withDatabase } from './servers.js';

/** The tables that the last rebuild has replaced. */
export interface PreviousTables {
  /** null: a release that did not note the time replaced them. */
  readonly replaced_at: string | null;
  readonly bytes: number;
}

const SELECT = `select obj_description(n.oid, 'pg_namespace') as replaced_at, sum(pg_total_relation_size(c.oid))::text as bytes
  from pg_namespace n join pg_class c on c.relnamespace = n.oid
  where n.nspname = 'projection_old' and c.relkind = 'r' group by n.oid`;

/** Returns null if there are none, or if the database does not answer, which the state of PostgreSQL reports. */
export const readPreviousTables = (access: Access): Promise<PreviousTables | null> =>
  withDatabase(access, async (client) => {
    const { rows } = await client.query<{ replaced_at: string | null; bytes: string }>(SELECT);
    return rows[0] === undefined ? null : { replaced_at: rows[0].replaced_at, bytes: Number(rows[0].bytes) };
  }).catch(() => null);

export const previousTablesRows = (previous: PreviousTables | null): string[][] =>
  previous === null
    ? []
    : [
        [
          'previous tables',
          bytes(previous.bytes),
          `replaced ${previous.replaced_at === null ? 'at an unknown time, by an earlier release' : dateText(previous.replaced_at)}; tl rebuild --undo returns to them if no upgrade came since`,
        ],
      ];
