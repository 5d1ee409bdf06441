import { currentWork, openSteps } from '../asset/steps/current-work.js';
import { STAGES, aConfig, aRun, type Journey } from '../testing/journey.js';
import { idle, running, type StatusCase } from '../testing/statuses.js';
import { summarizeDecision, itemOf, describeDecision } from '../testing/describe-decision.js';

const cases = (list: readonly StatusCase[]): readonly (readonly [string, string, StatusCase])[] =>
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

describe('a cancel', () => {
  it.each(cases(running))(
    '%s (%s): ends every attempt, and shows the last finished phase without a failure',
    (status, how, each) => {
      const journey = each.journey();
      expect(describeDecision(journey.cancel())).toEqual(['RunCancelled']);
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

  it('returns an unmapped recording to SKIPPED while its source is not fetched (D7)', () => {
    const journey = aRun(aConfig(), { isMapped: false });
    journey.start('DOWNLOAD');
    journey.cancel();
    expect(itemOf(journey).status).toBe('SKIPPED');
  });

  it('records who asked, with the reason sealed', () => {
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

  it('makes the running attempt outdated, and records its worker’s report as late once', () => {
    const journey = trimming();
    journey.cancel();
    expect(currentWork(journey.state, 'TRIM')).toBeUndefined();
    expect(describeDecision(journey.complete('TRIM'))).toEqual(['LateResultIgnored TRIM']);
    expect(journey.complete('TRIM')).toEqual({ events: [] });
    expect(journey.step('TRIM')).toMatchObject({ phase: 'pending', artifacts: [] });
  });

  it('loses nothing and repeats nothing when it races with a completion', () => {
    const first = trimming();
    first.complete('TRIM');
    first.cancel();
    expect(describeDecision(first.run())).toEqual(['RunStarted', 'StepScheduled TRANSCRIBE']);
    const second = trimming();
    second.cancel();
    second.complete('TRIM');
    expect(describeDecision(second.run())).toEqual(['RunStarted', 'StepScheduled TRIM']);
  });

  it('lets a new run continue from there, with a new retry budget and higher attempt numbers', () => {
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

  it('keeps a delivery’s checkpoints, so that its session can be resumed or cancelled at the destination', () => {
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

  it('drops a stage’s checkpoints, so that its work starts anew', () => {
    const journey = trimming();
    journey.checkpoint('TRIM', { part: 7 });
    journey.cancel();
    journey.run();
    expect(currentWork(journey.state, 'TRIM')?.checkpoints).toEqual({});
  });

  it('ends the pause of a paused run', () => {
    const journey = trimming();
    journey.pause({ reason: 'later' });
    journey.cancel();
    expect(itemOf(journey)).toMatchObject({ on_pause: false, pause_reason: null, status: 'DOWNLOADED' });
    expect(describeDecision(journey.run())).toEqual(['RunStarted', 'StepScheduled TRIM']);
  });

  it('D36: ends a failed run whose other stage still runs, without a rollback', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    journey.start('EXTRACT_TOPICS');
    journey.start('GENERATE_SUBTITLES');
    journey.fail('EXTRACT_TOPICS');
    journey.cancel();
    expect(describeDecision(journey.complete('GENERATE_SUBTITLES'))).toEqual(['LateResultIgnored GENERATE_SUBTITLES']);
    expect(itemOf(journey)).toMatchObject({ status: 'DOWNLOADED', failed: false });
    expect(describeDecision(journey.run())).toEqual([
      'RunStarted',
      'StepScheduled EXTRACT_TOPICS',
      'StepScheduled GENERATE_SUBTITLES',
    ]);
  });

  it('keeps uploaded outputs, so that the next run sends only the rest (UPL-11)', () => {
    const journey = aRun(aConfig(['one', 'two'])).through('DOWNLOAD', ...STAGES, 'deliver:one');
    journey.start('deliver:two');
    journey.cancel();
    expect(itemOf(journey)).toMatchObject({ status: 'UPLOADED', failed: false });
    expect(describeDecision(journey.run(aConfig(['one', 'two'])))).toEqual(['RunStarted', 'StepScheduled deliver:two']);
  });

  it('succeeds a second time and adds nothing', () => {
    const journey = trimming();
    journey.cancel();
    expect(summarizeDecision(journey.cancel())).toBe('nothing already-cancelled');
  });

  it.each(cases(idle))('%s (%s): is refused or already satisfied if no run is active', (status, how, each) => {
    const expected = how.startsWith('cancelled') ? 'nothing already-cancelled' : 'refused not-running';
    expect(summarizeDecision(each.journey().cancel())).toBe(status === 'EXPIRED' ? 'refused expired' : expected);
  });
});
