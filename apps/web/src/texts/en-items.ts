import { stateNames } from './en-states.js';

/** Texts of the list of recordings, documents and sessions. */
export const itemListWords = {
  title: 'All items',
  kindsLabel: 'Kind',
  kinds: { all: 'All', recording: 'Recordings', document: 'Documents', session: 'Sessions' },
  statesLabel: 'State',
  states: stateNames,
  sort: 'Sort by',
  sorts: { '-created_at': 'Newest first', created_at: 'Oldest first', '-updated_at': 'Latest change', title: 'Title' },
  search: 'Search titles and documents',
  loading: 'Loading items',
  items: (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'item' : 'items'}`,
  pages: (count: number): string => `${String(count)} ${count === 1 ? 'page' : 'pages'}`,
  sources: { upload: 'Upload', url: 'Web address', zoom: 'Zoom' } as Readonly<Record<string, string>>,
  outputs: 'Outputs',
  output: (name: string, state: string): string => `${name}: ${state}`,
  outputStates: {
    pending: 'not started',
    uploading: 'delivering',
    uploaded: 'delivered',
    failed: 'failed',
    skipped: 'skipped',
    unconfirmed: 'unconfirmed',
  },
  moreOutputs: (count: number): string => `+${String(count)}`,
  addedBy: (name: string): string => `Added by ${name}`,
  emptyTitle: 'Nothing here yet',
  emptyHint: 'Add a recording, a document or a session: it appears here with its state.',
  nothingTitle: 'No items match',
  nothingHint: (count: number): string =>
    `Without these filters there ${count === 1 ? 'is 1 item' : `are ${count.toLocaleString('en')} items`}.`,
  clear: 'Show all items',
  keys: 'Arrow keys move, Enter opens.',
  selectHint: 'To select items, show only recordings or only documents.',
  loadingMore: 'Loading more items',
  left: (title: string): string => `${title} is no longer in this list.`,
};
