import type { AssetEvent, PlanStep } from '@throughline/contracts';
import { isPresent } from '../asset/state.js';
import { newEvent } from '../decide/event.js';
import { withConsequences } from '../decide/follow-up.js';
import { ASSET_ID, AT, Journey, aConfig } from '../testing/index.js';
import { nextSteps } from './next-steps.js';

const step = (name: string, overrides: Partial<PlanStep> = {}): PlanStep => ({
  step: name,
  kind: 'stage',
  service: 'processing',
  lane: 'text',
  dependsOn: [],
  onFailure: 'isolate',
  retry: { maxAttempts: 1, backoffMs: [0], maxCrashes: 1 },
  ...overrides,
});

/** An asset whose run has a plan that no pipeline of the product makes. */
const planned = (...steps: readonly PlanStep[]): Journey => {
  const journey = new Journey().register();
  const started: AssetEvent = {
    type: 'RunStarted',
    v: 1,
    data: {
      runId: '00000000-0000-7000-9000-000000000009',
      plan: { pipeline: 'made-up', steps: [...steps] },
      config: aConfig([]),
      configSources: {},
    },
  };
  const decision = withConsequences(journey.state, [started], { assetId: ASSET_ID, at: AT });
  return journey.record('events' in decision ? decision.events : []);
};
const phases = (journey: Journey): Readonly<Record<string, string>> =>
  isPresent(journey.state) ? Object.fromEntries(journey.state.steps.map((each) => [each.step, each.phase])) : {};

describe('what may start, whatever the plan', () => {
  it('is everything whose dependencies have ended', () => {
    const journey = planned(step('a'), step('b'), step('c', { dependsOn: ['a', 'b'] }), step('d', { dependsOn: ['c'] }));
    expect(phases(journey)).toEqual({ a: 'scheduled', b: 'scheduled', c: 'pending', d: 'pending' });
    journey.through('a');
    expect(phases(journey)['c']).toBe('pending');
    journey.through('b');
    expect(phases(journey)['c']).toBe('scheduled');
  });

  it('holds a follow-up until its delivery has completed, and skips it where the delivery has failed (U9)', () => {
    const steps = [
      step('fetch', { kind: 'source' }),
      step('deliver:x', { kind: 'delivery', dependsOn: ['fetch'] }),
      step('deliver:x/thumbnail', { kind: 'followUp', dependsOn: ['deliver:x'], needs: ['deliver:x'] }),
    ];
    const good = planned(...steps).through('fetch', 'deliver:x');
    expect(phases(good)['deliver:x/thumbnail']).toBe('scheduled');
    const bad = planned(...steps).through('fetch');
    bad.start('deliver:x');
    bad.fail('deliver:x');
    expect(bad.step('deliver:x/thumbnail')).toMatchObject({ phase: 'skipped', skipReason: 'parent_failed' });
  });

  it('goes on past an isolated failure that nothing needs', () => {
    const journey = planned(step('a'), step('b', { dependsOn: ['a'] }));
    journey.start('a');
    journey.fail('a');
    expect(phases(journey)).toEqual({ a: 'failed', b: 'scheduled' });
  });

  it('leaves out a step whose need was not met, before anybody has recorded its skip', () => {
    const journey = planned(step('a'), step('b', { dependsOn: ['a'], needs: ['a'] }), step('c', { dependsOn: ['a'] }));
    journey.record([newEvent('StepSkipped', { step: 'a', reason: 'manual' })]);
    expect(nextSteps(journey.state)).toEqual([{ step: 'c' }]);
  });

  it('skips a whole chain of needs at once', () => {
    const journey = planned(
      step('a'),
      step('b', { dependsOn: ['a'], needs: ['a'] }),
      step('c', { dependsOn: ['b'], needs: ['b'] }),
    );
    journey.start('a');
    journey.skip('a', { reason: 'no_engine' });
    expect(phases(journey)).toEqual({ a: 'skipped', b: 'skipped', c: 'skipped' });
    expect(journey.commits.at(-1)?.commit.events).toHaveLength(3);
  });

  it('never starts steps that wait for each other, and does not spin on them', () => {
    const journey = planned(step('a', { dependsOn: ['b'] }), step('b', { dependsOn: ['a'] }));
    expect(nextSteps(journey.state)).toEqual([]);
    expect(phases(journey)).toEqual({ a: 'pending', b: 'pending' });
  });

  it('with three side by side, a fatal failure waits for the one that runs and withdraws the one that is queued (D36)', () => {
    const fatal = { onFailure: 'rollback' } as const;
    const journey = planned(step('a', fatal), step('b', fatal), step('c', fatal));
    journey.start('a');
    journey.start('b');
    journey.fail('a');
    expect(journey.start('c')).toEqual({ rejected: expect.objectContaining({ code: 'run-failed' }) });
    journey.complete('b');
    expect(phases(journey)).toEqual({ a: 'failed', b: 'completed', c: 'pending' });
    expect(journey.step('c').attempts).toMatchObject([{ end: 'withdrawn' }]);
  });

  it('does not take an interrupted step up again after a fatal failure (D36)', () => {
    const fatal = { onFailure: 'rollback' } as const;
    const journey = planned(step('a', fatal), step('b', fatal), step('c', fatal));
    for (const each of ['a', 'b', 'c']) journey.start(each);
    journey.fail('a');
    journey.interrupt('b', { cause: 'shutdown' });
    expect(phases(journey)).toEqual({ a: 'failed', b: 'pending', c: 'running' });
  });
});
