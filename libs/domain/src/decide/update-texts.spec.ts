import { isPresent } from '../asset/state.js';
import { currentWork } from '../asset/steps/current-work.js';
import { allowedActions } from '../kinds/allowed-actions.js';
import { aConfig, aRun, anOutput, STAGES, type Journey } from '../testing/index.js';
import { describeDecision, itemOf, summarizeDecision } from '../testing/describe-decision.js';

const DELIVERY = 'deliver:tube';
const TEXTS = 'deliver:tube/texts';
const config = { ...aConfig(), outputs: [anOutput('tube', { type: 'youtube' })] };
const delivered = (): Journey => aRun(config).through('DOWNLOAD', ...STAGES, DELIVERY);
const retitle = (journey: Journey, fields: readonly ('title' | 'description' | 'tags')[] = ['title']): void => {
  journey.send({ type: 'DescribeAsset', by: 'owner-1', fields, texts: { title: 'Another talk' } });
};
const retitled = (): Journey => {
  const journey = delivered();
  retitle(journey);
  return journey;
};
const update = (journey: Journey, step = DELIVERY) => journey.send({ type: 'UpdateTexts', by: 'owner-1', step });
const isOld = (journey: Journey): boolean | undefined => itemOf(journey).outputs[0]?.old_texts;
const codeOf = (decision: ReturnType<typeof update>): string | undefined =>
  'rejected' in decision ? decision.rejected.code : decision.satisfied?.code;

describe('a changed title or description', () => {
  it('makes an output with a video that has the earlier one old, and nothing else about the item', () => {
    const journey = delivered();
    retitle(journey, ['tags']);
    expect(isOld(journey)).toBe(false);
    retitle(journey);
    expect(isOld(journey)).toBe(true);
    expect(itemOf(journey)).toMatchObject({ status: 'READY', failed: false, outputs: [{ outdated: false }] });
  });

  it.each([
    ['no output without a pattern for descriptions, which has only the topics', undefined, false],
    ['an output with a pattern', { description_pattern: '01890000-0000-5000-8000-000000000000' }, true],
  ] as const)('of the description makes %s old', (_what, metadata, expected) => {
    const journey = aRun({ ...config, ...(metadata === undefined ? {} : { metadata }) }).through('DOWNLOAD', ...STAGES, DELIVERY);
    retitle(journey, ['description']);
    expect(isOld(journey)).toBe(expected);
  });

  it('concerns no output whose texts cannot be changed', () => {
    const journey = aRun().through('DOWNLOAD', ...STAGES, 'deliver:library');
    retitle(journey);
    expect(itemOf(journey).outputs[0]).toMatchObject({ old_texts: false });
    expect(codeOf(update(journey, 'deliver:library'))).toBe('texts-not-changeable');
    expect(allowedActions(journey.state).map(({ action }) => action)).not.toContain('update_texts');
  });

  it('RUN-08: leaves a run nothing to do, which names the outputs and the way to change them', () => {
    expect(retitled().run(config)).toMatchObject({
      events: [],
      satisfied: {
        code: 'already-complete',
        detail: expect.stringContaining('These outputs have the earlier texts: tube.') as string,
        tryInstead: expect.stringContaining('tl redeliver ID OUTPUT --metadata') as string,
      },
    });
  });

  it('belongs to a delivery that had started before the change, if it sent the video, and to none that starts later', () => {
    const journey = aRun(config).through('DOWNLOAD', ...STAGES);
    journey.start(DELIVERY);
    retitle(journey);
    journey.complete(DELIVERY);
    expect(isOld(journey)).toBe(true);
    const later = aRun(config).through('DOWNLOAD', ...STAGES);
    retitle(later);
    later.through(DELIVERY);
    expect(isOld(later)).toBe(false);
  });

  it('is missing in a video that only an earlier attempt can have sent', () => {
    const journey = aRun(config).through('DOWNLOAD', ...STAGES);
    journey.start(DELIVERY);
    journey.fail(DELIVERY, { retryable: true });
    retitle(journey);
    journey.start(DELIVERY);
    journey.complete(DELIVERY, { result: { reconciled: true } });
    expect(isOld(journey)).toBe(true);
  });
});

describe('a result that an earlier attempt has left', () => {
  it('has the texts of that attempt', () => {
    const journey = aRun(config).through('DOWNLOAD', ...STAGES);
    journey.start(DELIVERY);
    const adoptedFrom = journey.attemptId(DELIVERY);
    journey.fail(DELIVERY, { retryable: true });
    retitle(journey);
    journey.start(DELIVERY);
    journey.complete(DELIVERY, { adoptedFrom });
    expect(isOld(journey)).toBe(true);
  });

  it('is not adopted by a step that has to send newer texts', () => {
    const journey = retitled();
    update(journey);
    journey.start(TEXTS);
    journey.fail(TEXTS, { retryable: true });
    expect(currentWork(journey.state, TEXTS)?.adoptFrom).toHaveLength(1);
    retitle(journey);
    expect(currentWork(journey.state, TEXTS)?.adoptFrom).toEqual([]);
  });
});

describe('a request for the present texts', () => {
  it('is refused while a repeated delivery runs, and if the address of the video is unknown', () => {
    const again = retitled();
    again.run({ ...config, trimming: { enable_trimming: true, silence_threshold: -50 } }, ['trimming.silence_threshold']);
    again.through(...STAGES);
    again.send({ type: 'Redeliver', by: 'owner-1', step: DELIVERY });
    expect(codeOf(update(again))).toBe('output-busy');
    const journey = aRun(config).through('DOWNLOAD', ...STAGES);
    journey.start(DELIVERY);
    journey.complete(DELIVERY, { result: { unconfirmed: true } });
    journey.settle(DELIVERY, true);
    retitle(journey);
    expect([isOld(journey), codeOf(update(journey))]).toEqual([false, 'texts-not-changeable']);
  });

  it('adds one step to the run, and the item stays READY while it runs, fails and succeeds', () => {
    const journey = retitled();
    expect(describeDecision(update(journey))).toEqual(['TextsRequested', `StepScheduled ${TEXTS}`]);
    expect(summarizeDecision(update(journey))).toBe('nothing already-to-come');
    journey.start(TEXTS);
    expect(itemOf(journey)).toMatchObject({ status: 'READY', outputs: [{ status: 'UPLOADED', old_texts: true }] });
    journey.fail(TEXTS);
    expect(itemOf(journey)).toMatchObject({
      status: 'READY',
      failed: false,
      can_run: true,
      outputs: [{ status: 'UPLOADED', old_texts: true, follow_ups: [{ name: 'texts', failed: true }] }],
    });
    update(journey);
    expect(journey.step(TEXTS)).toMatchObject({ phase: 'scheduled', failures: 0 });
    journey.through(TEXTS);
    expect(itemOf(journey)).toMatchObject({ status: 'READY', outputs: [{ old_texts: false }] });
    expect(codeOf(update(journey))).toBe('nothing-newer');
    expect(journey.step(DELIVERY).attempts).toHaveLength(1);
  });

  it('can be made after every change', () => {
    const journey = retitled();
    update(journey);
    journey.through(TEXTS);
    retitle(journey);
    expect(isOld(journey)).toBe(true);
    expect(describeDecision(update(journey))).toEqual(['TextsRequested', `StepScheduled ${TEXTS}`]);
    journey.through(TEXTS);
    expect(isOld(journey)).toBe(false);
  });

  it('lets an attempt with earlier texts end first, and then sends the newest', () => {
    const journey = retitled();
    update(journey);
    journey.start(TEXTS);
    retitle(journey);
    expect(describeDecision(update(journey))).toEqual(['TextsRequested']);
    expect(summarizeDecision(update(journey))).toBe('nothing already-to-come');
    expect(describeDecision(journey.complete(TEXTS))).toEqual([`StepCompleted ${TEXTS}`, `StepScheduled ${TEXTS}`]);
    expect(isOld(journey)).toBe(true);
    journey.through(TEXTS);
    expect(isOld(journey)).toBe(false);
  });

  it('also sends the newest texts if the attempt with earlier ones fails', () => {
    const journey = retitled();
    update(journey);
    journey.start(TEXTS);
    retitle(journey);
    update(journey);
    expect(describeDecision(journey.fail(TEXTS))).toEqual([`StepFailed ${TEXTS}`, `StepScheduled ${TEXTS}`]);
  });

  it('takes over what the limits of the service have changed', () => {
    const journey = retitled();
    update(journey);
    journey.start(TEXTS);
    journey.complete(TEXTS, { result: { text_notes: ['title-shortened'] } });
    expect(itemOf(journey).outputs[0]?.target_meta).toMatchObject({ text_notes: ['title-shortened'] });
  });

  it('is continued by the next run if its run was cancelled', () => {
    const journey = retitled();
    update(journey);
    journey.start(TEXTS);
    journey.cancel();
    expect(describeDecision(journey.complete(TEXTS))).toEqual([`LateResultIgnored ${TEXTS}`]);
    expect(isOld(journey)).toBe(true);
    expect(codeOf(update(journey))).toBe('not-in-run');
    expect(describeDecision(journey.run(config))).toEqual(['RunStarted', `StepScheduled ${TEXTS}`]);
    journey.through(TEXTS);
    expect(isOld(journey)).toBe(false);
  });

  it('can be made after a new run has replaced a cancelled one', () => {
    const journey = aRun({ ...config, outputs: [anOutput('tube', { type: 'youtube', follow_ups: ['thumbnail'] })] });
    journey.through('DOWNLOAD', ...STAGES, DELIVERY);
    journey.cancel();
    journey.run(config);
    retitle(journey);
    journey.cancel();
    journey.run(config);
    expect(describeDecision(update(journey))).toEqual(['TextsRequested', `StepScheduled ${TEXTS}`]);
  });

  it('is refused without a delivery whose outcome is known, and for an item that is gone', () => {
    const before = aRun(config).through('DOWNLOAD', ...STAGES);
    expect(codeOf(update(before))).toBe('already-to-come');
    expect(codeOf(update(before, 'deliver:none'))).toBe('unknown-output');
    before.start(DELIVERY);
    before.fail(DELIVERY);
    expect(codeOf(update(before))).toBe('not-delivered');
    const unconfirmed = aRun(config).through('DOWNLOAD', ...STAGES);
    unconfirmed.start(DELIVERY);
    unconfirmed.complete(DELIVERY, { result: { unconfirmed: true } });
    retitle(unconfirmed);
    expect(codeOf(update(unconfirmed))).toBe('unconfirmed');
    const erased = retitled();
    update(erased);
    erased.send({ type: 'EraseAsset', by: 'owner-1' });
    expect(isPresent(erased.state) && erased.state.run?.cancelled).toBeTruthy();
    expect(codeOf(update(erased))).toBe('erased');
  });

  it('is listed among the actions of the item', () => {
    const ask = (journey: Journey) => allowedActions(journey.state).find(({ action }) => action === 'update_texts');
    expect(ask(delivered())).toMatchObject({ target: 'tube', allowed: false, code: 'nothing-newer' });
    expect(ask(retitled())).toEqual({ action: 'update_texts', target: 'tube', allowed: true });
  });
});

describe('a new run with other patterns', () => {
  const patterned = { ...config, metadata: { title_pattern: 'b4b4a55f-2b53-5d1c-8d1a-0f4f6f5ad9a1' } };
  it('makes the texts of a kept video old, unless the output has patterns of its own', () => {
    const own = { ...anOutput('tube', { type: 'youtube' }), metadata: patterned.metadata };
    const more = [anOutput('archive')];
    for (const [tube, old] of [
      [anOutput('tube', { type: 'youtube' }), true],
      [own, false],
    ] as const) {
      const journey = aRun({ ...config, outputs: [tube] }).through('DOWNLOAD', ...STAGES, DELIVERY);
      journey.run({ ...patterned, outputs: [tube, ...more] }, ['outputs']);
      expect(isOld(journey)).toBe(old);
    }
  });
});
