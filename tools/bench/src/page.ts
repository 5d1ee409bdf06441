import { figuresOf, ratioOf } from './measure/figures.js';
import { pickResults, takeTurns, type Turn } from './measure/rounds.js';
import { largest, spreadOf } from './measure/statistics.js';
import { benchOptions } from './options.js';
import { BenchBrowser, type Visitor } from './page/bench-browser.js';
import { openLibrary } from './page/library.js';
import type { Bench } from './run-bench.js';

/** `events` is the number of items in the large library. */
const DEFAULTS = { rounds: 5, events: 100_000 };
const SMALL = 100;
/** Rows that a person scrolls past in a round. */
const SCROLLED = 10_000;
/** Loads of each view in a round. */
const LOADS = 5;
const SIZES = ['large', 'small'] as const;
const VIEWS = ['list', 'recording'] as const;

const HANDLER = 'longest handler of a frame while the list is scrolled';
const TASK = 'longest task of the browser meanwhile';
const ROWS = 'most rows in the document';

const nameOf = (view: (typeof VIEWS)[number], items: number): string => `${view} with ${items.toLocaleString('en-US')} items`;

const createScrollTurn =
  (visitor: Visitor, rows: number): Turn =>
  async () => {
    const { longestHandler, longestTask, mostRows } = await visitor.scrollList(rows);
    return { [HANDLER]: longestHandler, [TASK]: longestTask, [ROWS]: mostRows };
  };

/** Measures when the list and a recording are usable in a real browser, in a large and in a small library. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds, events } = benchOptions(args, DEFAULTS);
  const items = { large: events, small: SMALL };
  const browser = await BenchBrowser.open(closing);
  const turns: Turn[] = [];
  for (const size of SIZES) {
    say(`preparing a library of ${String(items[size])} items`);
    const library = await openLibrary(closing, items[size]);
    const visitor = await browser.signIn(library);
    if (size === 'large') turns.push(createScrollTurn(visitor, Math.min(SCROLLED, events)));
    turns.push(async () => ({
      [nameOf('list', items[size])]: await visitor.timeList(LOADS),
      [nameOf('recording', items[size])]: await visitor.timeRecording(library.recording, LOADS),
    }));
  }
  say('loading the pages');
  const results = await takeTurns(turns, rounds);
  const figures = VIEWS.flatMap((view) => {
    const pair = pickResults(
      results,
      SIZES.map((size) => nameOf(view, items[size])),
    );
    return figuresOf(pair, { group: `${view}: until it is usable`, unit: 'ms', subject: nameOf(view, items.large) });
  });
  const grown = VIEWS.map((view) => ratioOf(results, nameOf(view, items.large), nameOf(view, items.small)));
  return {
    settings: { rounds, events, loads: LOADS, scrolled: Math.min(SCROLLED, events) },
    figures,
    ratio: { large: largest(grown) },
    limited: {
      scrollMs: { ...spreadOf(results.get(HANDLER) ?? []), unit: 'ms' },
      scrollTaskMs: { ...spreadOf(results.get(TASK) ?? []), unit: 'ms' },
      scrollRows: { ...spreadOf(results.get(ROWS) ?? []), unit: 'rows' },
    },
  };
};
