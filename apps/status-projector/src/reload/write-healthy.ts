import type { PoolClient } from 'pg';
import type { Batch } from '../write/batch.js';
import { quarantineUnstorable } from '../write/isolate.js';
import { isRefusedValue } from '../write/refused-value.js';
import { writeRows, type RowsTarget } from '../write/rows-writer.js';

/** Runs `work` in a savepoint. Rolls back if the database refuses a value or if this is a trial. */
async function attempt(client: PoolClient, work: () => Promise<void>, isTrial: boolean): Promise<{ readonly refusal?: unknown }> {
  await client.query('savepoint attempt');
  try {
    await work();
    await client.query(isTrial ? 'rollback to savepoint attempt' : 'release savepoint attempt');
    return {};
  } catch (refusal) {
    if (!isRefusedValue(refusal)) throw refusal;
    await client.query('rollback to savepoint attempt');
    return { refusal };
  }
}

/**
 * Writes a batch inside the caller's transaction. Quarantines the assets whose values the database refuses, and returns the
 * batch that was written.
 */
export async function writeAcceptedAssets(client: PoolClient, to: RowsTarget, batch: Batch): Promise<Batch> {
  const write = (part: Batch, isTrial = false): ReturnType<typeof attempt> =>
    attempt(client, () => writeRows(client, to, part), isTrial);
  const { refusal } = await write(batch);
  if (refusal === undefined) return batch;
  const healthy = await quarantineUnstorable(batch, refusal, async (part) => (await write(part, true)).refusal === undefined);
  await writeRows(client, to, healthy);
  return healthy;
}
