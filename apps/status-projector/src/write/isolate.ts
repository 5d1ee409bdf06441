import { codeOf } from '@throughline/contracts';
import { NO_REVISION } from '@throughline/event-store';
import { Batch, type QuarantineEntry } from './batch.js';

const selectPart = (batch: Batch, assetIds: ReadonlySet<string>): Batch => {
  const part = new Batch(batch.from);
  part.to = batch.to;
  part.commitId = batch.commitId;
  part.commits = batch.commits;
  const isIn = ([assetId]: readonly [string, unknown]): boolean => assetIds.has(assetId);
  for (const [assetId, changed] of [...batch.changed].filter(isIn)) part.changed.set(assetId, changed);
  for (const [assetId, parked] of [...batch.parked].filter(isIn)) part.parked.set(assetId, parked);
  for (const [assetId, commits] of [...batch.behind].filter(isIn)) part.behind.set(assetId, commits);
  for (const assetId of batch.released) if (assetIds.has(assetId)) part.released.add(assetId);
  for (const assetId of batch.blanked) if (assetIds.has(assetId)) part.blanked.add(assetId);
  part.audit.push(...batch.audit.filter((row) => assetIds.has(row.asset_id)));
  part.backfill.push(...batch.backfill.filter((row) => assetIds.has(row.asset_id)));
  part.notices.push(...batch.notices.filter(({ assetId }) => assetIds.has(assetId)));
  return part;
};

const listAssets = (batch: Batch): string[] => [
  ...new Set([...batch.changed.keys(), ...batch.parked.keys(), ...batch.behind.keys(), ...batch.released]),
];

async function findRefused(
  batch: Batch,
  assetIds: readonly string[],
  isAccepted: (part: Batch) => Promise<boolean>,
): Promise<string[]> {
  if (assetIds.length === 0 || (await isAccepted(selectPart(batch, new Set(assetIds))))) return [];
  if (assetIds.length === 1) return [...assetIds];
  const middle = assetIds.length >> 1;
  const refused = await findRefused(batch, assetIds.slice(0, middle), isAccepted);
  return [...refused, ...(await findRefused(batch, assetIds.slice(middle), isAccepted))];
}

const createUnstorableEntry = (batch: Batch, assetId: string, code: string): QuarantineEntry => {
  const first = batch.audit.find((row) => row.asset_id === assetId) ?? batch.backfill.findLast((row) => row.asset_id === assetId);
  return {
    assetId,
    position: first?.position ?? batch.to,
    revision: batch.changed.get(assetId)?.entry.revision ?? NO_REVISION,
    commitId: first?.commit_id,
    reasonKind: 'unstorable',
    reason: `PostgreSQL refused a value of this asset (SQLSTATE ${code})`,
    since: first?.recorded_at ?? new Date().toISOString(),
  };
};

/** Returns the batch with the refused assets quarantined. Throws the refusal if no single asset causes it. */
export async function quarantineUnstorable(
  batch: Batch,
  refusal: unknown,
  isAccepted: (part: Batch) => Promise<boolean>,
): Promise<Batch> {
  const all = listAssets(batch);
  const refused = await findRefused(batch, all, isAccepted);
  if (refused.length === 0) throw refusal;
  const healthy = selectPart(batch, new Set(all.filter((assetId) => !refused.includes(assetId))));
  for (const assetId of refused) {
    const parked = createUnstorableEntry(batch, assetId, codeOf(refusal) ?? '');
    healthy.parked.set(assetId, parked);
    const commits = new Set(batch.audit.filter((row) => row.asset_id === assetId).map(({ position }) => position)).size;
    if (commits > 1) healthy.behind.set(assetId, commits - 1);
    healthy.notices.push({ kind: 'quarantined', assetId, detail: { position: parked.position, reasonKind: parked.reasonKind } });
  }
  return healthy;
}
