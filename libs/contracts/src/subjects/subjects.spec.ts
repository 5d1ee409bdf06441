import fc from 'fast-check';
import { anyText } from '../testing/index.js';
import { newAssetId } from '../ids/ids.js';
import { WORKER_SERVICES } from '../steps/vocabulary.js';
import {
  assetOfEventSubject,
  deadLetterSubject,
  eventSubject,
  laneFilter,
  leaseSubject,
  parseWorkSubject,
  partitionFilter,
  partitionOf,
  timerFilter,
  timerSubject,
  workSubject,
  type WorkAddress,
} from './subjects.js';

const assetId = '0198f5d2-8e0a-7b3c-9d4e-5f60718293a4';
const work: WorkAddress = {
  service: 'upload',
  lane: 'folder',
  assetId,
  step: 'deliver:archive/thumbnail',
  attemptId: 'attempt-1',
};
const WHOLE_HASH = 2 ** 32;

/** Returns true if the NATS server would match: `*` is one token, `>` is all that follow. */
const matches = (filter: string, subject: string): boolean =>
  new RegExp(`^${filter.replaceAll('.', '\\.').replace('>', '.+')}$`).test(subject);

describe('partitions', () => {
  // Test vectors of the authors of FNV-1a. Another hash would spread an asset's commits over two subjects.
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('hash %j like FNV-1a', (text, hash) => {
    expect(partitionOf(text, WHOLE_HASH)).toBe(hash);
  });

  it('never change', () => {
    expect(partitionOf(assetId, 8)).toBe(3);
    expect(eventSubject(assetId, 8)).toBe(`tl.events.3.${assetId}`);
  });

  it('get about equal numbers of assets', () => {
    const counts = new Array<number>(8).fill(0);
    for (let n = 0; n < 8_000; n += 1) {
      const partition = partitionOf(newAssetId(), 8);
      counts[partition] = (counts[partition] ?? 0) + 1;
    }
    // The expected count is 1,000 each; six standard deviations of the binomial are 178.
    expect(Math.min(...counts)).toBeGreaterThan(800);
    expect(Math.max(...counts)).toBeLessThan(1_200);
  });

  it('have numbers below their count, for any text', () => {
    fc.assert(
      fc.property(anyText(), fc.integer({ min: 1, max: 4096 }), (text, count) => {
        const partition = partitionOf(text, count);
        expect(Number.isInteger(partition) && partition >= 0 && partition < count).toBe(true);
      }),
    );
  });
});

describe('subjects', () => {
  it('parse back to the parts that they were built from', () => {
    expect(assetOfEventSubject(eventSubject(assetId, 8))).toBe(assetId);
    expect(parseWorkSubject(workSubject(work))).toEqual(work);
  });

  it('match the filters of their own readers and of no others', () => {
    const partition = partitionOf(assetId, 8);
    expect(matches(partitionFilter(partition), eventSubject(assetId, 8))).toBe(true);
    expect(matches(partitionFilter((partition + 1) % 8), eventSubject(assetId, 8))).toBe(false);
    expect(matches(laneFilter('upload', 'folder'), workSubject(work))).toBe(true);
    expect(matches(laneFilter('upload', 'fold'), workSubject(work))).toBe(false);
    expect(matches(laneFilter('ingest', 'folder'), workSubject(work))).toBe(false);
    expect(matches(timerFilter('upload'), timerSubject('upload', assetId, 'retry:TRIM'))).toBe(true);
    expect(matches(timerFilter('ingest'), timerSubject('upload', assetId, 'retry:TRIM'))).toBe(false);
  });

  it.each(['', '*', '>', 'a.b', 'a b', 'a\tb', 'a\r\nb', 'é', 'a*', '\0', '$JS', 'x>'])('reject %j as a part', (hostile) => {
    expect(() => eventSubject(hostile, 8)).toThrow(TypeError);
    expect(() => leaseSubject(hostile, 'TRIM')).toThrow(TypeError);
    expect(() => leaseSubject(assetId, hostile)).toThrow(TypeError);
    expect(() => timerSubject('ingest', assetId, hostile)).toThrow(TypeError);
    expect(() => deadLetterSubject('ingest', hostile)).toThrow(TypeError);
    expect(() => laneFilter('ingest', hostile)).toThrow(TypeError);
    for (const part of ['lane', 'assetId', 'step', 'attemptId'])
      expect(() => workSubject({ ...work, [part]: hostile })).toThrow(TypeError);
  });

  it('always have the number of tokens of their kind', () => {
    const any = anyText({ maxLength: 12 });
    fc.assert(
      fc.property(any, any, fc.constantFrom(...WORKER_SERVICES), (one, two, service) => {
        const buildSubject = (): string => workSubject({ service, lane: one, assetId, step: two, attemptId: one });
        try {
          expect(buildSubject().split('.')).toHaveLength(7);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
        }
      }),
    );
  });

  it.each([
    'tl.work',
    'tl.work.upload.folder.a.b',
    `${workSubject(work)}.more`,
    'tl.work.gateway.l.a.s.t',
    'x.work.upload.l.a.s.t',
    '',
  ])('are rejected as work subjects: %j', (subject) => {
    expect(parseWorkSubject(subject)).toBeUndefined();
  });
});
