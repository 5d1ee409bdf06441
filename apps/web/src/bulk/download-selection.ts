import { getItemsArchive } from '@throughline/api-client/operations';
import { addressOf, requireDownload } from '../api/client.js';
import type { Selection } from './selection.js';

export type DownloadedPart = 'all' | 'texts';

/** The limit of the API: so many ids fit into an address. */
export const MOST_DOWNLOADED = 100;

export const mayDownload = ({ ids, isAll }: Selection): boolean => !isAll && ids.size <= MOST_DOWNLOADED;

/** Saves the files of the selected items as one archive. Throws the reason if the server refuses it. */
export async function downloadSelection({ ids }: Selection, files: DownloadedPart): Promise<void> {
  const address = addressOf(getItemsArchive, { query: { ids: [...ids], files } });
  await requireDownload(address);
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}
