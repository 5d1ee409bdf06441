import type { EventLine } from './histories.js';
import { HISTORY_LIMITS, Histories, type HistoryLimits } from './histories.js';
import { IdSet } from './id-set.js';
import { readLines } from './read-lines.js';

const idOf = (number: number): string => `0190a000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const AT = '2026-02-05T18:00:00.000Z';
let line = 0;
const registered = (number: number, bytes = 100): EventLine => ({
  assetId: idOf(number),
  position: number,
  index: 0,
  at: AT,
  actor: 'user:anna',
  importedAt: undefined,
  originRef: `log/${String(number)}`,
  isLast: undefined,
  line: (line += 1),
  bytes,
  event: {
    type: 'AssetRegistered',
    v: 6,
    data: { owner: 'anna', pipeline: 'recording', sourceKind: 'upload', isMapped: true, language: 'auto' },
    personal: { title: 'a talk' },
  },
});
const deleted = (number: number, position: number, bytes = 100): EventLine => ({
  ...registered(number, bytes),
  position,
  event: { type: 'AssetRestored', v: 1, data: { by: 'anna' } },
});

const open = (limits: Partial<HistoryLimits>): Histories =>
  new Histories({ latest: () => Infinity, anyTimes: false, keepCommits: false, limits: { ...HISTORY_LIMITS, ...limits } });
const closedIn = (histories: Histories, events: readonly EventLine[]): readonly string[] =>
  events.flatMap((event) => histories.add(event)).map(({ assetId }) => assetId);

describe('a hostile file of events', () => {
  beforeEach(() => {
    line = 0;
  });

  it('is not read further than a line that is too long', async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      yield Buffer.from('{}\n');
      for (;;) {
        read += 1;
        yield await Promise.resolve(Buffer.alloc(64, 'x'));
      }
    }
    const lines = readLines(endless(), 1_000);
    expect((await lines.next()).value).toMatchObject([{ number: 1 }]);
    await expect(
      (async () => {
        for await (const _ of lines);
      })(),
    ).rejects.toThrow('line 2: it is longer than 1000 bytes');
    expect(read).toBe(16);
  });

  it.each([1, 2, 3, 7, 100])('is divided into the same lines in chunks of %d bytes', async (size) => {
    const whole = Buffer.from('one\n\ntwo\r\nthree');
    async function* chunks(): AsyncGenerator<Buffer> {
      for (let from = 0; from < whole.length; from += size) yield await Promise.resolve(whole.subarray(from, from + size));
    }
    const lines: [number, string][] = [];
    for await (const some of readLines(chunks(), 10)) for (const { number, bytes } of some) lines.push([number, String(bytes)]);
    expect(lines).toEqual([
      [1, 'one'],
      [2, ''],
      [3, 'two\r'],
      [4, 'three'],
    ]);
  });

  it('closes the items that were continued least recently, by number and by bytes', () => {
    expect(closedIn(open({ openItems: 2 }), [registered(1), registered(2), deleted(1, 10), registered(3)])).toEqual([idOf(2)]);
    expect(closedIn(open({ openBytes: 250 }), [registered(1), registered(2), registered(3)])).toEqual([idOf(1)]);
    expect(closedIn(open({ openBytes: 50 }), [registered(1)])).toEqual([]);
  });

  it('recognizes every closed item, however many there are', () => {
    const ids = new IdSet();
    for (let number = 1; number <= 5_000; number += 2) {
      ids.add(idOf(number));
      ids.add(idOf(number));
    }
    expect(ids.size).toBe(2_500);
    for (let number = 1; number <= 5_000; number += 1) expect(ids.has(idOf(number))).toBe(number % 2 === 1);
  });

  it('may not continue a closed item', () => {
    const histories = open({ openItems: 1 });
    closedIn(histories, [registered(1), registered(2)]);
    expect(() => histories.add(deleted(1, 10))).toThrow(`line 3: item ${idOf(1)} continues after too many lines of other items`);
  });

  it.each<[Partial<HistoryLimits>, readonly EventLine[], string]>([
    [{ items: 2 }, [registered(1), registered(2), registered(3)], 'more than 2 items'],
    [{ bytesOfItem: 250 }, [registered(1), deleted(1, 2), deleted(1, 3)], 'longer than 250 bytes'],
  ])('is refused beyond %j', (limits, events, problem) => {
    const histories = open(limits);
    closedIn(histories, events.slice(0, 2));
    expect(() => events.slice(2).map((event) => histories.add(event))).toThrow(problem);
  });
});
