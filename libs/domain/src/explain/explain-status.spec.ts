import { defaultRunConfig } from '../asset/config/defaults.js';
import { statusFacts, type StatusFacts } from '../status/facts.js';
import { statusRules } from '../status/rules.js';
import { ASSET_ID, Journey, STAGES, aConfig, aRun } from '../testing/index.js';
import { toHistory } from '../testing/history-of-commits.js';
import { explainStatus, type Explanation } from './explain-status.js';
import { failureRules, type FailureFacts } from './failure-rules.js';
import type { TracedRule } from './rule-trace.js';

const explain = (journey: Journey): Explanation => explainStatus(ASSET_ID, toHistory(journey.commits));

describe('the explanation of a recording’s status', () => {
  it('U1: names the rule, the rules that did not apply with their facts, and the events behind them', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM', 'processing-1');
    const { status } = explain(journey);
    expect(status).toMatchObject({
      status: 'PROCESSING',
      since: { type: 'StepStarted', step: 'TRIM', message: 'Silence trimming started on processing-1' },
      rule: { id: 'AGG-05', says: 'A stage is in progress.', looked_at: [{ fact: 'stageInProgress', value: true }] },
      lost: [
        { id: 'AGG-03', looked_at: [{ fact: 'expired', value: false, since: null }] },
        { id: 'AGG-04', looked_at: [{ fact: 'base', value: 'DOWNLOADED', since: { type: 'StepCompleted', step: 'DOWNLOAD' } }] },
      ],
    });
    expect(status.follows_from.map(({ type, step }) => [type, step])).toEqual([
      ['StepCompleted', 'DOWNLOAD'],
      ['StepStarted', 'TRIM'],
    ]);
    expect(status.not_considered.map(({ id }) => id)).toEqual(
      statusRules.slice(statusRules.findIndex(({ id }) => id === 'AGG-05') + 1).map(({ id }) => id),
    );
  });

  it('names the event that gave the status, although other things have happened since', () => {
    const journey = aRun().through('DOWNLOAD', 'TRIM', 'TRANSCRIBE');
    const { since, status } = explain(journey).status;
    expect(status).toBe('PROCESSING');
    expect(since).toMatchObject({ type: 'StepStarted', step: 'TRIM' });
  });

  it('identifies events by their commit and index', () => {
    const journey = aRun();
    const { follows_from } = explain(journey).status;
    // The registration and the source are in one commit; its second event gave the base.
    expect(follows_from).toEqual([expect.objectContaining({ type: 'SourceBecameReady', position: '1', index: 1 })]);
  });

  it('explains an empty history as PENDING_SOURCE, by a rule', () => {
    const { status, failure } = explainStatus(ASSET_ID, []);
    expect(status).toMatchObject({ status: 'PENDING_SOURCE', since: null, rule: { id: 'AGG-04' }, follows_from: [] });
    expect(failure).toMatchObject({ failed: false, since: null });
  });

  it('contains no personal data', () => {
    const journey = new Journey().register({ title: 'Ada Lovelace speaks', fileName: 'ada.mp4' });
    journey.run();
    journey.start('DOWNLOAD');
    journey.fail('DOWNLOAD', { message: 'ada.mp4 was not there' });
    expect(JSON.stringify([explain(journey).status, explain(journey).failure]).toLowerCase()).not.toContain('ada');
  });
});

describe('the explanation of a recording’s failure', () => {
  it('FLR-13, FLR-14: names the rolled-back run and the event', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    journey.fail('TRIM', { code: 'no-disk' });
    expect(explain(journey).failure).toMatchObject({
      failed: true,
      step: 'TRIM',
      code: 'no-disk',
      rule: { id: 'FLR-14', looked_at: [{ fact: 'rolledBackFor', value: 'TRIM', since: { type: 'RunRolledBack' } }] },
      since: { type: 'RunRolledBack' },
      follows_from: [{ type: 'RunRolledBack', step: 'TRIM' }],
    });
  });

  it('FLR-11: names the output that failed last', () => {
    const journey = aRun(aConfig(['one', 'two'], { transcription: { ...defaultRunConfig.transcription } })).through(
      'DOWNLOAD',
      ...STAGES,
    );
    for (const output of ['deliver:one', 'deliver:two']) {
      journey.start(output);
      journey.fail(output, { code: 'no-room' });
    }
    expect(explain(journey).failure).toMatchObject({
      failed: true,
      step: 'deliver:two',
      code: 'no-room',
      rule: { id: 'FLR-11' },
      lost: [{ id: 'FLR-14', looked_at: [{ value: null }] }],
      since: { type: 'StepFailed', step: 'deliver:two' },
    });
  });

  it('FLR-15: names the new run that cleared the failure', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    journey.fail('TRIM');
    journey.run();
    expect(explain(journey).failure).toMatchObject({
      failed: false,
      step: null,
      rule: { id: 'FLR-15' },
      since: { type: 'RunStarted' },
    });
  });
});

describe('the facts that a rule lists', () => {
  const readBy = <F extends object>(facts: readonly F[], read: (facts: F) => unknown): readonly string[] => {
    const keys = new Set<string>();
    for (const each of facts)
      read(
        new Proxy(each, {
          get(target, key, receiver) {
            keys.add(String(key));
            return Reflect.get(target, key, receiver) as unknown;
          },
        }),
      );
    return [...keys].sort();
  };
  const declared = <F>({ looksAt }: TracedRule<F>): readonly string[] => [...looksAt].sort();
  const truth = [true, false];

  const everyFact = truth.flatMap((one) =>
    truth.flatMap((other) =>
      [0, 1, 2].flatMap((uploaded) =>
        (['SKIPPED', 'DOWNLOADED'] as const).map((base): StatusFacts => ({
          ...statusFacts({ phase: 'absent' }),
          expired: one,
          begun: other,
          stageInProgress: one,
          stagesFinished: other,
          uploading: one,
          base,
          outputs: 2,
          uploaded,
        })),
      ),
    ),
  );
  it.each(statusRules.map((rule) => [rule.id, rule] as const))('are the facts that status rule %s reads', (_, rule) => {
    expect(readBy(everyFact, (facts) => [rule.when(facts), rule.status(facts)])).toEqual(declared(rule));
  });

  const everyFailure: readonly FailureFacts[] = [
    { rolledBackFor: null, outputs: 1, outputsFailed: 1 },
    { rolledBackFor: 'TRIM', outputs: 0, outputsFailed: 0 },
  ];
  it.each(failureRules.map((rule) => [rule.id, rule] as const))('are the facts that failure rule %s reads', (_, rule) => {
    expect(readBy(everyFailure, (facts) => rule.when(facts))).toEqual(declared(rule));
  });
});
