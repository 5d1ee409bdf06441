import type { MirrorRecord } from '@throughline/contracts';
import { ASSET_ID } from '../testing/index.js';
import { ORIGIN } from '../testing/audit.js';
import { mirrorBehindSince, mirrorHealthOf, mirrorStateOf } from './health.js';

const AT = '2026-03-01T10:00:00.000Z';
const NOW = '2026-03-01T10:10:00.000Z';
const OLD = 'a'.repeat(32);
const NEW = 'b'.repeat(32);

const aPage = (overrides: Partial<MirrorRecord> = {}): MirrorRecord => ({
  v: 1,
  assetId: ASSET_ID,
  owner: 'owner-1',
  ...ORIGIN,
  runAt: AT,
  wanted: { status: 'Transcribing', digest: NEW, since: AT },
  ...overrides,
});
const sent = { status: 'Transcribing', digest: NEW, at: AT } as const;
const trouble = {
  code: 'page-not-shared',
  message: 'The page is not shared with the connection: share it.',
  since: AT,
  at: '2026-03-01T10:05:00.000Z',
  tries: 3,
  retryAt: '2026-03-01T10:15:00.000Z',
};

const unwanted = (): MirrorRecord => {
  const { wanted: _wanted, ...page } = aPage({ sent });
  return page;
};
const current = aPage({ sent });
const behind = aPage({ sent: { ...sent, digest: OLD } });
const failing = aPage({ trouble });

describe('the state of a page', () => {
  it.each<[string, MirrorRecord]>([
    ['off', unwanted()],
    ['off', { ...unwanted(), trouble }],
    ['superseded', aPage({ supersededBy: ASSET_ID, trouble })],
    ['failing', failing],
    ['failing', aPage({ sent: { ...sent, digest: OLD }, trouble })],
    ['behind', aPage()],
    ['behind', behind],
    ['behind', aPage({ sent, sending: { status: 'Transcribing', digest: NEW, at: AT } })],
    ['behind', aPage({ sent, recheck: true })],
    ['current', current],
  ])('is %s', (state, record) => {
    expect(mirrorStateOf(record)).toBe(state);
  });
});

describe('the health of a channel', () => {
  it('is unknown until a page was written, because its token may be wrong', () => {
    expect(mirrorHealthOf([], NOW)).toEqual({ state: 'unknown', last_success_at: null, backlog: 0, last_error: null });
    expect(mirrorHealthOf([aPage()], AT)).toMatchObject({ state: 'unknown', backlog: 1 });
    expect(mirrorHealthOf([aPage()], NOW)).toMatchObject({ state: 'behind', backlog: 1 });
  });

  it('is ok if all of its pages are up to date', () => {
    expect(mirrorHealthOf([current, aPage({ sent: { ...sent, at: NOW } })], NOW)).toEqual({
      state: 'ok',
      last_success_at: NOW,
      backlog: 0,
      last_error: null,
    });
  });

  it('counts the pages that are behind, and is behind once one is late', () => {
    expect(mirrorHealthOf([current, behind], AT)).toMatchObject({ state: 'ok', backlog: 1 });
    expect(mirrorHealthOf([current, behind], NOW)).toMatchObject({ state: 'behind', backlog: 1, last_success_at: AT });
  });

  it('is failing with any of its pages, and shows the newest error with the action to take and the time of the retry', () => {
    const newer = aPage({ trouble: { ...trouble, code: 'rate-limited', at: NOW } });
    expect(mirrorHealthOf([behind, newer, failing, current], NOW)).toEqual({
      state: 'failing',
      last_success_at: AT,
      backlog: 3,
      last_error: { code: 'rate-limited', message: trouble.message, since: AT, at: NOW, retry_at: trouble.retryAt },
    });
  });

  it('ignores superseded pages and pages that are off', () => {
    const others = [aPage({ supersededBy: ASSET_ID, trouble }), { ...unwanted(), trouble }];
    expect(mirrorHealthOf([current, ...others], NOW)).toMatchObject({ state: 'ok', backlog: 0, last_error: null });
  });

  it('measures lateness from the last time when the page was up to date, not from the end of the video', () => {
    const looked = aPage({ sent, recheck: true, behindSince: NOW });
    expect(mirrorHealthOf([looked], NOW)).toMatchObject({ state: 'ok', backlog: 1, last_success_at: AT });
    expect(mirrorBehindSince(looked)).toBe(NOW);
    expect(mirrorBehindSince(aPage({ sent: { ...sent, digest: OLD, at: NOW } }))).toBe(NOW);
    expect(mirrorBehindSince(behind)).toBe(AT);
    expect(mirrorBehindSince(unwanted())).toBeUndefined();
    const waiting = aPage({ wanted: { status: 'Complete', digest: NEW, since: NOW }, behindSince: AT });
    expect(mirrorHealthOf([waiting], NOW)).toMatchObject({ state: 'behind' });
  });

  it('ignores erased items', () => {
    const erased: MirrorRecord = { v: 1, assetId: ASSET_ID, owner: 'owner-1', ...ORIGIN, runAt: AT, erased: true };
    expect(mirrorHealthOf([erased], NOW)).toMatchObject({ state: 'unknown', backlog: 0 });
    expect(mirrorHealthOf([erased, current], NOW)).toMatchObject({ state: 'ok', backlog: 0 });
  });

  it('is off if all of its pages are off', () => {
    expect(mirrorHealthOf([unwanted(), unwanted()], NOW)).toMatchObject({ state: 'off', backlog: 0, last_success_at: AT });
  });
});
