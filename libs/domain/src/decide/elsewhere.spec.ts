import { attemptPrefix, type Artifact } from '@throughline/contracts';
import { STAGES, aConfig, aRun, anOutput, type Journey } from '../testing/journey.js';
import { describeDecision, itemOf, summarizeDecision } from '../testing/describe-decision.js';
import type { Decision } from './decision.js';

const RUN = /^StepStarted/;
const attemptOf = (journey: Journey, step: string, back = 1): string => journey.step(step).attempts.at(-back)?.attemptId ?? '';
const folderOf = (journey: Journey, step: string): string => {
  const attempt = journey.step(step).attempts.at(-1);
  return attemptPrefix({
    assetId: journey.assetId,
    runId: attempt?.runId ?? '',
    step,
    attemptId: attempt?.attemptId ?? '',
  });
};
const aFile = (key: string, role = 'transcript'): Artifact => ({
  role,
  name: 'file.json',
  key,
  mediaType: 'application/json',
  size: 3,
  sha256: 'a'.repeat(64),
});

interface Report {
  readonly attemptId?: string;
  readonly artifacts?: readonly Artifact[];
}
const complete = (
  journey: Journey,
  step: string,
  { attemptId = attemptOf(journey, step), artifacts = [] }: Report = {},
): Decision => journey.send({ type: 'CompleteElsewhere', by: 'lab', step, attemptId, result: { pages: 3 }, artifacts });
const deliver = (journey: Journey, step: string, more: { externalId?: string; url?: string } = {}): Decision =>
  journey.send({ type: 'DeliverElsewhere', by: 'lab', step, attemptId: attemptOf(journey, step), ...more });
const skip = (journey: Journey, step: string): Decision =>
  journey.send({ type: 'SkipElsewhere', by: 'lab', step, attemptId: attemptOf(journey, step) });
const fail = (journey: Journey, step: string, retryable = false, of: 'step' | 'delivery' = 'step'): Decision =>
  journey.send({
    type: 'FailElsewhere',
    by: 'lab',
    of,
    step,
    attemptId: attemptOf(journey, step),
    code: 'out-of-film',
    message: 'no film left',
    retryable,
  });

const trimming = (): Journey => aRun().through('DOWNLOAD');
const delivering = (): Journey => aRun().through('DOWNLOAD', ...STAGES);

describe('a step that another system has completed', () => {
  it('starts and ends in one commit, and the next steps follow', () => {
    const journey = trimming();
    expect(describeDecision(complete(journey, 'TRIM'))).toEqual([
      'StepStarted TRIM',
      'StepCompleted TRIM',
      'StepScheduled TRANSCRIBE',
    ]);
    expect(journey.step('TRIM')).toMatchObject({ phase: 'completed', worker: 'elsewhere:lab', result: { pages: 3 } });
    expect(itemOf(journey).processing_stages[0]).toMatchObject({ status: 'COMPLETED' });
  });

  it('DSN-20: closes its attempt, so a worker that gets its message starts nothing', () => {
    const journey = trimming();
    const attemptId = attemptOf(journey, 'TRIM');
    complete(journey, 'TRIM');
    expect(summarizeDecision(journey.send({ type: 'StartStep', step: 'TRIM', attemptId, worker: 'w' }))).toBe(
      'refused stale-attempt',
    );
  });

  it('DSN-21: is refused while a worker here has it', () => {
    const journey = trimming();
    journey.start('TRIM');
    for (const report of [complete, skip, fail])
      expect(summarizeDecision(report(journey, 'TRIM'))).toBe('refused held-by-worker');
    expect(describeDecision(journey.complete('TRIM'))).toContain('StepCompleted TRIM');
  });

  it('is accepted while it waits for a retry', () => {
    const journey = trimming();
    journey.start('TRIM');
    journey.fail('TRIM', { retryable: true });
    expect(describeDecision(complete(journey, 'TRIM'))[0]).toMatch(RUN);
  });

  it('adds nothing a second time, and is refused for an older attempt', () => {
    const journey = trimming();
    journey.start('TRIM');
    journey.fail('TRIM', { retryable: true });
    expect(summarizeDecision(complete(journey, 'TRIM', { attemptId: attemptOf(journey, 'TRIM', 2) }))).toBe(
      'refused attempt-closed',
    );
    complete(journey, 'TRIM');
    expect(summarizeDecision(complete(journey, 'TRIM'))).toBe('nothing already-reported');
    expect(summarizeDecision(skip(journey, 'TRIM'))).toBe('refused attempt-closed');
  });

  it('is refused before it is due, for unknown steps and items, and for deleted and erased ones', () => {
    const journey = trimming();
    const attemptId = attemptOf(journey, 'TRIM');
    expect(summarizeDecision(complete(journey, 'TRANSCRIBE', { attemptId }))).toBe('refused unknown-attempt');
    expect(summarizeDecision(complete(journey, 'BREW', { attemptId }))).toBe('refused unknown-step');
    journey.cancel();
    expect(summarizeDecision(complete(journey, 'TRIM', { attemptId }))).toBe('refused attempt-closed');
    journey.delete();
    expect(summarizeDecision(complete(journey, 'TRIM', { attemptId }))).toBe('refused deleted');
    journey.erase();
    expect(summarizeDecision(complete(journey, 'TRIM', { attemptId }))).toBe('refused erased');
  });

  it('is refused for a source, and a delivery is no step', () => {
    const journey = aRun();
    for (const report of [complete, skip, fail])
      expect(summarizeDecision(report(journey, 'DOWNLOAD'))).toBe('refused not-reportable');
    const later = delivering();
    expect(summarizeDecision(complete(later, 'deliver:library'))).toBe('refused not-reportable');
    expect(summarizeDecision(deliver(trimming(), 'TRIM'))).toBe('refused not-reportable');
    expect(summarizeDecision(fail(trimming(), 'TRIM', false, 'delivery'))).toBe('refused not-reportable');
  });

  it('DSN-26: has only files below the folder of its own attempt', () => {
    const journey = trimming();
    complete(journey, 'TRIM');
    const folder = folderOf(journey, 'TRANSCRIBE');
    const foreign = [`${folder}/../../x`, `${folder}//x`, `${folder}/./x`, `other/${folder}/x`, `${folder}x/y`, `${folder}/a b`];
    for (const key of foreign)
      expect([key, summarizeDecision(complete(journey, 'TRANSCRIBE', { artifacts: [aFile(key)] }))]).toEqual([
        key,
        'refused foreign-artifact',
      ]);
    const artifacts = [aFile(`${folder}/parts/transcript.json`)];
    expect(describeDecision(complete(journey, 'TRANSCRIBE', { artifacts }))[1]).toBe('StepCompleted TRANSCRIBE');
    expect(journey.step('TRANSCRIBE').artifacts).toEqual(artifacts);
  });

  it('needs the file that later steps read', () => {
    const journey = trimming();
    complete(journey, 'TRIM');
    const artifacts = [aFile(`${folderOf(journey, 'TRANSCRIBE')}/x.json`, 'notes')];
    for (const given of [[], artifacts])
      expect(summarizeDecision(complete(journey, 'TRANSCRIBE', { artifacts: given }))).toBe('refused missing-artifact');
  });
});

describe('a step that another system has skipped or failed', () => {
  it('is skipped as not applicable, with its dependents', () => {
    const journey = trimming();
    complete(journey, 'TRIM');
    expect(describeDecision(skip(journey, 'TRANSCRIBE'))).toContain('StepSkipped EXTRACT_TOPICS');
    expect(journey.step('TRANSCRIBE')).toMatchObject({ phase: 'skipped', skipReason: 'not_applicable' });
  });

  it('fails the run, or gets another attempt if the failure is retryable', () => {
    expect(describeDecision(fail(trimming(), 'TRIM'))).toContain('RunRolledBack TRIM');
    const journey = trimming();
    const first = attemptOf(journey, 'TRIM');
    expect(describeDecision(fail(journey, 'TRIM', true))).toEqual(['StepFailed TRIM', 'StepScheduled TRIM']);
    expect(attemptOf(journey, 'TRIM')).not.toBe(first);
    expect(summarizeDecision(complete(journey, 'TRIM', { attemptId: first }))).toBe('refused attempt-closed');
  });
});

describe('a delivery that another system has made', () => {
  it('makes the item READY, and its follow-ups run', () => {
    const config = aConfig([], { outputs: [anOutput('library', { follow_ups: ['thumbnail'] })] });
    const journey = aRun(config).through('DOWNLOAD', ...STAGES);
    expect(
      describeDecision(deliver(journey, 'deliver:library', { externalId: 'v-17', url: 'https://example.org/v-17' })),
    ).toEqual(['StepStarted deliver:library', 'StepCompleted deliver:library', 'StepScheduled deliver:library/thumbnail']);
    expect(itemOf(journey)).toMatchObject({ status: 'READY', outputs: [{ status: 'UPLOADED', unconfirmed: false }] });
    expect(journey.step('deliver:library').delivered).toMatchObject({ external_id: 'v-17', reconciled: true });
    expect(describeDecision(complete(journey, 'deliver:library/thumbnail'))).toContain('StepCompleted deliver:library/thumbnail');
  });

  it('has no known address without an id, as after a settlement', () => {
    const journey = delivering();
    deliver(journey, 'deliver:library');
    expect(journey.step('deliver:library').delivered).toMatchObject({ unconfirmed: false });
    expect(summarizeDecision(journey.run())).toBe('nothing already-complete');
  });

  it('is refused while a worker here sends it', () => {
    const journey = delivering();
    journey.start('deliver:library');
    expect(summarizeDecision(deliver(journey, 'deliver:library'))).toBe('refused held-by-worker');
    expect(summarizeDecision(fail(journey, 'deliver:library', false, 'delivery'))).toBe('refused held-by-worker');
  });

  it('can fail, which a later run repeats', () => {
    const journey = delivering();
    fail(journey, 'deliver:library', false, 'delivery');
    expect(itemOf(journey)).toMatchObject({ outputs: [{ status: 'FAILED', failed_reason: 'no film left' }] });
    expect(describeDecision(journey.run())).toEqual(['RunStarted', 'StepScheduled deliver:library']);
  });
});
