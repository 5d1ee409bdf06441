import { hash } from 'node:crypto';
import { v7, validate } from 'uuid';

/** The namespace of all name-based ids (UUIDv5). Changing it would register synced items twice. */
const NAMESPACE = '6f1c1f0e-6b0b-5d53-9a51-2f2a4c1d9b77';
const NAMESPACE_BYTES = Buffer.from(NAMESPACE.replaceAll('-', ''), 'hex');

const HALF_CHARACTER = /\p{Surrogate}/u;

/** Returns the UUIDv5 of a name. Every attempt has one, and the package `uuid` needs five times as long. */
function idOfName(name: string): string {
  // UTF-8 has no form of half a character. Replacing it would give two names the same id.
  if (HALF_CHARACTER.test(name)) throw new URIError('A name has half of a character');
  const sha1 = hash('sha1', Buffer.concat([NAMESPACE_BYTES, Buffer.from(name)]), 'hex');
  // RFC 9562, 5.5: the version 5, and two fixed bits of the variant.
  const variant = ((Number.parseInt(sha1.charAt(16), 16) & 0b0011) | 0b1000).toString(16);
  return [
    sha1.slice(0, 8),
    sha1.slice(8, 12),
    `5${sha1.slice(13, 16)}`,
    `${variant}${sha1.slice(17, 20)}`,
    sha1.slice(20, 32),
  ].join('-');
}

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
  idOfName(nameOf(['asset', origin.owner, origin.source, origin.externalId]));

/** Returns the asset id for an `Idempotency-Key`. A repeated request gets the same id, so it registers one item. */
export const assetIdForKey = (owner: string, idempotencyKey: string): string =>
  idOfName(nameOf(['asset-key', owner, idempotencyKey]));

/** Returns the asset id of an item of an older system. A second migration into the same library finds the item. */
export const migratedAssetIdOf = (origin: { library: string; system: string; externalId: string }): string =>
  idOfName(nameOf(['migrated', origin.library, origin.system, origin.externalId]));

/** Returns the id of the run that holds the steps of an item of an older system. */
export const migratedRunIdOf = (assetId: string): string => idOfName(nameOf(['migrated-run', assetId]));

/** Returns the commit id for a command. A repeated command gets the same id and finds its own commit. */
export const commitIdFor = (assetId: string, commandId: string): string => idOfName(nameOf(['commit', assetId, commandId]));

/** Returns the commit id for a commit of another system. A repeated import gets the same id and finds what it has written. */
export const importedCommitIdFor = (assetId: string, ref: string): string => idOfName(nameOf(['imported-commit', assetId, ref]));

/** Returns the id of the upload of a file of an imported item. A user who repeats the import finds the bytes that have arrived. */
export const importedFileUploadIdFor = (file: { by: string; library: string; assetId: string; key: string }): string =>
  idOfName(nameOf(['imported-file', file.by, file.library, file.assetId, file.key]));

/**
 * Returns the id of an attempt, which fences its start, checkpoints, result, artifact keys and lease. Two writers that make the
 * same decision get the same id.
 */
export const attemptIdFor = (attempt: { assetId: string; runId: string; step: string; attempt: number }): string =>
  idOfName(nameOf(['attempt', attempt.assetId, attempt.runId, attempt.step, String(attempt.attempt)]));

/** Returns the id of a correction. A repeated command gets the same id and writes the same files. */
export const correctionIdFor = (assetId: string, commandId: string): string =>
  idOfName(nameOf(['correction', assetId, commandId]));

/** Returns the id of a note. A repeated command gets the same id and finds its own note. */
export const noteIdFor = (assetId: string, commandId: string): string => idOfName(nameOf(['note', assetId, commandId]));

/** Returns the id of a text that a person wrote. Equal texts have equal ids, so ids tell whether a text has changed. */
export const patternIdOf = (text: string): string => idOfName(nameOf(['pattern', text]));

/** Returns the id of a suggested rule. The same suggestion always has the same id, so a dismissal needs no words of people. */
export const ruleSuggestionIdFor = (suggestion: { sender: string; field: string; value: string }): string =>
  idOfName(nameOf(['rule-suggestion', suggestion.sender, suggestion.field, suggestion.value]));

/** Returns true for any well-formed UUID, whatever its version. */
export const isUuid = (text: string): boolean => validate(text);
