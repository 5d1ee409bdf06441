import type { ItemRow } from '../../projection/rows.js';

/** Returns true if a row shows that the item is another owner's. Without a row only the log can tell. */
export const isForeign = (row: Pick<ItemRow, 'owner'> | undefined, owner: string): boolean =>
  row !== undefined && row.owner !== owner;
