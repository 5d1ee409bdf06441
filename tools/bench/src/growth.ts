import { waitForRows, type WrittenItem } from './growth/item-writer.js';
import { MeasuredInstallation, medianOf } from './growth/operations.js';
import { figuresOf, ratioOf, type Figure } from './measure/figures.js';
import { pickResults, takeTurns, type Results, type Turn } from './measure/rounds.js';
import { largest, type Spread } from './measure/statistics.js';
import { benchOptions } from './options.js';
import type { Bench } from './run-bench.js';

/** `events` is the number of commits in the large installation. The small one and the long history have a hundredth. */
const DEFAULTS = { rounds: 5, events: 1_000_000 };
const SMALLER = 100;
const COMMITS = 10;
/** Fewer items would not fill the first page of a list. */
const FULL_PAGE = 100;
/** Commits at each end of a long history. */
const END = 100;
const SAMPLES = 50;
/** Each verification starts a process. */
const VERIFICATIONS = 5;
const LAST = 1_000;

const SIZES = ['large', 'small'] as const;
const OPERATIONS = ['append', 'read one', 'list', 'verify one', 'explain one'] as const;
const AT_ENDS = ['append', 'read'] as const;
const LINEAR = ['verify', 'explain'] as const;

interface Side {
  readonly name: (typeof SIZES)[number];
  readonly at: MeasuredInstallation;
  readonly items: WrittenItem[];
}

const nameOf = (operation: string, condition: string): string => `${operation}, ${condition}`;

async function fill(at: MeasuredInstallation, commits: number): Promise<WrittenItem[]> {
  const items = await at.writer.createMany(Math.max(1, Math.round(commits / COMMITS)), COMMITS);
  // The last items are at the ends of all partitions.
  await waitForRows(at.installation.databaseUrl, items.slice(-LAST));
  return [...items];
}

/** Each round takes other items, from anywhere in the log. */
const createItemsTurn = ({ name, at, items }: Side): Turn => {
  let round = 0;
  return async () => {
    await at.rest();
    round += 1;
    const stride = Math.max(1, Math.floor(items.length / SAMPLES));
    const places = Array.from({ length: SAMPLES }, (_, nth) => (nth * stride + round) % items.length);
    const sample = places.flatMap((place) => items[place] ?? []);
    const reads = await medianOf(sample, (item) => at.read(item));
    const lists = await medianOf(sample, () => at.list());
    const explanations = await medianOf(sample, (item) => at.explain(item));
    const verifications = await medianOf(sample.slice(0, VERIFICATIONS), (item) => at.verify(item));
    const appends = await medianOf(places, async (place) => {
      const item = items[place];
      if (item === undefined) throw new Error('An item of the sample was not written');
      const appended = await at.append(item);
      items[place] = appended.item;
      return appended.ms;
    });
    const took = { append: appends, 'read one': reads, list: lists, 'verify one': verifications, 'explain one': explanations };
    return Object.fromEntries(OPERATIONS.map((operation) => [nameOf(operation, name), took[operation]]));
  };
};

/** Measures the last commits of a history of this length, and what is linear in it. Each round writes another item. */
const createHistoryTurn =
  (at: MeasuredInstallation, condition: string, commits: number): Turn =>
  async () => {
    let item = await at.writer.appendUntil(await at.writer.create(1), commits - END + 1);
    const appends = await medianOf(Array.from({ length: END - 1 }), async () => {
      const appended = await at.append(item);
      item = appended.item;
      return appended.ms;
    });
    await waitForRows(at.installation.databaseUrl, [item]);
    await at.rest();
    const sample = Array.from({ length: END }, () => item);
    const few = sample.slice(0, VERIFICATIONS);
    const perCommit = async (act: (one: WrittenItem) => Promise<number>): Promise<number> =>
      ((await medianOf(few, act)) / commits) * 1_000;
    return {
      [nameOf('append', condition)]: appends,
      [nameOf('read', condition)]: await medianOf(sample, (one) => at.read(one)),
      [nameOf('explain', condition)]: await perCommit((one) => at.explain(one)),
      [nameOf('verify', condition)]: await perCommit((one) => at.verify(one)),
    };
  };

interface Comparison {
  readonly group: string;
  readonly unit: string;
  readonly operations: readonly string[];
  readonly grown: string;
  readonly base: string;
}

const compare = (results: Results, { group, unit, operations, grown, base }: Comparison): readonly Figure[] =>
  operations.flatMap((operation) => {
    const [subject, other] = [nameOf(operation, grown), nameOf(operation, base)];
    return figuresOf(pickResults(results, [subject, other]), { group: `${group}: ${operation}`, unit, subject });
  });

const worst = (results: Results, { operations, grown, base }: Comparison): Spread =>
  largest(operations.map((operation) => ratioOf(results, nameOf(operation, grown), nameOf(operation, base))));

/** Measures whether operations become slower with the number of items, and with the length of one history. */
export const run: Bench = async ({ args, closing, say }) => {
  const { rounds, events } = benchOptions(args, DEFAULTS);
  const fewer = Math.max(FULL_PAGE * COMMITS, Math.round(events / SMALLER));
  const commits = Math.max(2 * END, fewer);
  const sides: Side[] = [];
  for (const [name, count] of [
    ['large', events],
    ['small', fewer],
  ] as const) {
    say(`writing ${String(count)} commits`);
    const at = await MeasuredInstallation.open(closing);
    sides.push({ name, at, items: await fill(at, count) });
  }
  const [large, small] = sides;
  if (large === undefined || small === undefined) throw new Error('Two installations are compared');
  say('measuring with many items');
  const ofItems = await takeTurns(sides.map(createItemsTurn), rounds);
  say('measuring with a long history');
  const ends = [createHistoryTurn(small.at, 'first', END), createHistoryTurn(small.at, 'last', commits)];
  const ofHistory = await takeTurns(ends, rounds);
  const about = { grown: 'last', base: 'first' };
  const items = { group: 'items', unit: 'ms', operations: OPERATIONS, grown: 'large', base: 'small' };
  const history = { ...about, group: 'one history', unit: 'ms', operations: AT_ENDS };
  const perEvent = { ...about, group: 'one history', unit: 'µs for each commit', operations: LINEAR };
  return {
    settings: {
      rounds,
      events,
      items: large.items.length,
      fewItems: small.items.length,
      history: commits,
      ...large.at.installation.facts,
      processes: 'bench; for each installation gateway, projector, nats-server, PostgreSQL; a process for each verification',
    },
    figures: [...compare(ofItems, items), ...compare(ofHistory, history), ...compare(ofHistory, perEvent)],
    ratio: {
      items: worst(ofItems, items),
      history: worst(ofHistory, history),
      historyPerEvent: worst(ofHistory, perEvent),
    },
  };
};
