import { STAGES, aConfig, anOutput, aRun, type Journey } from '../testing/journey.js';
import { describeDecision, itemOf, summarizeDecision } from '../testing/describe-decision.js';
import { allowedActions } from '../kinds/allowed-actions.js';
import { explainSteps } from '../explain/explain-steps.js';

const DELIVERY = 'deliver:nextcloud';

const processed = (...outputs: readonly string[]): Journey => aRun(aConfig([...outputs])).through('DOWNLOAD', ...STAGES);

/** One output has the recording; the other one has failed. */
const partial = (): Journey => {
  const journey = processed('library', 'nextcloud').through('deliver:library');
  journey.start(DELIVERY);
  journey.fail(DELIVERY);
  return journey;
};

const unsure = (): Journey => {
  const journey = processed('library', 'nextcloud').through('deliver:library');
  journey.start(DELIVERY);
  journey.complete(DELIVERY, { result: { delivery_key: 'key', unconfirmed: true } });
  return journey;
};

const outputOf = (journey: Journey): unknown => itemOf(journey).outputs.find(({ id }) => id === 'nextcloud');
const add = (journey: Journey, name: string): ReturnType<Journey['send']> =>
  journey.send({ type: 'AddOutputs', by: 'owner-1', outputs: [anOutput(name)] });
const redeliver = (journey: Journey): ReturnType<Journey['send']> =>
  journey.send({ type: 'Redeliver', by: 'owner-1', step: DELIVERY });

describe('a delivery that a person skips', () => {
  it('completes a partial recording, and no longer counts among its outputs (AGG-09, FLR-12)', () => {
    const journey = partial();
    expect(itemOf(journey)).toMatchObject({ status: 'UPLOADED', upload_summary: { total: 2, partial: true } });
    expect(describeDecision(journey.skipStage(DELIVERY))).toEqual([`StepSkipped ${DELIVERY}`]);
    expect(itemOf(journey)).toMatchObject({
      status: 'READY',
      failed: false,
      upload_summary: { total: 1, uploaded: 1, failed: 0, partial: false },
    });
    expect(outputOf(journey)).toMatchObject({
      status: 'SKIPPED',
      skip_reason: 'manual',
      failed: false,
      failed_reason: null,
      unconfirmed: false,
    });
  });

  it('clears the failure of a recording whose only output failed (AGG-07, FLR-11)', () => {
    const journey = processed('nextcloud');
    journey.start(DELIVERY);
    journey.fail(DELIVERY);
    expect(itemOf(journey).failed).toBe(true);
    journey.skipStage(DELIVERY);
    expect(itemOf(journey)).toMatchObject({ status: 'PROCESSED', failed: false, can_run: true });
  });

  it('ends the wait of a delivery, and skips its follow-ups', () => {
    const journey = aRun(aConfig([], { outputs: [anOutput('nextcloud', { follow_ups: ['thumbnail'] })] }));
    journey.through('DOWNLOAD', ...STAGES);
    journey.wait(DELIVERY, { for: 'credential-missing' });
    journey.skipStage(DELIVERY);
    expect(journey.step(DELIVERY).attempts.at(-1)?.end).toBe('skipped');
    expect(journey.step(`${DELIVERY}/thumbnail`)).toMatchObject({ phase: 'skipped', skipReason: 'not_applicable' });
    expect(itemOf(journey).run?.active).toBe(false);
  });

  it('is refused while the content is being sent, and after it has arrived', () => {
    const journey = processed('library', 'nextcloud').through('deliver:library');
    journey.start(DELIVERY);
    expect(summarizeDecision(journey.skipStage(DELIVERY))).toBe('refused output-busy');
    expect(summarizeDecision(journey.skipStage('deliver:library'))).toBe('refused already-completed');
    expect(summarizeDecision(journey.skipStage('deliver:elsewhere'))).toBe('refused unknown-output');
    journey.unstick({ then: 'fail', step: DELIVERY });
    expect(describeDecision(journey.skipStage(DELIVERY))).toEqual([`StepSkipped ${DELIVERY}`]);
    expect(summarizeDecision(journey.skipStage(DELIVERY))).toBe('nothing already-skipped');
  });

  it('is refused after a reset, because the next run would deliver all the same', () => {
    const journey = partial();
    journey.reset();
    expect(summarizeDecision(journey.skipStage(DELIVERY))).toBe('refused unknown-output');
  });

  it.each<[string, (journey: Journey) => ReturnType<Journey['send']>]>([
    ['delivers to the output again', redeliver],
    ['adds the output to the run', (journey) => add(journey, 'nextcloud')],
  ])('is sent after all if a person %s', (_, request) => {
    const journey = partial();
    journey.skipStage(DELIVERY);
    expect(describeDecision(request(journey))).toEqual([`RedeliveryRequested ${DELIVERY}`, `StepScheduled ${DELIVERY}`]);
    expect(itemOf(journey).status).toBe('UPLOADING');
    journey.through(DELIVERY);
    expect(itemOf(journey)).toMatchObject({ status: 'READY', upload_summary: { total: 2, uploaded: 2 } });
  });

  it('is named by a run that has nothing else to do (RUN-08)', () => {
    const journey = partial();
    journey.skipStage(DELIVERY);
    const decision = journey.run(aConfig(['library', 'nextcloud']));
    expect('events' in decision ? decision.satisfied : decision).toEqual({
      code: 'already-complete',
      detail: 'The recording is complete: it was delivered to all of its outputs except the skipped ones (nextcloud).',
      tryInstead: 'To deliver to a skipped output after all, add it to the run again (tl deliver ID OUTPUT).',
    });
  });

  it('is sent by the next run if that has other outputs to deliver to, or if the run was cancelled', () => {
    const failed = partial();
    add(failed, 'archive');
    failed.skipStage(DELIVERY);
    failed.start('deliver:archive');
    failed.fail('deliver:archive');
    failed.run(aConfig(['library', 'nextcloud', 'archive']));
    expect([failed.step('deliver:archive').phase, failed.step(DELIVERY).phase]).toEqual(['scheduled', 'scheduled']);

    const cancelled = processed('library', 'nextcloud').through('deliver:library');
    cancelled.cancel();
    cancelled.skipStage(DELIVERY);
    expect(itemOf(cancelled).status).toBe('READY');
    expect(summarizeDecision(add(cancelled, 'nextcloud'))).toBe('refused run-failed');
    cancelled.run(aConfig(['library', 'nextcloud']));
    expect(cancelled.step(DELIVERY).phase).toBe('scheduled');
  });

  it('is an action of each delivery that has not arrived', () => {
    const skips = allowedActions(partial().state).filter(({ action }) => action === 'skip_output');
    expect(skips.map(({ target, allowed }) => [target, allowed])).toEqual([
      ['library', false],
      ['nextcloud', true],
    ]);
  });
});

describe('an unconfirmed delivery that a person skips', () => {
  const skipped = (): Journey => {
    const journey = unsure();
    journey.skipStage(DELIVERY);
    return journey;
  };

  it('asks nobody any more, but still tells that its content may be there', () => {
    const journey = skipped();
    expect(itemOf(journey)).toMatchObject({ status: 'READY', upload_summary: { total: 1, uploaded: 1, unconfirmed: 0 } });
    expect(outputOf(journey)).toMatchObject({ status: 'SKIPPED', unconfirmed: true });
    expect(explainSteps(journey.state, journey.now).map(({ explanation }) => explanation.says)).toEqual([
      'Skipped: a user skipped it. Its content may be at the destination: the outcome was unknown when it was skipped.',
    ]);
  });

  it('is not sent again before a person has looked at the destination', () => {
    expect(summarizeDecision(redeliver(skipped()))).toBe('refused unconfirmed');
    expect(summarizeDecision(add(skipped(), 'nextcloud'))).toBe('refused unconfirmed');
  });

  it('becomes a delivery if a person finds it there', () => {
    const journey = skipped();
    journey.settle(DELIVERY, true);
    expect(outputOf(journey)).toMatchObject({ status: 'UPLOADED', unconfirmed: false, skip_reason: null });
    expect(itemOf(journey)).toMatchObject({ status: 'READY', upload_summary: { total: 2, uploaded: 2 } });
  });

  it('fails if a person does not find it there, and is then sent again', () => {
    const journey = skipped();
    journey.settle(DELIVERY, false);
    expect(outputOf(journey)).toMatchObject({ status: 'FAILED', unconfirmed: false });
    journey.run(aConfig(['library', 'nextcloud']));
    expect(journey.step(DELIVERY)).toMatchObject({ phase: 'scheduled', checkpoints: {} });
  });
});
