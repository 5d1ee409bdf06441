import { STAGES, aConfig, aRun, anOutput, type Journey } from '../testing/journey.js';
import { summarizeDecision, itemOf, describeDecision } from '../testing/describe-decision.js';

const config = aConfig([], { outputs: [anOutput('library', { follow_ups: ['thumbnail', 'playlist'] })] });
const uploading = (): Journey => {
  const journey = aRun(config).through('DOWNLOAD', ...STAGES);
  journey.start('deliver:library');
  return journey;
};
const unconfirmed = (): Journey => {
  const journey = uploading();
  journey.complete('deliver:library', { result: { unconfirmed: true, key: 'k' } });
  return journey;
};
const followUps = (journey: Journey): unknown =>
  itemOf(journey).outputs[0]?.follow_ups.map(({ name, status, skip_reason }) => [name, skip_reason ?? status]);

describe('a follow-up (U9)', () => {
  it('UPL-08: is queued once the upload is recorded, when the recording is already READY', () => {
    const journey = uploading();
    expect(describeDecision(journey.complete('deliver:library'))).toEqual([
      'StepCompleted deliver:library',
      'StepScheduled deliver:library/thumbnail',
      'StepScheduled deliver:library/playlist',
    ]);
    expect(itemOf(journey)).toMatchObject({
      status: 'READY',
      failed: false,
      run: { active: true },
      can_pause: false,
      can_run: false,
    });
  });

  it('UPL-09, U19: never fails the upload, and is counted', () => {
    const journey = uploading();
    journey.complete('deliver:library');
    journey.start('deliver:library/thumbnail');
    journey.fail('deliver:library/thumbnail', { message: 'too large' });
    journey.through('deliver:library/playlist');
    expect(itemOf(journey)).toMatchObject({
      status: 'READY',
      failed: false,
      follow_up_summary: { total: 2, completed: 1, failed: 1 },
      outputs: [{ status: 'UPLOADED', follow_ups: [{ name: 'thumbnail', failed_reason: 'too large' }, { name: 'playlist' }] }],
      run: { active: false },
    });
  });

  it('RUN-08: makes a run succeed without sending anything again, while it still runs', () => {
    const journey = uploading();
    journey.complete('deliver:library');
    expect(summarizeDecision(journey.run(config))).toBe('nothing already-complete');
    expect(journey.step('deliver:library').attempts).toHaveLength(1);
  });

  it('can be cancelled, which leaves the recording READY', () => {
    const journey = uploading();
    journey.complete('deliver:library');
    journey.start('deliver:library/thumbnail');
    expect(summarizeDecision(journey.cancel())).toBe('done');
    expect(itemOf(journey)).toMatchObject({ status: 'READY', run: { active: false } });
    expect(describeDecision(journey.complete('deliver:library/thumbnail'))).toEqual([
      'LateResultIgnored deliver:library/thumbnail',
    ]);
  });

  it.each([
    { end: 'failed', reason: 'parent_failed', act: (journey: Journey) => journey.fail('deliver:library') },
    {
      end: 'skipped',
      reason: 'not_applicable',
      act: (journey: Journey) => journey.skip('deliver:library', { reason: 'not_applicable' }),
    },
    {
      end: 'unconfirmed',
      reason: 'not_applicable',
      act: (journey: Journey) => journey.complete('deliver:library', { result: { unconfirmed: true } }),
    },
  ])('is skipped if the upload is $end, and the run ends', ({ reason, act }) => {
    const journey = uploading();
    act(journey);
    expect(followUps(journey)).toEqual([
      ['thumbnail', reason],
      ['playlist', reason],
    ]);
    expect(itemOf(journey).run?.active).toBe(false);
  });

  it('runs after the upload of a later run', () => {
    const journey = uploading();
    journey.fail('deliver:library');
    journey.run(config);
    journey.through('deliver:library', 'deliver:library/thumbnail', 'deliver:library/playlist');
    expect(itemOf(journey)).toMatchObject({ status: 'READY', follow_up_summary: { total: 2, completed: 2, failed: 0 } });
  });

  it('is retried alone by a later run, which keeps its upload', () => {
    const two = aConfig([], { outputs: [...config.outputs, anOutput('two')] });
    const journey = aRun(two).through('DOWNLOAD', ...STAGES, 'deliver:library', 'deliver:library/playlist');
    journey.start('deliver:library/thumbnail');
    journey.fail('deliver:library/thumbnail');
    journey.start('deliver:two');
    journey.fail('deliver:two');
    expect(describeDecision(journey.run(two))).toEqual([
      'RunStarted',
      'StepScheduled deliver:library/thumbnail',
      'StepScheduled deliver:two',
    ]);
    expect(journey.step('deliver:library/playlist').phase).toBe('completed');
  });
});

describe('an unconfirmed delivery (U10)', () => {
  it('is marked at the output, and counts as UPLOADED in the status', () => {
    const journey = unconfirmed();
    expect(itemOf(journey)).toMatchObject({ status: 'READY', outputs: [{ status: 'UPLOADED', unconfirmed: true }] });
    expect(itemOf(journey).allowed_actions).toContainEqual(
      expect.objectContaining({ action: 'settle', target: 'library', allowed: true }),
    );
    expect(summarizeDecision(journey.run(config))).toBe('nothing already-complete');
  });

  it('is confirmed when a person has found it, and its follow-ups run', () => {
    const journey = unconfirmed();
    expect(describeDecision(journey.settle('deliver:library', true))).toEqual([
      'DeliverySettled deliver:library',
      'StepScheduled deliver:library/thumbnail',
      'StepScheduled deliver:library/playlist',
    ]);
    expect(itemOf(journey)).toMatchObject({ status: 'READY', outputs: [{ status: 'UPLOADED', unconfirmed: false }] });
    expect(journey.step('deliver:library').delivered).toEqual({ unconfirmed: false, key: 'k' });
    journey.through('deliver:library/thumbnail', 'deliver:library/playlist');
    expect(itemOf(journey).run?.active).toBe(false);
  });

  it('fails when a person has not found it, is forgotten as delivered, and is sent again by a run', () => {
    const journey = uploading();
    journey.checkpoint('deliver:library', { finalising: 'k' });
    journey.complete('deliver:library', { result: { unconfirmed: true } });
    expect(journey.step('deliver:library').checkpoints).toEqual({ finalising: 'k' });
    journey.settle('deliver:library', false);
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSED', failed: true, failed_reason: 'not-delivered', can_run: true });
    expect(journey.step('deliver:library').phase).toBe('failed');
    expect(journey.step('deliver:library').checkpoints).toEqual({});
    expect(journey.step('deliver:library').delivered).toBeUndefined();
    expect(describeDecision(journey.run(config))).toEqual(['RunStarted', 'StepScheduled deliver:library']);
    journey.through('deliver:library', 'deliver:library/thumbnail', 'deliver:library/playlist');
    expect(itemOf(journey)).toMatchObject({ status: 'READY', failed: false });
  });

  it('keeps the checkpoints meant for this case when a person has not found it', () => {
    const journey = uploading();
    const kept = { output_type: 'paperless', noted: { key: 'k', data: { older: 'first' } } };
    journey.checkpoint('deliver:library', {
      noted: { key: 'k', data: { older: 'first', task: 'lost' } },
      if_not_delivered: kept,
    });
    journey.complete('deliver:library', { result: { unconfirmed: true } });
    journey.settle('deliver:library', false);
    expect(journey.step('deliver:library').checkpoints).toEqual(kept);
    journey.run(config);
    expect(journey.step('deliver:library').checkpoints).toEqual(kept);
  });

  it('leaves the recording UPLOADED when it is lost and another output is uploaded', () => {
    const two = aConfig(['one', 'two']);
    const journey = aRun(two).through('DOWNLOAD', ...STAGES, 'deliver:one');
    journey.start('deliver:two');
    journey.complete('deliver:two', { result: { unconfirmed: true } });
    journey.settle('deliver:two', false);
    expect(itemOf(journey)).toMatchObject({
      status: 'UPLOADED',
      failed: false,
      upload_summary: { uploaded: 1, failed: 1, partial: true },
    });
    expect(describeDecision(journey.run(two))).toEqual(['RunStarted', 'StepScheduled deliver:two']);
  });

  it('can be settled a second time with the same answer, which adds nothing', () => {
    const found = unconfirmed();
    found.settle('deliver:library', true);
    expect(summarizeDecision(found.settle('deliver:library', true))).toBe('nothing already-settled');
    const lost = unconfirmed();
    lost.settle('deliver:library', false);
    expect(summarizeDecision(lost.settle('deliver:library', false))).toBe('nothing already-settled');
  });

  it('can be settled only if it is unconfirmed, and only for an existing output', () => {
    const journey = uploading();
    expect(summarizeDecision(journey.settle('deliver:library', true))).toBe('refused not-unconfirmed');
    journey.complete('deliver:library');
    expect(summarizeDecision(journey.settle('deliver:library', false))).toBe('refused not-unconfirmed');
    expect(summarizeDecision(journey.settle('deliver:library/thumbnail', true))).toBe('refused unknown-output');
    expect(summarizeDecision(journey.settle('TRIM', true))).toBe('refused unknown-output');
  });
});
