import type { Pool } from 'pg';

/** Creates a table of events as an application without an event store would: one row for each event, in the order of its stream. */
export const createEventTable = (pool: Pool): Promise<unknown> =>
  pool.query(`create table event (
    position bigserial primary key, stream uuid not null, version int not null, body jsonb not null, unique (stream, version))`);
