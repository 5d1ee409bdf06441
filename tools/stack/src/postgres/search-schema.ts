import type pg from 'pg';
import { errorCode } from '../problem.js';

export const SEARCH_ROLE = 'tl_search';

/** The schema of the index. A gateway of an earlier release owned it, with its tables. */
const CREATE_SCHEMA = `
  do $$ declare owned regclass; begin
    if not exists (select from pg_namespace where nspname = 'search') then
      create schema search authorization ${SEARCH_ROLE};
    elsif exists (select from pg_namespace where nspname = 'search' and nspowner <> '${SEARCH_ROLE}'::regrole) then
      alter schema search owner to ${SEARCH_ROLE};
    end if;
    for owned in select oid::regclass from pg_class
      where relnamespace = 'search'::regnamespace and relkind = 'r' and relowner <> '${SEARCH_ROLE}'::regrole
    loop
      execute format('alter table %s owner to ${SEARCH_ROLE}', owned);
    end loop;
  end $$`;

/** Lets another role read the index, with the tables that migrations add to it. */
const letRead = (reader: string): string => `
  grant usage on schema search to ${reader};
  grant select on all tables in schema search to ${reader};
  alter default privileges for role ${SEARCH_ROLE} in schema search grant select on tables to ${reader}`;

/** Creates the schema of the search index, which its role owns. Returns false if the server lacks the files of `pg_trgm`. */
export async function ensureSearchSchema(client: pg.Client, reader: string): Promise<boolean> {
  await client.query(CREATE_SCHEMA);
  await client.query(letRead(reader));
  return createTrigrams(client);
}

/** PostgreSQL: the extension is not installed on the server, and a missing right to create it. */
const NO_EXTENSION: readonly unknown[] = ['0A000', '58P01', '42501'];

/** The extension finds words of similar spelling. */
export async function createTrigrams(client: pg.Client): Promise<boolean> {
  try {
    await client.query('create extension if not exists pg_trgm with schema search');
    return true;
  } catch (error) {
    if (!NO_EXTENSION.includes(errorCode(error))) throw error;
    return false;
  }
}
