import { formatNumber } from '../numbers.js';
import { outputStates, stateNames } from './states.js';
import { many } from '../many.js';

/** Texts of the list of recordings, documents and sessions. */
export const itemListWords = {
  title: 'All items',
  kinds: { recording: 'Recordings', document: 'Documents', session: 'Sessions' },
  statesLabel: 'State',
  states: stateNames,
  sort: 'Sort by',
  sorts: { '-created_at': 'Newest first', created_at: 'Oldest first', '-updated_at': 'Latest change', title: 'Title' },
  search: 'Search titles and documents',
  loading: 'Loading items',
  items: (count: number): string => many(count, 'item', 'items'),
  pages: (count: number): string => many(count, 'page', 'pages'),
  valuesToCheck: (count: number): string => `${many(count, 'value', 'values')} to check`,
  steps: (done: number, of: number): string => `${String(done)} of ${String(of)} steps done`,
  sources: { upload: 'Upload', url: 'Web address', zoom: 'Zoom', pages: 'Pages of documents' } as Readonly<
    Record<string, string>
  >,
  rowActions: { review: 'Review', confirm: 'Confirm', retry: 'Retry' },
  rowAction: (action: string, title: string): string => `${action}: ${title}`,
  outputs: 'Outputs',
  output: (name: string, state: string): string => `${name}: ${state}`,
  outputStates,
  moreOutputs: (count: number): string => `+${String(count)}`,
  addedBy: (name: string): string => `Added by ${name}`,
  empty: {
    all: {
      title: 'Add your first recording or document',
      hint: 'Throughline trims, transcribes and delivers recordings. It reads, names and files documents. You can always see where each item is, and why.',
    },
    recording: { title: 'No recordings yet', hint: 'Throughline trims, transcribes and delivers recordings.' },
    document: { title: 'No documents yet', hint: 'Throughline reads, names and files documents.' },
    session: { title: 'No sessions yet', hint: 'A session is a recorded conversation, with its transcript and your notes.' },
  },
  emptyChoose: 'Add files',
  emptyDrop: 'Drop files anywhere on this page.',
  emptyWays: { sources: 'Connect a source', sessions: 'Start a session' },
  noneTitle: 'No items',
  noneHint: (deleted: number): string =>
    deleted === 1
      ? 'The only item is deleted. It is under Deleted.'
      : `All ${formatNumber(deleted)} items are deleted. They are under Deleted.`,
  nothingTitle: 'No items match',
  nothingHint: (count: number): string =>
    `Without these filters there ${count === 1 ? 'is 1 item' : `are ${formatNumber(count)} items`}.`,
  clear: 'Show all items',
  columnsLabel: 'Columns',
  columns: { title: 'Title', state: 'State', outputs: 'Outputs', owner: 'By', added: 'Added' },
  sortBy: (order: string): string => `Sort: ${order}`,
  sortedBy: (order: string): string => `Sorted: ${order}`,
  days: {
    today: 'Today',
    yesterday: 'Yesterday',
    week: 'Last 7 days',
    earlier: (month: string): string => `Earlier in ${month}`,
  },
  saved: {
    label: 'Saved views',
    save: 'Save view',
    rename: 'Rename view',
    delete: 'Delete view',
    menu: (name: string): string => `Actions for the view ${name}`,
    name: 'Name',
    hint: 'Keeps the filters and the order. You see it in this browser, in this library.',
    nameTaken: 'You have a view with this name. Choose another one.',
    notStored: 'This browser stores nothing for this page. Allow it to store data, or keep the address of this list.',
    wasSaved: (name: string): string => `View ${name} saved`,
    wasRenamed: (name: string): string => `View renamed to ${name}`,
    wasDeleted: (name: string): string => `View ${name} deleted`,
    deleteHint: (name: string): string => `Delete the view ${name}? Its items stay.`,
  },
  keys: 'Arrow keys move, Enter opens.',
  selectHint: 'To select items, open the list of recordings or of documents.',
  loadingMore: 'Loading more items',
  left: (title: string): string => `${title} is no longer in this list.`,
};

/** Texts of a page whose item is missing. */
export const missingItemWords = {
  hint: 'It does not exist, or it is not in your library.',
  back: {
    '/': 'Back to all items',
    '/recordings': 'Back to recordings',
    '/documents': 'Back to documents',
    '/sessions': 'Back to sessions',
  },
};
