import type { Pool } from 'pg';
import { isUuid } from '@throughline/contracts';
import { PROJECTION_SCHEMA } from '../schema/migrate.js';
import { identifier } from '../schema/migration.js';

const BEGINNING = /^[0-9a-f]{8}[0-9a-f-]{0,27}$/;

export class UnknownItemError extends Error {
  readonly kind = 'unknown-item';
  constructor(message: string) {
    super(message);
    this.name = 'UnknownItemError';
  }
}

/** Returns the id that begins with `text`. A whole id is returned even if it is not in the tables: its row may be missing. */
export async function findItem(pool: Pick<Pool, 'query'>, text: string): Promise<string> {
  const beginning = text.toLowerCase();
  if (isUuid(beginning)) return beginning;
  if (!BEGINNING.test(beginning))
    throw new UnknownItemError('This is no id of an item: give the whole id, or at least its first eight characters');
  const { rows } = await pool.query<{ asset_id: string }>(
    `select asset_id from ${identifier(PROJECTION_SCHEMA)}.asset where asset_id::text like $1 || '%' order by asset_id limit 2`,
    [beginning],
  );
  const [first, second] = rows;
  if (first === undefined)
    throw new UnknownItemError(`No item in the tables has an id that begins with ${beginning}. Give the whole id`);
  if (second !== undefined)
    throw new UnknownItemError(`Several items have an id that begins with ${beginning}. Give more characters`);
  return first.asset_id;
}
