import { formatNumber } from '../numbers.js';
import { items } from './counted.js';

const number = (count: number): string => formatNumber(count);

const actions = {
  run: 'Run',
  pause: 'Pause',
  cancel: 'Stop run',
  reset: 'Reset',
  publish: 'Publish',
  bind: 'Bind template',
  unbind: 'Unbind template',
  tag: 'Change tags',
  transfer: 'Move to another library',
  delete: 'Delete',
  restore: 'Restore',
};

/** The beginning of a sentence that ends with the items. */
const phrases: typeof actions = {
  ...actions,
  cancel: 'Stop runs of',
  bind: 'Bind template to',
  unbind: 'Unbind template of',
  tag: 'Change tags of',
  transfer: 'Move',
};

const parts = {
  server: (_name: string): string => 'The defaults of the server',
  settings: (_name: string): string => 'The defaults of the library',
  vocabulary: (_name: string): string => 'The vocabulary of the library',
  template: (name: string): string => `The template “${name}”`,
  output: (name: string): string => `The output “${name}”`,
};
type PlanPartKind = keyof typeof parts;

/** Texts of the selection of a list, of previews for many items, and of bulk commands. */
export const bulkWords = {
  actions,
  phrases,
  selected: (count: number): string => `${number(count)} selected`,
  selectAll: (count: number): string => `Select all ${number(count)} that match`,
  select: (title: string): string => `Select ${title}`,
  bar: 'Selection',
  gone: 'Bulk command not found',
  keys: 'x selects, Shift+X selects up to here, Escape clears the selection.',
  clear: 'Clear selection',
  further: 'More actions for the selection',
  merge: 'Merge',
  download: {
    title: 'Download the selection',
    button: 'Download',
    parts: { all: 'All files', texts: 'Texts: transcripts, subtitles, topics' },
    tooMany: (most: number): string => `Select at most ${items(most)} one by one, or all that match.`,
    tooManyMatch: (most: number): string => `Narrow the list to at most ${items(most)}.`,
    pending: 'Preparing the archive…',
  },
  template: 'Template',
  chooseTemplate: 'Choose a template',
  resetPreferences: 'Also remove the preferences of the items, which rank above the template',
  addTag: 'Tag to add',
  removeTag: 'Tag to remove',
  otherTags: 'Other tags of an item stay. Capital and small letters count as the same.',
  publishTo: 'Publish to',
  allOutputs: 'All outputs that wait',
  someOutputs: 'Only these outputs',
  noOutputChosen: 'Choose at least one output.',
  toPreview: 'Preview changes',
  preview: (phrase: string, count: number): string => `${phrase} ${items(count)}: preview`,
  previewing: (done: number, total: number): string => `${number(done)} of ${number(total)} checked`,
  checking: 'Checking each item',
  willChange: (count: number): string => `${number(count)} will change`,
  willNotChange: (count: number): string => `${number(count)} will not change`,
  otherReasons: 'For other reasons.',
  sample: (count: number): string => `A sample of ${number(count)}`,
  confirm: (phrase: string, count: number): string => `${phrase} ${items(count)}`,
  background: 'The bulk command runs in the background, even if you close the page.',
  newest: 'If an item changes before its turn, its newest state decides.',
  tray: 'Bulk commands',
  title: (phrase: string, count: number): string => `${phrase} ${items(count)}`,
  progress: (done: number, total: number): string => `${number(done)} of ${number(total)}`,
  left: (duration: string): string => `about ${duration} left`,
  waiting: 'A required service is unavailable. The bulk command continues by itself.',
  stop: 'Stop',
  stopping: 'Stopping: commands that were already sent still finish.',
  stopped: (done: number, total: number): string => `Stopped. ${number(done)} of ${items(total)} are done and stay done.`,
  done: 'Done.',
  outcomes: {
    changed: (count: number): string => `${number(count)} changed`,
    skipped: (count: number): string => `${number(count)} skipped`,
    refused: (count: number): string => `${number(count)} refused`,
    error: (count: number): string => `${number(count)} failed`,
  },
  changedSince: (count: number): string => `${items(count)} had changed since the preview`,
  /** A sentence about settings that the preview used. */
  planChange: (kind: PlanPartKind, name: string | null, change: 'edited' | 'deleted'): string =>
    `${parts[kind](name ?? '')} ${kind === 'settings' || kind === 'server' ? 'were' : 'was'} ${change} after the preview.`,
  planChanges: 'Settings changed since the preview',
  dismiss: 'Close',
  results: 'Results',
  resultsOf: (title: string): string => `Results: ${title}`,
  byOutcome: 'Show items by outcome',
  outcomeNames: {
    all: 'All',
    changed: 'Changed',
    skipped: 'Skipped',
    refused: 'Refused',
    error: 'Failed',
    left_out: 'Left out',
  },
  withCount: (name: string, count: number): string => `${name} (${number(count)})`,
  notDecided: 'Not started',
  moved: 'An item that is in another library now',
  wasChanged: 'had changed since the preview',
  noResults: 'No items',
  noResultsHint: 'No item of this bulk command has this outcome.',
  noResultsYet: 'No item of this bulk command has this outcome so far.',
  ended: 'Changes of many items',
  endedHint: 'Results are kept for 30 days.',
  endedNone: 'None in the last 30 days.',
};
