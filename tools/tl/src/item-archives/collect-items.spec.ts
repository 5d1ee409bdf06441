import { toCloudEvents } from '@throughline/contracts';
import { aRun } from '@throughline/domain/testing';
import type { Line } from '../fold/read-lines.js';
import { ItemCollector, type CollectOptions } from './collect-items.js';

const idOf = (number: number): string => `0190a000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const journey = aRun().through('DOWNLOAD');

const linesOf = (number: number): readonly Record<string, unknown>[] =>
  journey.commits.flatMap(({ commit }, index) =>
    toCloudEvents(
      {
        assetId: idOf(number),
        position: String(index + 1),
        commit: {
          id: `c-${String(index)}`,
          actor: { kind: 'user', id: 'anna' },
          causationId: 'x',
          correlationId: 'x',
          ...commit,
        },
      },
      '/api/v1/recordings',
    ).map((event) => ({ ...event })),
  );

const [ONE, TWO, THREE] = [linesOf(1), linesOf(2), linesOf(3)];
const last = ONE.length - 1;
/** The first event of a commit with several. */
const broken = ONE.findIndex(
  ({ id }, index) => index > 1 && /\.0$/.test(String(id)) && /\.1$/.test(String(ONE[index + 1]?.['id'])),
);

function collect(lines: readonly unknown[], options: Partial<CollectOptions> = {}) {
  const faults: string[] = [];
  const collector = new ItemCollector({
    isWanted: () => true,
    now: () => Date.parse('2026-06-01T00:00:00Z'),
    anyTimes: false,
    onFault: ({ message }, id) => faults.push(`${message} (${id?.slice(-1) ?? '-'})`),
    ...options,
  });
  const toLine = (value: unknown, index: number): Line => {
    if (value === undefined) return { number: index + 1, bytes: Buffer.alloc(0), isTooLong: true };
    return {
      number: index + 1,
      bytes: Buffer.isBuffer(value) ? value : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
    };
  };
  const items = [...lines.map((value, index) => collector.add(toLine(value, index))), collector.end()];
  return { ids: items.flatMap((item) => (item === undefined ? [] : [item.id.slice(-1)])), items, faults };
}

const linesWith = (lines: readonly Record<string, unknown>[], at: number, change: object): readonly unknown[] =>
  lines.map((line, index) => (index === at ? { ...line, ...change } : line));

describe('the items of a file', () => {
  it('are collected whole, with the numbers of their lines', () => {
    const { ids, items, faults } = collect([...ONE, '', ...TWO]);
    expect([ids, faults]).toEqual([['1', '2'], []]);
    expect(items.find((item) => item?.id === idOf(2))?.commits[0]?.lines[0]).toBe(ONE.length + 2);
  });

  it.each([
    ['is no JSON', [...ONE, '{', ...TWO], /it is not JSON \(1\)/, ['2']],
    ['is not UTF-8', [...ONE, Buffer.from([0xff]), ...TWO], /it is not UTF-8 \(1\)/, ['2']],
    ['is too long', [...ONE, undefined, ...TWO], /longer than \d+ bytes \(1\)/, ['2']],
    [
      'is missing',
      [...TWO, ...ONE.filter((_line, index) => index !== broken), ...THREE],
      /does not follow the line before it \(1\)/,
      ['2', '3'],
    ],
    ['is repeated', [...TWO, ONE[0], ...ONE, ...THREE], /does not follow the line before it \(1\)/, ['2', '3']],
    [
      'lies in the future',
      [...linesWith(ONE, last, { time: '2999-01-01T00:00:00Z' }), ...TWO],
      /lies in the future \(1\)/,
      ['2'],
    ],
    [
      'runs back',
      [...linesWith(ONE, last, { time: '2020-01-01T00:00:00Z' }), ...TWO],
      /is before that of the line before it/,
      ['2'],
    ],
    ['is no begin', [...TWO, ...ONE.slice(2)], /begins with \w+ instead of AssetRegistered \(1\)/, ['2']],
    ['continues an item', [...ONE, ...TWO, ONE[last]], /continues after lines of other items \(1\)/, ['1', '2']],
  ])('leave out only the item of a line that %s', (_, lines, fault, ids) => {
    const collected = collect(lines);
    expect(collected.faults).toEqual([expect.stringMatching(fault)]);
    expect(collected.ids).toEqual(ids);
  });

  it('may have times that run back if the caller accepts it', () => {
    const lines = linesWith(ONE, last, { time: '2020-01-01T00:00:00Z' });
    expect(collect(lines, { anyTimes: true })).toMatchObject({ ids: ['1'], faults: [] });
  });

  it('are left out without a word if they are not wanted', () => {
    expect(collect([...ONE, ...TWO], { isWanted: (id) => id === idOf(2) })).toMatchObject({ ids: ['2'], faults: [] });
  });

  it('are refused by name above 10,000 commits', () => {
    const more = Array.from({ length: 10_000 }, (_, index) => ({
      ...ONE[0],
      id: `${String(1_000 + index)}.0`,
      type: 'throughline.Resumed',
      eventversion: 1,
      data: { by: 'anna', cause: 'run' },
    }));
    const { faults, ids } = collect([ONE[0], ...more, ...TWO]);
    expect([faults, ids]).toEqual([[expect.stringMatching(/more than 10000 commits \(1\)/)], ['2']]);
  });
});
