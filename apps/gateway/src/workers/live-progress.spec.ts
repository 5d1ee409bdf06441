import type { Lease } from '@throughline/contracts';
import { isPresent, recordingProgress, type Asset } from '@throughline/domain';
import { Journey, aRun } from '@throughline/domain/testing';
import fc from 'fast-check';
import { LiveProgress } from './live-progress.js';

const assetOf = ({ state }: Journey): Asset => {
  if (!isPresent(state)) throw new Error('The journey has not begun');
  return state;
};
const lease = (journey: Journey, step: string, fraction: number, state: Lease['state'] = 'held'): Lease => ({
  v: 1,
  assetId: journey.assetId,
  step,
  attemptId: journey.attemptId(step),
  worker: 'worker-1',
  state,
  termMs: 30_000,
  startedAt: journey.now,
  progress: { fraction },
});

describe('live progress', () => {
  it('is that of the running attempt, and of no earlier one', () => {
    const live = new LiveProgress();
    const journey = aRun();
    journey.start('DOWNLOAD');
    live.record(lease(journey, 'DOWNLOAD', 0.4));
    expect(live.of(assetOf(journey)).get('DOWNLOAD')).toEqual({ fraction: 0.4 });
    journey.interrupt('DOWNLOAD');
    journey.start('DOWNLOAD');
    expect(live.of(assetOf(journey)).size).toBe(0);
  });

  it('stays until the row shows the end of an attempt whose lease was released', () => {
    const live = new LiveProgress();
    const journey = aRun();
    journey.start('DOWNLOAD');
    live.record(lease(journey, 'DOWNLOAD', 0.9));
    live.record(lease(journey, 'DOWNLOAD', 0.9, 'released'));
    live.remove(journey.assetId, 'DOWNLOAD');
    expect(live.of(assetOf(journey)).get('DOWNLOAD')).toEqual({ fraction: 0.9 });
    journey.complete('DOWNLOAD');
    expect(live.of(assetOf(journey)).size).toBe(0);
  });

  it('stays until the row shows the takeover by another attempt', () => {
    const live = new LiveProgress();
    const journey = aRun();
    journey.start('DOWNLOAD');
    live.record(lease(journey, 'DOWNLOAD', 0.4));
    const behind = assetOf(journey);
    journey.interrupt('DOWNLOAD', { progress: 0.4 });
    journey.start('DOWNLOAD');
    live.record(lease(journey, 'DOWNLOAD', 0));
    expect(live.of(behind).get('DOWNLOAD')).toEqual({ fraction: 0.4 });
    expect(live.of(assetOf(journey)).get('DOWNLOAD')).toEqual({ fraction: 0 });
  });

  it('never decreases within a run without failures, and is complete only at its end', () => {
    const steps = ['DOWNLOAD', 'TRIM', 'TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES', 'deliver:library'];
    const fractions = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 });
    fc.assert(
      fc.property(
        fc.tuple(...steps.map(() => fc.record({ fractions, ending: fc.constantFrom('complete', 'behind') }))),
        (works) => {
          const live = new LiveProgress();
          const journey = aRun();
          const seen: number[] = [];
          const look = (): void => {
            const asset = assetOf(journey);
            seen.push(recordingProgress(asset, live.of(asset)) ?? 0);
          };
          works.forEach(({ fractions: reported, ending }, index) => {
            const step = steps[index] ?? '';
            journey.start(step);
            // Progress of one lease never decreases: `AttemptLease` sees to that.
            for (const fraction of [...reported].sort((one, other) => one - other)) {
              live.record(lease(journey, step, fraction));
              look();
            }
            if (ending === 'behind') {
              live.remove(journey.assetId, step);
              look();
            }
            journey.complete(step);
            look();
          });
          expect(seen).toEqual([...seen].sort((one, other) => one - other));
          expect(seen.at(-1)).toBe(1);
          expect(seen.slice(0, -1).every((progress) => progress < 1)).toBe(true);
        },
      ),
    );
  });
});
