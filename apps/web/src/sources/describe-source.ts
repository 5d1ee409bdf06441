import type { Source, SourceSync, SourceType } from '@throughline/api-client';
import type { BadgeContent } from '../components/StatusBadge/StatusBadge.js';
import { formatNumber } from '../texts/numbers.js';
import { settingsText } from '../texts/settings-text.js';

const words = settingsText.sources;

type SyncState = keyof typeof words.state;
export type Entry = SourceSync['entries'][number];
type Verdict = Entry['verdict'];

const BADGES: Readonly<Record<SyncState, Omit<BadgeContent, 'words'>>> = {
  paused: { tone: 'warn', icon: 'paused' },
  untried: { tone: 'calm', icon: 'idle' },
  running: { tone: 'busy', icon: 'moving' },
  failed: { tone: 'bad', icon: 'failed' },
  interrupted: { tone: 'warn', icon: 'stalled' },
  partly: { tone: 'bad', icon: 'failed' },
  done: { tone: 'good', icon: 'ready' },
};

const VERDICT_BADGES: Readonly<Record<Verdict, Omit<BadgeContent, 'words'>>> = {
  failed: { tone: 'bad', icon: 'failed' },
  new: { tone: 'good', icon: 'ready' },
  waiting: { tone: 'warn', icon: 'waiting' },
  ignored: { tone: 'calm', icon: 'skipped' },
  known: { tone: 'calm', icon: 'copy' },
};

/** Entries that need a person come first. */
const VERDICTS: readonly Verdict[] = ['failed', 'new', 'waiting', 'ignored', 'known'];
const COUNTS = ['new', 'known', 'waiting', 'ignored', 'failed', 'retired'] as const;

function getState({ state, last_sync: last }: Pick<Source, 'state' | 'last_sync'>): SyncState {
  if (state === 'paused') return 'paused';
  if (last === null) return 'untried';
  return last.state === 'done' && last.counts.failed > 0 ? 'partly' : last.state;
}

export function getSourceBadge(source: Pick<Source, 'state' | 'last_sync'>): BadgeContent {
  const state = getState(source);
  return { words: words.state[state], ...BADGES[state] };
}

export const getEntryBadge = ({ verdict }: Entry): BadgeContent => ({
  words: words.verdicts[verdict],
  ...VERDICT_BADGES[verdict],
});

export const sortEntries = (entries: readonly Entry[]): readonly Entry[] =>
  entries.toSorted((one, other) => VERDICTS.indexOf(one.verdict) - VERDICTS.indexOf(other.verdict));

/** Says what a sync found, such as `1 new, 2 known · there is more, the next sync continues`. */
export function describeSync({ state, counts, more }: Pick<SourceSync, 'state' | 'counts' | 'more'>): string {
  if (state === 'running') return words.running;
  if (state === 'interrupted') return words.interrupted;
  const found = COUNTS.filter((key) => counts[key] > 0).map((key) => `${formatNumber(counts[key])} ${words.counts[key]}`);
  const empty = state === 'failed' ? words.state.failed : words.nothing;
  const all = found.length === 0 ? empty : found.join(', ');
  return more ? `${all} · ${words.more}` : all;
}

/** Returns true if the list of entries is shorter than their number. */
export function isShortened({ counts, entries, dry_run: isDry }: Pick<SourceSync, 'counts' | 'entries' | 'dry_run'>): boolean {
  const { new: fresh, waiting, ignored, failed, known } = counts;
  return entries.length < fresh + waiting + ignored + failed + (isDry ? known : 0);
}

/** Names the type of a source and the required settings, such as `Folder inbox`. */
export function describePlace({ type, settings }: Pick<Source, 'type' | 'settings'>, types: readonly SourceType[]): string {
  const form = types.find((one) => one.type === type);
  const values = (form?.settings ?? []).filter(({ required }) => required).map(({ key }) => settings[key]);
  return [form?.label ?? type, ...values.filter((value) => value !== undefined).map(String)].join(' ');
}
