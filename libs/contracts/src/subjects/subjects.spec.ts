import fc from 'fast-check';
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

/** What the server would match: `*` is one token, `>` all that follow. */
const matches = (filter: string, subject: string): boolean =>
  new RegExp(`^${filter.replaceAll('.', '\\.').replace('>', '.+')}$`).test(subject);

describe('partitions', () => {
  // Vectors of FNV-1a from its authors' test suite: another hash would scatter an asset's commits over two subjects.
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('hash %j as FNV-1a does', (text, hash) => {
    expect(partitionOf(text, WHOLE_HASH)).toBe(hash);
  });

  it('are what they always were', () => {
    expect(partitionOf(assetId, 8)).toBe(3);
    expect(eventSubject(assetId, 8)).toBe(`tl.events.3.${assetId}`);
  });

  it('get about equally many assets', () => {
    const counts = new Array<number>(8).fill(0);
    for (let n = 0; n < 8_000; n += 1) {
      const partition = partitionOf(newAssetId(), 8);
      counts[partition] = (counts[partition] ?? 0) + 1;
    }
    // 1,000 each; six standard deviations of a binomial are 178.
    expect(Math.min(...counts)).toBeGreaterThan(800);
    expect(Math.max(...counts)).toBeLessThan(1_200);
  });

  it('are numbers below their count, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 4096 }), (text, count) => {
        const partition = partitionOf(text, count);
        expect(Number.isInteger(partition) && partition >= 0 && partition < count).toBe(true);
      }),
    );
  });
});

describe('subjects', () => {
  it('lead back to what they were made of', () => {
    expect(assetOfEventSubject(eventSubject(assetId, 8))).toBe(assetId);
    expect(parseWorkSubject(workSubject(work))).toEqual(work);
  });

  it('are matched by the filters that their readers use, and by no other reader’s', () => {
    const partition = partitionOf(assetId, 8);
    expect(matches(partitionFilter(partition), eventSubject(assetId, 8))).toBe(true);
    expect(matches(partitionFilter((partition + 1) % 8), eventSubject(assetId, 8))).toBe(false);
    expect(matches(laneFilter('upload', 'folder'), workSubject(work))).toBe(true);
    expect(matches(laneFilter('upload', 'fold'), workSubject(work))).toBe(false);
    expect(matches(laneFilter('ingest', 'folder'), workSubject(work))).toBe(false);
    expect(matches(timerFilter('upload'), timerSubject('upload', assetId, 'retry:TRIM'))).toBe(true);
    expect(matches(timerFilter('ingest'), timerSubject('upload', assetId, 'retry:TRIM'))).toBe(false);
  });

  it.each(['', '*', '>', 'a.b', 'a b', 'a\tb', 'a\r\nb', 'é', 'a*', '\0', '$JS', 'x>'])('refuse %j as a part', (hostile) => {
    expect(() => eventSubject(hostile, 8)).toThrow(TypeError);
    expect(() => leaseSubject(hostile, 'TRIM')).toThrow(TypeError);
    expect(() => leaseSubject(assetId, hostile)).toThrow(TypeError);
    expect(() => timerSubject('ingest', assetId, hostile)).toThrow(TypeError);
    expect(() => deadLetterSubject('ingest', hostile)).toThrow(TypeError);
    expect(() => laneFilter('ingest', hostile)).toThrow(TypeError);
    for (const part of ['lane', 'assetId', 'step', 'attemptId'])
      expect(() => workSubject({ ...work, [part]: hostile })).toThrow(TypeError);
  });

  it('never have more or fewer tokens than their kind, whatever they are made of', () => {
    const any = fc.string({ unit: 'binary', maxLength: 12 });
    fc.assert(
      fc.property(any, any, fc.constantFrom(...WORKER_SERVICES), (one, two, service) => {
        const made = (): string => workSubject({ service, lane: one, assetId, step: two, attemptId: one });
        try {
          expect(made().split('.')).toHaveLength(7);
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
  ])('do not take %j for work of ours', (subject) => {
    expect(parseWorkSubject(subject)).toBeUndefined();
  });
});
