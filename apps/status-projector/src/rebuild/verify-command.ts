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

/** Repairs the items that a verification has found. */
export async function repairAll(
  { pool, store, nc }: Connections,
  fold: Fold,
  work: { readonly assetIds: ReadonlySet<string>; readonly signal: AbortSignal; readonly tell: (text: string) => void },
): Promise<Pick<RepairedReport, 'repaired' | 'notRepaired'>> {
  let [repaired, done] = [0, 0];
  const left: string[] = [];
  for (const assetId of work.assetIds) {
    work.signal.throwIfAborted();
    // The id of a quarantined item may be any text. Only a rebuild corrects its rows.
    const repair = isUuid(assetId) ? await verifyAndRepair({ pool, store, fold }, assetId) : undefined;
    if (repair?.batch !== undefined) announceChanges(nc, fold, repair.batch);
    // Without differences, somebody else has repaired it meanwhile.
    if (repair !== undefined && !hasDifferences(repair.left)) repaired += 1;
    else left.push(assetId);
    done += 1;
    if (done % TELL_EVERY === 0) work.tell(`${String(done)} of ${String(work.assetIds.size)} items repaired`);
  }
  return { repaired, notRepaired: left.slice(0, LISTED) };
}
