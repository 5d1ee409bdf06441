import { v5, v7, validate } from 'uuid';

/** Namespace of every name-based id (UUIDv5) of the product. Changing it would register synced items twice. */
const NAMESPACE = '6f1c1f0e-6b0b-5d53-9a51-2f2a4c1d9b77';

/** Joins the parts of a name so that no two different lists of parts give the same text. */
const nameOf = (parts: readonly string[]): string => parts.map((part) => `${String(part.length)}:${part}`).join('|');

/** A new asset id for an item that nothing else names (UUIDv7: sorts by time). */
export const newAssetId = (): string => v7();

/** A new commit, run or command id. */
export const newId = (): string => v7();

/** The asset id of an item that a source names, so that a source synced twice registers it once. */
export const assetIdOf = (origin: { owner: string; source: string; externalId: string }): string =>
  v5(nameOf(['asset', origin.owner, origin.source, origin.externalId]), NAMESPACE);

/** The asset id behind an `Idempotency-Key`, so that a request sent twice registers one item. */
export const assetIdForKey = (owner: string, idempotencyKey: string): string =>
  v5(nameOf(['asset-key', owner, idempotencyKey]), NAMESPACE);

/** The commit id behind a command, so that the same command sent again finds its own commit. */
export const commitIdFor = (assetId: string, commandId: string): string => v5(nameOf(['commit', assetId, commandId]), NAMESPACE);

/**
 * The id of one attempt. It is derived, so that two writers who decide the same thing name the same attempt;
 * it is the fencing token of the start, checkpoint, result, artifact keys and lease.
 */
export const attemptIdFor = (attempt: { assetId: string; runId: string; step: string; attempt: number }): string =>
  v5(nameOf(['attempt', attempt.assetId, attempt.runId, attempt.step, String(attempt.attempt)]), NAMESPACE);

/** The id of a correction, derived from its command: the same one sent again writes the same files. */
export const correctionIdFor = (assetId: string, commandId: string): string =>
  v5(nameOf(['correction', assetId, commandId]), NAMESPACE);

/** True for any well-formed UUID: what clients may send where an asset, run or commit id is asked for. */
export const isUuid = (text: string): boolean => validate(text);
