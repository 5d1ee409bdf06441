import { MIRROR_STATES } from './mirror-api.js';
import { shownMirror, standsInTheWay, stillToShow, webAddress } from './mirror-state.js';

const SINCE = '2026-11-20T12:00:00Z';
const wanted = (status: string): { status: string; since: string } => ({ status, since: SINCE });
const sent = (status: string): { status: string; at: string } => ({ status, at: SINCE });
const error = { code: 'page-not-shared', message: 'Share it.', since: SINCE, tries: 2, retry_at: SINCE };

describe('what is said of the page that a recording came from', () => {
  it('has words, a colour and a sign of its own in every state', () => {
    const all = MIRROR_STATES.map((state) => shownMirror({ state }));
    expect(new Set(all.map(({ words }) => words)).size).toBe(MIRROR_STATES.length);
    expect(new Set(all.map(({ tone, icon }) => `${tone} ${icon}`)).size).toBe(MIRROR_STATES.length);
  });

  it('takes nothing that is not known for good news', () => {
    expect(shownMirror({ state: 'unknown' }).tone).toBe('warn');
    expect(shownMirror({ state: 'napping' as 'off' })).toEqual({ words: 'napping', tone: 'calm', icon: 'idle' });
  });

  it('names what is to be shown beside what is shown, where they differ', () => {
    expect(stillToShow({ state: 'behind', wanted: wanted('Transcribing'), sent: sent('Downloading') })).toEqual(
      wanted('Transcribing'),
    );
    expect(stillToShow({ state: 'failing', wanted: wanted('Processing'), sent: null })).toEqual(wanted('Processing'));
    expect(stillToShow({ state: 'current', wanted: wanted('Complete'), sent: sent('Complete') })).toBeNull();
  });

  it.each(['superseded', 'off'] as const)('neither wants nor hopes for anything where nothing is written: %s', (state) => {
    expect(stillToShow({ state, wanted: wanted('Complete'), sent: sent('Downloading') })).toBeNull();
    expect(standsInTheWay({ state, error })).toBeNull();
    expect(standsInTheWay({ state: 'failing', error })).toBe(error);
  });

  it('opens no address that is none of the web', () => {
    const page = 'https://www.notion.so/0123456789abcdef0123456789abcdef';
    expect(webAddress(page)).toBe(page);
    expect(webAddress('javascript:alert(1)')).toBeUndefined();
  });
});
