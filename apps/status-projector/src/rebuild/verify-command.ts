import { isUuid } from '@throughline/contracts';
import type { Connections } from '../connections.js';
import { hasDifferences, verifyAndRepair, verifyItem, type ItemReport } from '../drift/verify-item.js';
import type { Fold } from '../fold/fold.js';
import { announceChanges } from '../project/announce.js';
import { findItem } from '../drift/find-item.js';
import type { RebuildReport } from './rebuild.js';

/** Answers for one item. With `repair`, writes its rows anew if they differ, and reports the differences that were found. */
export async function verifyOne(
  { pool, store, nc }: Connections,
  fold: Fold,
  { id, repair }: { readonly id: string; readonly repair: boolean },
): Promise<{ readonly report: ItemReport; readonly agrees: boolean }> {
  const parts = { pool, store, fold };
  const assetId = await findItem(pool, id);
  if (!repair) {
    const report = await verifyItem(parts, assetId);
    return { report, agrees: report.found && !hasDifferences(report) };
  }
  const { found, left, batch } = await verifyAndRepair(parts, assetId);
  if (batch !== undefined) announceChanges(nc, fold, batch);
  return { report: { ...found, repaired: left.repaired }, agrees: found.found && !hasDifferences(left) };
}

export interface RepairedReport extends RebuildReport {
  readonly repaired: number;
  /** Items that still differ. */
  readonly notRepaired: readonly string[];
}

const LISTED = 1_000;
const TELL_EVERY = 100;

interface RepairWork {
  readonly assetIds: ReadonlySet<string>;
  readonly signal: AbortSignal;
  readonly print: (text: string) => void;
}

/** Repairs the items that a verification has found. An item that cannot be repaired does not keep the others from it. */
export async function repairAll(
  { pool, store, nc }: Pick<Connections, 'pool' | 'store' | 'nc'>,
  fold: Fold,
  work: RepairWork,
): Promise<Pick<RepairedReport, 'repaired' | 'notRepaired'>> {
  let [repaired, done] = [0, 0];
  const left: string[] = [];
  const repairOne = async (assetId: string): Promise<boolean> => {
    // The id of a quarantined item may be any text. Only a rebuild corrects its rows.
    if (!isUuid(assetId)) return false;
    try {
      const repair = await verifyAndRepair({ pool, store, fold }, assetId);
      if (repair.batch !== undefined) announceChanges(nc, fold, repair.batch);
      // Without differences, somebody else has repaired it meanwhile.
      return !hasDifferences(repair.left);
    } catch (error) {
      work.print(`${assetId} could not be repaired: ${error instanceof Error ? error.message : 'unknown reason'}`);
      return false;
    }
  };
  for (const assetId of work.assetIds) {
    work.signal.throwIfAborted();
    if (await repairOne(assetId)) repaired += 1;
    else left.push(assetId);
    done += 1;
    if (done % TELL_EVERY === 0) work.print(`${String(done)} of ${String(work.assetIds.size)} items done`);
  }
  return { repaired, notRepaired: left.slice(0, LISTED) };
}
