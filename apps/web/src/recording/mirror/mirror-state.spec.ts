import type { Mirror } from '@throughline/api-client';
import { getMirrorBadge, findWriteError, findPendingStatus } from './mirror-state.js';

const MIRROR_STATES: readonly Mirror['state'][] = ['current', 'behind', 'failing', 'superseded', 'off', 'unknown'];
const SINCE = '2026-11-20T12:00:00Z';
type MirrorStatus = NonNullable<Mirror['wanted']>['status'];
const wanted = (status: MirrorStatus): Mirror['wanted'] => ({ status, since: SINCE });
const sentStatus = (status: MirrorStatus): Mirror['sent'] => ({ status, at: SINCE });
const error = { code: 'page-not-shared', message: 'Share it.', since: SINCE, at: SINCE, tries: 2, retry_at: SINCE };

describe('the state of a Notion page', () => {
  it('has its own text, colour and icon in every state', () => {
    const all = MIRROR_STATES.map((state) => getMirrorBadge({ state }));
    expect(new Set(all.map(({ words }) => words)).size).toBe(MIRROR_STATES.length);
    expect(new Set(all.map(({ tone, icon }) => `${tone} ${icon}`)).size).toBe(MIRROR_STATES.length);
  });

  it('is not good if it is unknown', () => {
    expect(getMirrorBadge({ state: 'unknown' }).tone).toBe('warn');
    expect(getMirrorBadge({ state: 'napping' as 'off' })).toEqual({ words: 'napping', tone: 'calm', icon: 'idle' });
  });

  it('names the pending status if it differs from the one on the page', () => {
    expect(findPendingStatus({ state: 'behind', wanted: wanted('Transcribing'), sent: sentStatus('Downloading') })).toEqual(
      wanted('Transcribing'),
    );
    expect(findPendingStatus({ state: 'failing', wanted: wanted('Processing'), sent: null })).toEqual(wanted('Processing'));
    expect(findPendingStatus({ state: 'current', wanted: wanted('Complete'), sent: sentStatus('Complete') })).toBeNull();
  });

  it.each(['superseded', 'off'] as const)('has no pending status and no error if nothing is written: %s', (state) => {
    expect(findPendingStatus({ state, wanted: wanted('Complete'), sent: sentStatus('Downloading') })).toBeNull();
    expect(findWriteError({ state, error })).toBeNull();
    expect(findWriteError({ state: 'failing', error })).toBe(error);
  });
});
