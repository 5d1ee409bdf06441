import { allowedActions } from '../actions/allowed-actions.js';
import { aConfig, aRun, anOutput, STAGES, type Journey } from '../testing/index.js';
import { itemOf, told } from '../testing/told.js';

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

describe('a follow-up that has failed', () => {
  it('U19: is counted in upload_summary while the recording is READY', () => {
    const item = itemOf(failed());
    expect(item.status).toBe('READY');
    expect(item.upload_summary).toMatchObject({ total: 1, uploaded: 1, failed: 0, follow_ups_failed: 2 });
    expect(item.can_run).toBe(true);
  });

  it('U9: is retried by a run that asks for nothing else, and nothing is delivered again', () => {
    const journey = failed();
    expect(told(journey.run(config))).toEqual(['RunStarted', `StepScheduled ${THUMBNAIL}`, `StepScheduled ${PLAYLIST}`]);
    journey.through(THUMBNAIL, PLAYLIST);
    expect(itemOf(journey)).toMatchObject({ status: 'READY', can_run: false, upload_summary: { follow_ups_failed: 0 } });
    expect(journey.step('deliver:library').attempts).toHaveLength(1);
  });

  it('U9: is retried alone, with a budget of its own', () => {
    const journey = failed();
    expect(told(retry(journey))).toEqual([`RedeliveryRequested ${THUMBNAIL}`, `StepScheduled ${THUMBNAIL}`]);
    expect(journey.step(THUMBNAIL)).toMatchObject({ phase: 'scheduled', failures: 0 });
    expect(journey.step(PLAYLIST).phase).toBe('failed');
    expect(retry(journey)).toMatchObject({ events: [], satisfied: { code: 'already-to-come' } });
    journey.through(THUMBNAIL);
    expect(retry(journey)).toMatchObject({ events: [], satisfied: { code: 'already-done' } });
    expect(itemOf(journey).upload_summary.follow_ups_failed).toBe(1);
  });

  it('says what can be retried, and by what name', () => {
    const actions = allowedActions(failed().state).filter(({ action }) => action === 'retry');
    expect(actions).toEqual([
      { action: 'retry', target: 'library/thumbnail', allowed: true },
      { action: 'retry', target: 'library/playlist', allowed: true },
    ]);
    expect(told(retry(failed(), 'deliver:library/captions'))).toEqual(['unknown-follow-up']);
  });

  it('waits for the next run where the last one was given up', () => {
    const journey = failed();
    retry(journey);
    journey.cancel();
    expect(told(retry(journey))).toEqual(['not-in-run']);
    expect(told(journey.run(config))).toEqual(['RunStarted', `StepScheduled ${THUMBNAIL}`, `StepScheduled ${PLAYLIST}`]);
  });
});
