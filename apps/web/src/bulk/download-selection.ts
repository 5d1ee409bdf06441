import { getItemsArchive, getSelectedArchive, selectItemsArchive } from '@throughline/api-client/operations';
import { addressOf, callApi, requireDownload } from '../api/client.js';
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

/** The limit of the API, for named items and for filters. */
const MOST_ITEMS = 10_000;

const KINDS = { recordings: 'recording', documents: 'document' } as const;

/** Returns why the items cannot be downloaded at once, and what helps; undefined if they can. */
export function findDownloadRefusal({ selection: { ids, isAll }, total }: DownloadedItems): string | undefined {
  if (isAll) return total > MOST_ITEMS ? words.tooManyMatch(MOST_ITEMS) : undefined;
  return ids.size > MOST_ITEMS ? words.tooMany(MOST_ITEMS) : undefined;
}

/** Returns the address of the archive. Named items may be too many for an address, so the server keeps their ids for an hour. */
export async function findArchive(
  { whole: { kind, filters, areDeleted }, selection: { ids, isAll } }: DownloadedItems,
  files: DownloadedPart,
): Promise<string> {
  if (!isAll) {
    const { id } = await callApi(selectItemsArchive, { body: { ids: [...ids], files } });
    return addressOf(getSelectedArchive, { path: { id } });
  }
  const query = { kind: [KINDS[kind]], ...filters, ...(areDeleted ? { state: 'deleted' as const } : {}), files };
  return addressOf(getItemsArchive, { query });
}

/** Saves the files of the selected items as one archive. Throws the reason if the server refuses it. */
export async function downloadSelection(items: DownloadedItems, files: DownloadedPart): Promise<void> {
  const address = await findArchive(items, files);
  await requireDownload(address);
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}
