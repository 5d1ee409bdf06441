import { v5, v7, validate } from 'uuid';

/** The namespace of all name-based ids (UUIDv5). Changing it would register synced items twice. */
const NAMESPACE = '6f1c1f0e-6b0b-5d53-9a51-2f2a4c1d9b77';

/** Joins the parts of a name. Two different lists of parts never give the same text. */
const nameOf = (parts: readonly string[]): string => parts.map((part) => `${String(part.length)}:${part}`).join('|');

/** Returns an asset id for an item without an external id or idempotency key. UUIDv7 ids sort by time. */
export const newAssetId = (): string => v7();

export const newId = (): string => v7();

/**
 * Returns the asset id of an item in a source. The same item always gets the same id, so a source synced twice registers it
 * once.
 */
export const assetIdOf = (origin: { owner: string; source: string; externalId: string }): string =>
  v5(nameOf(['asset', origin.owner, origin.source, origin.externalId]), NAMESPACE);

/** Returns the asset id for an `Idempotency-Key`. A repeated request gets the same id, so it registers one item. */
export const assetIdForKey = (owner: string, idempotencyKey: string): string =>
  v5(nameOf(['asset-key', owner, idempotencyKey]), NAMESPACE);

/** Returns the asset id of an item of an older system. A second migration into the same library finds the item. */
export const migratedAssetIdOf = (origin: { library: string; system: string; externalId: string }): string =>
  v5(nameOf(['migrated', origin.library, origin.system, origin.externalId]), NAMESPACE);

/** Returns the id of the run that holds the steps of an item of an older system. */
export const migratedRunIdOf = (assetId: string): string => v5(nameOf(['migrated-run', assetId]), NAMESPACE);

/** Returns the commit id for a command. A repeated command gets the same id and finds its own commit. */
export const commitIdFor = (assetId: string, commandId: string): string => v5(nameOf(['commit', assetId, commandId]), NAMESPACE);

/** Returns the commit id for a commit of another system. A repeated import gets the same id and finds what it has written. */
export const importedCommitIdFor = (assetId: string, ref: string): string =>
  v5(nameOf(['imported-commit', assetId, ref]), NAMESPACE);

/** Returns the id of the upload of a file of an imported item. A user who repeats the import finds the bytes that have arrived. */
export const importedFileUploadIdFor = (file: { by: string; library: string; assetId: string; key: string }): string =>
  v5(nameOf(['imported-file', file.by, file.library, file.assetId, file.key]), NAMESPACE);

/**
 * Returns the id of an attempt, which fences its start, checkpoints, result, artifact keys and lease. Two writers that make the
 * same decision get the same id.
 */
export const attemptIdFor = (attempt: { assetId: string; runId: string; step: string; attempt: number }): string =>
  v5(nameOf(['attempt', attempt.assetId, attempt.runId, attempt.step, String(attempt.attempt)]), NAMESPACE);

/** Returns the id of a correction. A repeated command gets the same id and writes the same files. */
export const correctionIdFor = (assetId: string, commandId: string): string =>
  v5(nameOf(['correction', assetId, commandId]), NAMESPACE);

/** Returns the id of a note. A repeated command gets the same id and finds its own note. */
export const noteIdFor = (assetId: string, commandId: string): string => v5(nameOf(['note', assetId, commandId]), NAMESPACE);

/** Returns the id of a text that a person wrote. Equal texts have equal ids, so ids tell whether a text has changed. */
export const patternIdOf = (text: string): string => v5(nameOf(['pattern', text]), NAMESPACE);

/** Returns the id of a suggested rule. The same suggestion always has the same id, so a dismissal needs no words of people. */
export const ruleSuggestionIdFor = (suggestion: { sender: string; field: string; value: string }): string =>
  v5(nameOf(['rule-suggestion', suggestion.sender, suggestion.field, suggestion.value]), NAMESPACE);

/** Returns true for any well-formed UUID, whatever its version. */
export const isUuid = (text: string): boolean => validate(text);
