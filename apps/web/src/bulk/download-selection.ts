import { getItemsArchive } from '@throughline/api-client/operations';
import { addressOf, requireDownload } from '../api/client.js';
import { text } from '../texts/text.js';
import type { WholeList } from './bulk-api.js';
import type { Selection } from './selection.js';

const words = text.bulk.download;

export type DownloadedPart = 'all' | 'texts';

/** The items of the selection: by their ids, or all that match the filters of the list. */
export interface DownloadedItems {
  readonly whole: WholeList;
  readonly selection: Selection;
  /** The number of items that match. */
  readonly total: number;
}

/** The limits of the API. So many ids fit into an address. */
const MOST_IDS = 100;
const MOST_MATCHING = 10_000;

const KINDS = { recordings: 'recording', documents: 'document' } as const;

/** Returns why the items cannot be downloaded at once, and what helps; undefined if they can. */
export function findDownloadRefusal({ selection: { ids, isAll }, total }: DownloadedItems): string | undefined {
  if (isAll) return total > MOST_MATCHING ? words.tooManyMatch(MOST_MATCHING) : undefined;
  return ids.size > MOST_IDS ? words.tooMany(MOST_IDS) : undefined;
}

/** Returns the request for the archive of the items. */
export function archiveQueryOf({ whole, selection: { ids, isAll } }: DownloadedItems, files: DownloadedPart) {
  if (!isAll) return { ids: [...ids], files };
  const { kind, filters, areDeleted } = whole;
  return { kind: [KINDS[kind]], ...filters, ...(areDeleted ? { state: 'deleted' as const } : {}), files };
}

/** Saves the files of the selected items as one archive. Throws the reason if the server refuses it. */
export async function downloadSelection(items: DownloadedItems, files: DownloadedPart): Promise<void> {
  const address = addressOf(getItemsArchive, { query: archiveQueryOf(items, files) });
  await requireDownload(address);
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}
