import { renderToString } from 'react-dom/server';
import { connection } from '../api/connection.js';
import { liveState } from '../api/live-state.js';
import { text } from '../texts/text.js';
import { LiveMark } from './LiveMark.js';
import { StaleBar } from './StaleBar.js';

const SINCE = '2026-11-20T14:03:00.000Z';

describe('the notice about data that may lack changes', () => {
  afterEach(() => {
    connection.stale(undefined);
    connection.answered();
  });

  const notice = (): string => renderToString(<StaleBar />).replaceAll(/<!-- -->|<(?!\/?time)[^>]*>/g, '');

  it('says since when, while the server says so', () => {
    expect(notice()).toBe('');
    connection.stale(SINCE);
    expect(notice()).toMatch(
      new RegExp(`^What you see may lack changes since <time dateTime="${SINCE}".*</time>\\..*catches up by itself`),
    );
    connection.stale(undefined);
    expect(notice()).toBe('');
  });

  it('keeps the page from calling itself live', () => {
    const mark = (): string => renderToString(<LiveMark />);
    expect(mark()).toContain(text.connection.polling);
    liveState.become(true);
    expect(mark()).toContain(text.connection.live);
    connection.stale(SINCE);
    expect(mark()).toBe('');
    liveState.become(false);
  });

  it('leaves the word to the notice that the server does not answer at all', () => {
    connection.stale(SINCE);
    connection.missed();
    expect(notice()).toBe('');
  });
});
