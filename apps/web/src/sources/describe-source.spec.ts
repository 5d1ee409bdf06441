import type { SourceSync } from '@throughline/api-client';
import { describePlace, describeSync, getSourceBadge, isShortened, sortEntries } from './describe-source.js';

const none: SourceSync['counts'] = { new: 0, known: 0, waiting: 0, ignored: 0, failed: 0, retired: 0 };
const sync: SourceSync = {
  id: '6b8f4d1e-2a70-4c55-9d0a-6f5d8f0f2b11',
  source_id: 4,
  trigger: 'interval',
  dry_run: false,
  state: 'done',
  from_date: null,
  to_date: null,
  started_at: '2026-02-05T10:00:00.000Z',
  ended_at: '2026-02-05T10:00:02.000Z',
  counts: none,
  more: false,
  problem: null,
  entries: [],
};

describe('the words for a sync', () => {
  it('name the counts that are not zero, and that there is more', () => {
    expect(describeSync({ ...sync, counts: { ...none, new: 1, known: 1_200, retired: 1 }, more: true })).toBe(
      '1 new, 1,200 known, 1 moved or marked · there is more, the next sync continues',
    );
    expect(describeSync(sync)).toBe('nothing found');
  });

  it('show no counts of a sync that has not ended, or has failed before its first entry', () => {
    expect((['running', 'interrupted', 'failed'] as const).map((state) => describeSync({ ...sync, state }))).toEqual([
      'Syncing',
      'Interrupted: the next sync continues',
      'Sync failed',
    ]);
  });
});

describe('the state of a source', () => {
  it('is that of its last sync, unless it is paused', () => {
    const badge = (last: SourceSync | null, state: 'active' | 'paused' = 'active') =>
      getSourceBadge({ state, last_sync: last }).words;
    expect(badge(null)).toBe('Not synced yet');
    expect(badge(sync)).toBe('Healthy');
    expect(badge({ ...sync, counts: { ...none, failed: 1 } })).toBe('Some items failed');
    expect(badge({ ...sync, state: 'failed' })).toBe('Sync failed');
    expect(badge({ ...sync, state: 'failed' }, 'paused')).toBe('Paused');
  });

  it('names the place by the required settings of the type', () => {
    const folder = {
      type: 'folder',
      label: 'Folder',
      settings: [
        { key: 'folder', label: 'Folder', kind: 'choice', required: true },
        { key: 'names', label: 'File names', kind: 'list', required: false },
      ],
    } as const;
    const source = { type: 'folder', settings: { folder: 'inbox', names: '*.mp4' } };
    expect(describePlace(source, [folder])).toBe('Folder inbox');
    expect(describePlace(source, [])).toBe('folder');
  });
});

describe('the entries of a sync', () => {
  it('start with those that failed', () => {
    const entries = (['ignored', 'known', 'new', 'waiting', 'failed'] as const).map((verdict) => ({ name: verdict, verdict }));
    expect(sortEntries(entries).map(({ verdict }) => verdict)).toEqual(['failed', 'new', 'waiting', 'ignored', 'known']);
  });

  it('are fewer than the counts if the list was shortened; only dry runs list known ones', () => {
    const entries = [{ name: 'talk.mp4', verdict: 'new' }] as const;
    const counts = { ...none, new: 1, known: 1 };
    expect(isShortened({ entries, counts, dry_run: false })).toBe(false);
    expect(isShortened({ entries, counts, dry_run: true })).toBe(true);
    expect(isShortened({ entries, counts: { ...counts, new: 201 }, dry_run: false })).toBe(true);
  });
});
