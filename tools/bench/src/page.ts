import { takeTurns, type Turn } from './measure/rounds.js';
import { median, ratios } from './measure/statistics.js';
import { table } from './measure/table.js';
import { benchOptions } from './options.js';
import { BenchBrowser } from './page/bench-browser.js';
import { openLibrary } from './page/library.js';
import type { Bench } from './run-bench.js';

/** `events` is the number of items in the large library. */
const DEFAULTS = { rounds: 5, events: 100_000 };
const SMALL = 100;
/** Loads of each view in a round. */
const LOADS = 5;
const SIZES = ['large', 'small'] as const;
const VIEWS = ['list', 'recording'] as const;

const nameOf = (view: (typeof VIEWS)[number], items: number): string => `${view} with ${items.toLocaleString('en-US')} items`;

/** Measures when the list and a recording are usable in a real browser, in a large and in a small library. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds, events, json } = benchOptions(args, DEFAULTS);
  const items = { large: events, small: SMALL };
  const browser = await BenchBrowser.open(closing);
  const turns: Turn[] = [];
  for (const size of SIZES) {
    const library = await openLibrary(closing, items[size]);
    const visitor = await browser.signIn(library);
    turns.push(async () => ({
      [nameOf('list', items[size])]: await visitor.timeList(LOADS),
      [nameOf('recording', items[size])]: await visitor.timeRecording(library.recording, LOADS),
    }));
  }
  const results = await takeTurns(turns, rounds);
  const valuesOf = (view: (typeof VIEWS)[number], size: (typeof SIZES)[number]): readonly number[] =>
    results.get(nameOf(view, items[size])) ?? [];
  const ratioOf = (view: (typeof VIEWS)[number]): number => median(ratios(valuesOf(view, 'large'), valuesOf(view, 'small')));
  for (const view of VIEWS) {
    const names = SIZES.map((size) => nameOf(view, items[size]));
    const pair = new Map(names.map((name) => [name, results.get(name) ?? []]));
    say(table(pair, { title: `${view}: until it is usable`, unit: 'ms', subject: nameOf(view, items.large) }));
  }
  if (!json) return undefined;
  return {
    settings: { rounds, loads: LOADS, items: events, against: SMALL },
    figures: {
      listLargeMs: median(valuesOf('list', 'large')),
      listSmallMs: median(valuesOf('list', 'small')),
      recordingLargeMs: median(valuesOf('recording', 'large')),
      recordingSmallMs: median(valuesOf('recording', 'small')),
    },
    ratio: {
      large: Math.max(ratioOf('list'), ratioOf('recording')),
      list: ratioOf('list'),
      recording: ratioOf('recording'),
    },
  };
};
