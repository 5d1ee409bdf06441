import { currentWork, openSteps } from '../steps/current-work.js';
import { STAGES, aConfig, aRun, type Journey } from '../testing/journey.js';
import { idle, running, type InStatus } from '../testing/statuses.js';
import { answered, itemOf, told } from '../testing/told.js';

const cases = (list: readonly InStatus[]): readonly (readonly [string, string, InStatus])[] =>
  list.map((each) => [each.status, each.how, each]);
const trimming = (): Journey => {
  const journey = aRun().through('DOWNLOAD');
  journey.start('TRIM');
  return journey;
};
const PHASE: Readonly<Record<string, string>> = {
  INITIALIZED: 'INITIALIZED',
  DOWNLOADING: 'INITIALIZED',
  DOWNLOADED: 'DOWNLOADED',
  PROCESSING: 'DOWNLOADED',
  PROCESSED: 'PROCESSED',
};

describe('cancelling', () => {
  it.each(cases(running))(
    '%s (%s): ends every attempt, and shows the last finished phase without a failure',
    (status, how, each) => {
      const journey = each.journey();
      expect(told(journey.cancel())).toEqual(['RunCancelled']);
      expect(openSteps(journey.state)).toEqual([]);
      expect(itemOf(journey)).toMatchObject({
        status: how.startsWith('one upload') ? 'UPLOADED' : (PHASE[status] ?? 'PROCESSED'),
        failed: false,
        is_runtime: false,
        can_run: true,
        cancelled_at: journey.now,
        cancelled_by: 'owner-1',
        run: { active: false },
      });
    },
  );

  it('gives an unmapped recording back to SKIPPED while its source is not fetched (D7)', () => {
    const journey = aRun(aConfig(), { isMapped: false });
    journey.start('DOWNLOAD');
    journey.cancel();
    expect(itemOf(journey).status).toBe('SKIPPED');
  });

  it('is an event with who asked, and the reason sealed apart', () => {
    const journey = trimming();
    expect(journey.cancel({ reason: 'wrong file' })).toEqual({
      events: [
        {
          type: 'RunCancelled',
          v: 1,
          data: { runId: '00000000-0000-7000-9000-000000000001', by: 'owner-1', target: 'DOWNLOADED' },
          personal: { reason: 'wrong file' },
        },
      ],
    });
    expect(itemOf(journey).cancel_reason).toBe('wrong file');
    expect(JSON.stringify(journey.state)).not.toContain('wrong file');
  });

  it('lets its worker find out that the attempt is no longer current; what it still says is late, once', () => {
    const journey = trimming();
    journey.cancel();
    expect(currentWork(journey.state, 'TRIM')).toBeUndefined();
    expect(told(journey.complete('TRIM'))).toEqual(['LateResultIgnored TRIM']);
    expect(journey.complete('TRIM')).toEqual({ events: [] });
    expect(journey.step('TRIM')).toMatchObject({ phase: 'pending', artifacts: [] });
  });

  it('a completion that was first is kept, and one that was second is late: nothing is lost and nothing done twice', () => {
    const first = trimming();
    first.complete('TRIM');
    first.cancel();
    expect(told(first.run())).toEqual(['RunStarted', 'StepScheduled TRANSCRIBE']);
    const second = trimming();
    second.cancel();
    second.complete('TRIM');
    expect(told(second.run())).toEqual(['RunStarted', 'StepScheduled TRIM']);
  });

  it('goes on from there when it is run again, with a new budget of retries and higher attempt numbers', () => {
    const journey = trimming();
    journey.fail('TRIM', { retryable: true });
    journey.cancel();
    journey.run();
    expect(journey.step('TRIM')).toMatchObject({ failures: 0, phase: 'scheduled' });
    expect(journey.step('TRIM').attempts.map(({ number, end }) => [number, end])).toEqual([
      [1, 'failed'],
      [2, 'cancelled'],
      [3, undefined],
    ]);
    expect(itemOf(journey)).toMatchObject({ status: 'DOWNLOADED', cancelled_at: null, cancel_reason: null });
    journey.through(...STAGES, 'deliver:library');
    expect(itemOf(journey).status).toBe('READY');
  });

  it('keeps what a delivery has checkpointed, so that its session is resumed or given up at the destination', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES);
    journey.start('deliver:library');
    journey.checkpoint('deliver:library', { session: 's-1' });
    journey.cancel();
    journey.run();
    expect(currentWork(journey.state, 'deliver:library')).toMatchObject({ attempt: 2, checkpoints: { session: 's-1' } });
    journey.cancel();
    journey.reset();
    journey.run();
    journey.through('DOWNLOAD', ...STAGES);
    expect(currentWork(journey.state, 'deliver:library')?.checkpoints).toEqual({ session: 's-1' });
  });

  it('forgets what a stage has checkpointed: its work begins anew', () => {
    const journey = trimming();
    journey.checkpoint('TRIM', { part: 7 });
    journey.cancel();
    journey.run();
    expect(currentWork(journey.state, 'TRIM')?.checkpoints).toEqual({});
  });

  it('of a paused run ends the pause with it', () => {
    const journey = trimming();
    journey.pause({ reason: 'later' });
    journey.cancel();
    expect(itemOf(journey)).toMatchObject({ on_pause: false, pause_reason: null, status: 'DOWNLOADED' });
    expect(told(journey.run())).toEqual(['RunStarted', 'StepScheduled TRIM']);
  });

  it('D36: while a failure waits for a stage that still runs, ends both without a rollback', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    journey.start('EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    journey.fail('EXTRACT_TOPICS');
    journey.cancel();
    expect(told(journey.complete('GENERATE_SUBTITLES'))).toEqual(['LateResultIgnored GENERATE_SUBTITLES']);
    expect(itemOf(journey)).toMatchObject({ status: 'DOWNLOADED', failed: false });
    expect(told(journey.run())).toEqual(['RunStarted', 'StepScheduled EXTRACT_TOPICS', 'StepScheduled GENERATE_SUBTITLES']);
  });

  it('keeps what is uploaded, and sends only the rest at the next run (UPL-11)', () => {
    const journey = aRun(aConfig(['one', 'two'])).through('DOWNLOAD', ...STAGES, 'deliver:one');
    journey.start('deliver:two');
    journey.cancel();
    expect(itemOf(journey)).toMatchObject({ status: 'UPLOADED', failed: false });
    expect(told(journey.run(aConfig(['one', 'two'])))).toEqual(['RunStarted', 'StepScheduled deliver:two']);
  });

  it('a second time succeeds and adds nothing', () => {
    const journey = trimming();
    journey.cancel();
    expect(answered(journey.cancel())).toBe('nothing already-cancelled');
  });

  it.each(cases(idle))('%s (%s): is refused, or is so already, where no run is active', (status, how, each) => {
    const expected = how.startsWith('cancelled') ? 'nothing already-cancelled' : 'refused not-running';
    expect(answered(each.journey().cancel())).toBe(status === 'EXPIRED' ? 'refused expired' : expected);
  });
});
