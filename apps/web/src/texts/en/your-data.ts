import { formatNumber } from '../numbers.js';
const items = (amount: number): string => (amount === 1 ? '1 item' : `${formatNumber(amount)} items`);

/** Texts about the rights of users over their data. */
export const yourDataTexts = {
  title: 'Your data',
  lead: 'Export your account, and the items, files and settings of every library that you own, as one archive. It is made in the background; you can close this page.',
  list: 'Exports',
  none: 'No export yet.',
  start: 'Export my data',
  startAgain: 'Export again',
  started: 'The export has started.',
  running: 'Exporting your data',
  counting: 'Counting the items',
  progress: (done: number, total: number, bytes: string): string => `${formatNumber(done)} of ${items(total)} · ${bytes} written`,
  waiting: 'The export waits for a service that is not available. It continues by itself.',
  download: (bytes: string): string => `Download (${bytes})`,
  contents: items,
  expires: 'deleted',
  delete: 'Delete archive',
  cancel: 'Cancel export',
  deleted: 'The export is deleted.',
  failed: 'The export has failed',
  problems: {
    'storage-full': 'The server has no room for the archive. Ask the operator to free disk space, then export again.',
    'repeated-failure': 'Several attempts have failed. Ask the operator to look at the log of the gateway, then export again.',
  },
};
