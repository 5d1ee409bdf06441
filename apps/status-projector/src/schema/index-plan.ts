import type { Migration } from './migration.js';

/** A statement that creates an index or a primary key. Those of different tables can run side by side. */
export interface IndexStatement {
  readonly table: string;
  readonly isKey: boolean;
  readonly sql: string;
}

/** The indexes that a list of migrations leaves in tables that had none. */
export interface IndexPlan {
  readonly indexes: readonly IndexStatement[];
  /** All other statements, in order. They need the tables, and no index. */
  readonly others: readonly string[];
}

const STATEMENT_END = /;\s*(?:\n|$)/u;
const CREATE_INDEX = /^create index (?<index>\w+) on "\w+"\.(?<table>\w+)/u;
const ADD_KEY = /^alter table "\w+"\.(?<table>\w+) add constraint (?<index>\w+)/u;
const DROP_INDEX = /^drop index (?:if exists )?"\w+"\.(?<index>\w+)$/u;

interface CreatedIndex extends IndexStatement {
  readonly name: string;
}

function findIndex(sql: string): CreatedIndex | undefined {
  const key = ADD_KEY.exec(sql)?.groups;
  const { table, index: name } = key ?? CREATE_INDEX.exec(sql)?.groups ?? {};
  return table === undefined || name === undefined ? undefined : { name, table, isKey: key !== undefined, sql };
}

/** Leaves out an index that a later migration drops. */
export function planIndexes(migrations: readonly Migration[]): IndexPlan {
  const indexes = new Map<string, IndexStatement>();
  const others: string[] = [];
  for (const statement of migrations.flatMap(({ sql }) => sql.split(STATEMENT_END))) {
    const sql = statement.trim();
    const created = findIndex(sql);
    const dropped = DROP_INDEX.exec(sql)?.groups?.['index'];
    if (created !== undefined) indexes.set(created.name, created);
    else if (dropped !== undefined) indexes.delete(dropped);
    else if (sql !== '') others.push(sql);
  }
  return { indexes: [...indexes.values()], others };
}
