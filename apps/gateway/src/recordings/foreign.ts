import type { RecordingRow } from './rows.js';

/** True where a row shows that the item is another's. Without a row nobody knows before the log is read. */
export const isForeign = (row: Pick<RecordingRow, 'owner'> | undefined, owner: string): boolean =>
  row !== undefined && row.owner !== owner;
