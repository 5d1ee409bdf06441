import type { PoolClient } from 'pg';
import type { Batch } from '../write/batch.js';
import { withoutUnstorable } from '../write/isolate.js';
import { isRefusedValue } from '../write/refused-value.js';
import { writeRows, type RowsTarget } from '../write/rows-writer.js';

/** Runs `work`, and takes back what it did where it throws or is only tried. */
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

/** Writes a batch inside the caller's transaction, without the assets whose values the database refuses: those are parked. */
export async function writeHealthy(client: PoolClient, to: RowsTarget, batch: Batch): Promise<Batch> {
  const write = (part: Batch, isTrial = false): ReturnType<typeof attempt> =>
    attempt(client, () => writeRows(client, to, part), isTrial);
  const { refusal } = await write(batch);
  if (refusal === undefined) return batch;
  const healthy = await withoutUnstorable(batch, refusal, async (part) => (await write(part, true)).refusal === undefined);
  await writeRows(client, to, healthy);
  return healthy;
}
