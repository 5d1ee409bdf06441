import type { ChangeRecord } from './administration-log.js';

/** Returns the record of a change to the settings that all users of a library share, or undefined if none has changed. */
export const recordLibraryChange = (
  kind: Extract<ChangeRecord['kind'], `settings.${string}`>,
  { id, name }: { readonly id: string; readonly name?: string },
  changes: NonNullable<ChangeRecord['changes']>,
): ChangeRecord | undefined =>
  Object.keys(changes).length === 0
    ? undefined
    : { kind, subject: { type: 'library', id, ...(name === undefined ? {} : { name }) }, libraryId: id, changes };
