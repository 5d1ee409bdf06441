import type { JsonObject, Json } from '@throughline/contracts';
import { Journey, STAGES, aConfig, type UntimedCommand } from '@throughline/domain/testing';
import type { Folded, StepRow, Summary } from './fold.js';
import { recordingFold } from './recording-fold.js';

const by = 'owner-1';
const LATER = '2027-01-01T00:00:00.000Z';

const foldedOf = ({ state, personal }: Journey): Folded => ({
  state: state as unknown as Json,
  personal: personal as JsonObject,
});
const summaryOf = (journey: Journey): Summary => recordingFold.summary(foldedOf(journey));
const stepOf = (journey: Journey, step: string): StepRow | undefined =>
  recordingFold.steps(foldedOf(journey)).find((row) => row.step === step);

const begun = (...outputs: readonly string[]): Journey => {
  const journey = new Journey().register();
  journey.run(aConfig(outputs));
  journey.start('DOWNLOAD');
  return journey;
};
const wait = (journey: Journey, step: string, what: string): void => {
  const command: UntimedCommand = {
    type: 'WaitStep',
    step,
    attemptId: journey.attemptId(step),
    for: what,
    message: 'not there',
    progress: 0,
    retryAfterMs: 60_000,
  };
  journey.send(command);
};

describe('the columns of a recording', () => {
  it('say of a pause that it is there and when it ends, while it lasts', () => {
    const journey = begun('library');
    expect(summaryOf(journey)).toMatchObject({ onPause: false, pauseUntil: undefined });
    journey.send({ type: 'PauseRun', by });
    expect(summaryOf(journey)).toMatchObject({ onPause: true, pauseUntil: undefined });
    journey.send({ type: 'PauseRun', by, until: LATER });
    expect(summaryOf(journey)).toMatchObject({ onPause: true, pauseUntil: LATER });
    journey.run();
    expect(summaryOf(journey)).toMatchObject({ onPause: false, pauseUntil: undefined });
  });

  it('say when a run was cancelled, until the next one', () => {
    const journey = begun('library');
    journey.send({ type: 'CancelRun', by });
    expect(summaryOf(journey)).toMatchObject({ cancelledAt: journey.now, isActive: false, failed: false });
    journey.run();
    expect(summaryOf(journey)).toMatchObject({ cancelledAt: undefined, isActive: true });
  });

  it('say when it was deleted and until when it is kept, until it is restored', () => {
    const journey = begun('library');
    journey.send({ type: 'DeleteAsset', by, expiresAt: LATER });
    expect(summaryOf(journey)).toMatchObject({ deletedAt: journey.now, expiresAt: LATER });
    journey.send({ type: 'RestoreAsset', by });
    expect(summaryOf(journey)).toMatchObject({ deletedAt: undefined, expiresAt: undefined });
  });

  it('say in the word of the API at which stage it failed', () => {
    const journey = begun('library');
    journey.complete('DOWNLOAD');
    journey.start('TRIM');
    expect(summaryOf(journey).failedAtStage).toBeUndefined();
    journey.fail('TRIM');
    expect(summaryOf(journey)).toMatchObject({ failed: true, failedAtStage: 'trim' });
  });

  it('say what is waited for, and of several things the one that is waited for longest', () => {
    const journey = begun('library', 'archive');
    journey.complete('DOWNLOAD');
    journey.through(...STAGES);
    journey.start('deliver:library');
    journey.start('deliver:archive');
    wait(journey, 'deliver:archive', 'output-unreachable');
    const since = journey.now;
    expect(summaryOf(journey)).toMatchObject({ waitingFor: 'output-unreachable', waitingSince: since });
    wait(journey, 'deliver:library', 'disk-full');
    expect(summaryOf(journey)).toMatchObject({ waitingFor: 'output-unreachable', waitingSince: since });

    const retryAt = new Date(Date.parse(journey.now) + 60_000).toISOString();
    expect(stepOf(journey, 'deliver:library')).toMatchObject({
      status: 'scheduled',
      waiting_for: 'disk-full',
      waiting_since: journey.now,
      retry_at: retryAt,
      not_before: retryAt,
      error_code: null,
    });
    journey.through('deliver:archive');
    expect(summaryOf(journey)).toMatchObject({ waitingFor: 'disk-full' });
    expect(stepOf(journey, 'deliver:archive')).toMatchObject({ waiting_for: null, waiting_since: null, retry_at: null });
    journey.send({ type: 'CancelRun', by });
    expect(summaryOf(journey)).toMatchObject({ waitingFor: undefined, waitingSince: undefined });
    expect(stepOf(journey, 'deliver:library')).toMatchObject({ waiting_for: null, waiting_since: null, retry_at: null });
  });
});

describe('the row of a recording that is fetched', () => {
  it('holds no key of its address, which the log alone keeps', () => {
    const [before, assetId, at] = [recordingFold.initial, '0190f5fe-7c00-7a00-8a00-0123456789ab', '2026-11-20T00:00:00.000Z'];
    const recorded = { at, assetId };
    const after = recordingFold.apply(
      before,
      {
        type: 'SourceBecameReady',
        v: 2,
        data: { source: { kind: 'url', settings: {} } },
        personal: { url: 'https://me:s3cret@files.example/talk.mp4?key=s3cret' },
      },
      recorded,
    );
    expect(after.personal).toEqual({ sourceUrl: 'https://files.example/talk.mp4' });
  });
});
