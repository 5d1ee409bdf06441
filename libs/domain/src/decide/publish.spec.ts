import { isReadyToUpload } from '../status/ready-to-upload.js';
import { describeDecision, itemOf, summarizeDecision } from '../testing/describe-decision.js';
import { STAGES, aConfig, aRun, anOutput, type Journey } from '../testing/index.js';
import { toHistory } from '../testing/history-of-commits.js';
import { isPresent } from '../asset/state.js';
import { explainRun } from '../explain/explain-run.js';
import { explainStatus } from '../explain/explain-status.js';
import { explainSteps } from '../explain/explain-steps.js';
import { previewNextRun } from './plan-of-run.js';

const reviewed = (outputs: readonly string[] = ['library']): ReturnType<typeof aConfig> =>
  aConfig(outputs, { auto_upload: false });
const heldRun = (outputs?: readonly string[]): Journey => aRun(reviewed(outputs)).through('DOWNLOAD', ...STAGES);
const and = (journey: Journey, act: (journey: Journey) => unknown): Journey => {
  act(journey);
  return journey;
};
const can = (journey: Journey, action: string): unknown =>
  itemOf(journey).allowed_actions.find((each) => each.action === action)?.allowed;
const addArchive = (journey: Journey): unknown =>
  journey.send({ type: 'AddOutputs', by: 'owner-1', outputs: [anOutput('archive')] });

describe('a run that does not upload automatically', () => {
  it('does all processing, then waits at PROCESSED until a person publishes it', () => {
    const journey = heldRun();
    expect(journey.trail.at(-1)).toBe('PROCESSED');
    expect(itemOf(journey)).toMatchObject({
      status: 'PROCESSED',
      needs_review: true,
      ready_to_upload: true,
      terminal: true,
      failed: false,
      can_run: false,
      can_pause: false,
      eta: null,
      eta_reason: 'review',
      run: { active: false },
      outputs: [{ id: 'library', status: 'PENDING' }],
    });
    expect(can(journey, 'publish')).toBe(true);
  });

  it('needs no review before its content is ready, and is a usual active run until then', () => {
    const journey = aRun(reviewed()).through('DOWNLOAD', 'TRIM');
    expect(itemOf(journey)).toMatchObject({ needs_review: false, run: { active: true } });
    expect(summarizeDecision(journey.run(reviewed()))).toBe('refused already-running');
  });

  it('explains that a person has to publish it', () => {
    const journey = heldRun();
    expect(explainRun(journey.state)).toMatchObject({ code: 'review', says: expect.stringContaining('library') as string });
    expect(explainSteps(journey.state, journey.now).map(({ explanation: { step, code } }) => [step, code])).toEqual([
      ['deliver:library', 'review'],
    ]);
    const { status } = explainStatus(journey.assetId, toHistory(journey.commits));
    expect(status.rule.looked_at.find(({ fact }) => fact === 'toReview')?.value).toBe(1);
  });

  it('starts its deliveries when a person publishes it, and becomes READY', () => {
    const journey = heldRun(['library', 'archive']);
    expect(describeDecision(journey.publish())).toEqual([
      'PublishRequested',
      'StepScheduled deliver:library',
      'StepScheduled deliver:archive',
    ]);
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSED', needs_review: false, run: { active: true } });
    expect(summarizeDecision(journey.publish())).toBe('nothing already-published');
    journey.through('deliver:library', 'deliver:archive');
    expect(itemOf(journey)).toMatchObject({ status: 'READY', needs_review: false });
  });

  it('publishes one output of two, and still needs a review of the other', () => {
    const journey = heldRun(['library', 'archive']);
    expect(describeDecision(journey.publish('library'))).toEqual(['PublishRequested', 'StepScheduled deliver:library']);
    journey.start('deliver:library');
    expect(itemOf(journey)).toMatchObject({ status: 'UPLOADING', needs_review: true });
    journey.complete('deliver:library');
    expect(itemOf(journey)).toMatchObject({ status: 'UPLOADED', needs_review: true, can_run: false, run: { active: false } });
    expect(summarizeDecision(journey.run(reviewed(['library', 'archive'])))).toBe('nothing waits-for-review');
    expect(summarizeDecision(journey.publish('library'))).toBe('nothing already-published');
    expect(describeDecision(journey.publish('archive'))).toEqual(['PublishRequested', 'StepScheduled deliver:archive']);
  });

  it('can be published before its content is ready, and then delivers as soon as it is', () => {
    const journey = aRun(reviewed()).through('DOWNLOAD');
    expect(describeDecision(journey.publish())).toEqual(['PublishRequested']);
    expect(journey.through(...STAGES).step('deliver:library').phase).toBe('scheduled');
  });

  it('keeps an approval that was given during a pause, and delivers after it', () => {
    const journey = aRun(reviewed()).through('DOWNLOAD', 'TRIM');
    journey.start('TRANSCRIBE');
    journey.pause();
    expect(describeDecision(journey.publish())).toEqual(['PublishRequested']);
    journey.complete('TRANSCRIBE');
    journey.run();
    expect(journey.through('EXTRACT_TOPICS', 'GENERATE_SUBTITLES').step('deliver:library').phase).toBe('scheduled');
  });

  it.each<[string, string, (journey: Journey) => unknown]>([
    ['deleted', 'refused deleted', (journey) => journey.delete()],
    ['erased', 'refused erased', (journey) => journey.erase()],
    ['cancelled', 'refused not-in-run', (journey) => journey.cancel()],
    ['reset', 'refused not-in-run', (journey) => journey.reset()],
  ])('refuses to publish an item that was %s: %s', (_, expected, act) => {
    const journey = heldRun();
    act(journey);
    expect(summarizeDecision(journey.publish())).toBe(expected);
    expect([itemOf(journey).needs_review, can(journey, 'publish')]).toEqual([false, false]);
  });

  it('refuses to publish a run that has failed, has no outputs or does not have the named one', () => {
    const failed = and(aRun(reviewed()), (journey) => {
      journey.start('DOWNLOAD');
      journey.fail('DOWNLOAD');
    });
    expect(summarizeDecision(failed.publish())).toBe('refused not-in-run');
    expect(summarizeDecision(aRun(reviewed([])).publish())).toBe('refused not-in-run');
    expect(summarizeDecision(heldRun().publish('nas', 'library'))).toBe('refused unknown-output');
    expect(summarizeDecision(aRun().publish())).toBe('nothing already-published');
  });
});

describe('an item that waits for a review, with other commands', () => {
  it('runs again without publishing if the settings change, and needs a review of the new content', () => {
    const journey = heldRun();
    const trimmed = { ...reviewed(), trimming: { enable_trimming: true, silence_threshold: -60 } };
    const repeated = describeDecision(journey.run(trimmed, ['trimming.silence_threshold']));
    expect(repeated).toEqual(['RunStarted', 'StepScheduled TRIM']);
    journey.through(...STAGES);
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSED', needs_review: true });
  });

  it('publishes by a run only if the request itself switches automatic uploads on', () => {
    const journey = heldRun();
    expect(summarizeDecision(journey.run(reviewed()))).toBe('nothing waits-for-review');
    expect(describeDecision(journey.run(aConfig(['library'], { auto_upload: true }), ['auto_upload']))).toEqual([
      'RunStarted',
      'StepScheduled deliver:library',
    ]);
  });

  it('shows the deliveries as held in the preview of a run', () => {
    const journey = heldRun();
    const command = { type: 'StartRun', now: journey.now, by: 'owner-1', runId: 'another' } as const;
    const preview = previewNextRun(journey.state, {
      ...command,
      config: reviewed(['library', 'archive']),
      configSources: { outputs: 'request' },
    });
    const actions =
      'steps' in preview ? preview.steps.flatMap(({ step, action }) => (action === 'keep' ? [] : [[step, action]])) : [];
    expect(actions).toEqual([
      ['deliver:library', 'hold'],
      ['deliver:archive', 'hold'],
    ]);
  });

  it('ends the review by a cancel; the next run waits for a review again', () => {
    const journey = heldRun();
    expect(can(journey, 'cancel')).toBe(true);
    journey.cancel();
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSED', needs_review: false, can_run: true });
    expect(describeDecision(journey.run(reviewed()))).toEqual(['RunStarted']);
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSED', needs_review: true });
  });

  it('withdraws an approval with a cancel', () => {
    const journey = heldRun();
    journey.publish();
    journey.cancel();
    journey.run(reviewed());
    expect(itemOf(journey)).toMatchObject({ needs_review: true });
  });

  it('cannot be paused, and waits for the review after a restore', () => {
    const journey = heldRun();
    expect(summarizeDecision(journey.pause())).toBe('refused not-pausable');
    journey.delete();
    journey.restore();
    expect(itemOf(journey).needs_review).toBe(true);
  });

  it('holds an output that is added, also after the others were published', () => {
    const before = heldRun();
    addArchive(before);
    expect(isPresent(before.state) && before.publish()).toMatchObject({
      events: [{ data: { outputs: ['library', 'archive'] } }, {}, {}],
    });
    const after = and(heldRun(), (journey) => journey.publish()).through('deliver:library');
    addArchive(after);
    expect(itemOf(after)).toMatchObject({ status: 'UPLOADED', needs_review: true });
  });

  it('retries a failed delivery without another approval, because the content is the same', () => {
    const journey = and(heldRun(), (each) => each.publish());
    journey.start('deliver:library');
    journey.fail('deliver:library');
    expect(describeDecision(journey.run(reviewed()))).toEqual(['RunStarted', 'StepScheduled deliver:library']);
  });

  it('needs another approval if a run makes or drops content', () => {
    const failed = (): Journey =>
      and(heldRun(), (journey) => {
        journey.publish();
        journey.start('deliver:library');
        journey.fail('deliver:library');
      });
    const without = { ...reviewed(), trimming: { enable_trimming: false, silence_threshold: -40 } };
    const dropped = failed();
    dropped.run(without, ['trimming.enable_trimming']);
    expect(dropped.through('TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES').step('deliver:library').phase).toBe('pending');
    const silent = { ...reviewed(), transcription: { ...reviewed().transcription, enable_subtitles: false } };
    const unsubtitled = failed();
    unsubtitled.run(silent, ['transcription.enable_subtitles']);
    expect(itemOf(unsubtitled)).toMatchObject({ status: 'PROCESSED', needs_review: true });
  });

  it('delivers newer files on request, which approves them, but refuses it before the first approval', () => {
    const journey = heldRun();
    expect(describeDecision(journey.send({ type: 'Redeliver', by: 'owner-1', step: 'deliver:library' }))).toEqual([
      'not-delivered',
    ]);
    journey.publish();
    journey.through('deliver:library');
    journey.run({ ...reviewed(), trimming: { enable_trimming: true, silence_threshold: -60 } }, ['trimming.silence_threshold']);
    journey.through(...STAGES);
    expect(itemOf(journey).outputs).toMatchObject([{ status: 'UPLOADED', outdated: true }]);
    expect(describeDecision(journey.send({ type: 'Redeliver', by: 'owner-1', step: 'deliver:library' }))).toEqual([
      'PublishRequested',
      'RedeliveryRequested deliver:library',
      'StepScheduled deliver:library',
    ]);
  });

  it('is ready to upload while it is held at every status, also without stages', () => {
    const bare = aConfig(['library'], {
      auto_upload: false,
      trimming: { enable_trimming: false, silence_threshold: -40 },
      transcription: { ...aConfig().transcription, enable_transcription: false },
    });
    const journey = aRun(bare).through('DOWNLOAD');
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSED', needs_review: true });
    expect(isReadyToUpload(journey.state)).toBe(true);
  });
});
