import { allowedActions } from '../kinds/allowed-actions.js';
import { aConfig, aRun, anOutput, STAGES, type Journey } from '../testing/index.js';
import { itemOf, describeDecision } from '../testing/describe-decision.js';

const THUMBNAIL = 'deliver:library/thumbnail';
const PLAYLIST = 'deliver:library/playlist';
const config = { ...aConfig(), outputs: [anOutput('library', { follow_ups: ['thumbnail', 'playlist'] })] };
const failed = (): Journey => {
  const journey = aRun(config).through('DOWNLOAD', ...STAGES, 'deliver:library');
  for (const step of [THUMBNAIL, PLAYLIST]) {
    journey.start(step);
    journey.fail(step);
  }
  return journey;
};
const retry = (journey: Journey, step = THUMBNAIL) => journey.send({ type: 'RetryFollowUp', by: 'owner-1', step });

describe('a failed follow-up', () => {
  it('U19: is counted in upload_summary while the recording is READY', () => {
    const item = itemOf(failed());
    expect(item.status).toBe('READY');
    expect(item.upload_summary).toMatchObject({ total: 1, uploaded: 1, failed: 0, follow_ups_failed: 2 });
    expect(item.can_run).toBe(true);
  });

  it('U9: is retried by a run without further requests, and nothing is delivered again', () => {
    const journey = failed();
    expect(describeDecision(journey.run(config))).toEqual([
      'RunStarted',
      `StepScheduled ${THUMBNAIL}`,
      `StepScheduled ${PLAYLIST}`,
    ]);
    journey.through(THUMBNAIL, PLAYLIST);
    expect(itemOf(journey)).toMatchObject({ status: 'READY', can_run: false, upload_summary: { follow_ups_failed: 0 } });
    expect(journey.step('deliver:library').attempts).toHaveLength(1);
  });

  it('U9: can be retried alone, with its own retry budget', () => {
    const journey = failed();
    expect(describeDecision(retry(journey))).toEqual([`RedeliveryRequested ${THUMBNAIL}`, `StepScheduled ${THUMBNAIL}`]);
    expect(journey.step(THUMBNAIL)).toMatchObject({ phase: 'scheduled', failures: 0 });
    expect(journey.step(PLAYLIST).phase).toBe('failed');
    expect(retry(journey)).toMatchObject({ events: [], satisfied: { code: 'already-to-come' } });
    journey.through(THUMBNAIL);
    expect(retry(journey)).toMatchObject({ events: [], satisfied: { code: 'already-done' } });
    expect(itemOf(journey).upload_summary.follow_ups_failed).toBe(1);
  });

  it('is listed among the actions by output and name', () => {
    const actions = allowedActions(failed().state).filter(({ action }) => action === 'retry');
    expect(actions).toEqual([
      { action: 'retry', target: 'library/thumbnail', allowed: true },
      { action: 'retry', target: 'library/playlist', allowed: true },
    ]);
    expect(describeDecision(retry(failed(), 'deliver:library/captions'))).toEqual(['unknown-follow-up']);
  });

  it('waits for the next run if the last one was given up', () => {
    const journey = failed();
    retry(journey);
    journey.cancel();
    expect(describeDecision(retry(journey))).toEqual(['not-in-run']);
    expect(describeDecision(journey.run(config))).toEqual([
      'RunStarted',
      `StepScheduled ${THUMBNAIL}`,
      `StepScheduled ${PLAYLIST}`,
    ]);
  });
});
