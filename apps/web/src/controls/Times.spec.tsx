import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { Ago, At } from './Times.js';
import { useNow } from './use-now.js';

const START = Date.parse('2026-11-20T12:00:00Z');
const SECOND_MS = 1_000;

/** Another component that uses the clock at a different interval. */
function Beside({ everyMs }: { readonly everyMs: number }): ReactElement {
  return <i>{useNow(everyMs)}</i>;
}

describe('ages on the page', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: START });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  // Regression: with one clock per interval, two components disagreed on an age, and the page rendered it in an endless loop.
  it('render when they pass a minute, next to components with longer intervals', () => {
    for (const seconds of [5, 20, 60]) renderToString(<Beside everyMs={seconds * SECOND_MS} />);
    jest.setSystemTime(START + 30 * SECOND_MS);
    const drawn = [1, 59, 61, 70, 3_600].map((age) =>
      renderToString(<Ago at={START + 30 * SECOND_MS - age * SECOND_MS} />).replaceAll(/<[^>]*>/g, ''),
    );
    expect(drawn.filter((words) => words === '')).toEqual([]);
  });

  it('have the exact time as tooltip', () => {
    for (const drawn of [renderToString(<Ago at={START} />), renderToString(<At at="2026-11-20T12:00:00Z" />)]) {
      expect(drawn).toContain('2026-11-20T12:00:00.000Z');
    }
  });
});
