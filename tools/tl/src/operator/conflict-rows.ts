import type { Access } from '@throughline/stack';
import { CliError } from '../exit.js';
import { withDatabase } from './servers.js';

export interface BlockedRow {
  readonly asset_id: string;
  readonly reason_kind: string;
  readonly reason: string;
  readonly since: Date;
  readonly position: string;
  readonly revision: string;
  readonly commit_id: string | null;
  readonly parked: number;
}

const SELECT = `select asset_id, reason_kind, reason, since, position::text, revision::text, commit_id, parked
  from projection.quarantine order by since, asset_id`;

/** undefined_table, invalid_schema_name: the projector has never started on this database. */
const NO_TABLES: readonly unknown[] = ['42P01', '3F000'];

const explainMissingTables = (error: unknown): unknown =>
  error instanceof Error && 'code' in error && NO_TABLES.includes(error.code)
    ? new CliError('failed', 'There are no tables yet', {
        cause: error,
        tryInstead: 'The status-projector makes them at its first start: see logs/status-projector.log.',
      })
    : error;

export interface ConflictRow {
  readonly asset_id: string;
  readonly at: Date;
  readonly position: string;
  readonly commit_id: string;
}

/** Older conflicts are no longer of interest. */
const CONFLICTS = `select asset_id, at, detail ->> 'position' as position, detail ->> 'commitId' as commit_id
  from ops.ops_log where kind = 'conflict' and at > now() - interval '7 days' order by id desc limit 100`;

/** Returns the messages of the last week that repeat the id of an earlier commit with another body, newest first. */
export const readConflictRows = (access: Access): Promise<readonly ConflictRow[]> =>
  withDatabase(access, async (client) => (await client.query<ConflictRow>(CONFLICTS)).rows);

/** Returns the items whose history the projector cannot apply, oldest first. */
export const readBlockedRows = (access: Access): Promise<readonly BlockedRow[]> =>
  withDatabase(access, async (client) => {
    try {
      return (await client.query<BlockedRow>(SELECT)).rows;
    } catch (error) {
      throw explainMissingTables(error);
    }
  });
