import type { AssetEvent, PlanStep } from '@throughline/contracts';
import { isPresent } from '../state.js';
import { newEvent } from '../../decide/event.js';
import { addConsequences } from '../../decide/follow-up.js';
import { ASSET_ID, AT, Journey, aConfig } from '../../testing/index.js';
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

/** Returns an asset whose plan no pipeline of the product makes. */
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
  return journey.record(addConsequences(journey.state, [started], { assetId: ASSET_ID, at: AT }));
};
const phases = (journey: Journey): Readonly<Record<string, string>> =>
  isPresent(journey.state) ? Object.fromEntries(journey.state.steps.map((each) => [each.step, each.phase])) : {};

describe('the next steps of any plan', () => {
  it('are all steps whose dependencies have ended', () => {
    const journey = planned(step('a'), step('b'), step('c', { dependsOn: ['a', 'b'] }), step('d', { dependsOn: ['c'] }));
    expect(phases(journey)).toEqual({ a: 'scheduled', b: 'scheduled', c: 'pending', d: 'pending' });
    journey.through('a');
    expect(phases(journey)['c']).toBe('pending');
    journey.through('b');
    expect(phases(journey)['c']).toBe('scheduled');
  });

  it('include a follow-up only after its delivery has completed; it is skipped if the delivery has failed (U9)', () => {
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

  it('continue after an isolated failure that no step needs', () => {
    const journey = planned(step('a'), step('b', { dependsOn: ['a'] }));
    journey.start('a');
    journey.fail('a');
    expect(phases(journey)).toEqual({ a: 'failed', b: 'scheduled' });
  });

  it('leave out a step with an unmet need, before its skip is recorded', () => {
    const journey = planned(step('a'), step('b', { dependsOn: ['a'], needs: ['a'] }), step('c', { dependsOn: ['a'] }));
    journey.record([newEvent('StepSkipped', { step: 'a', reason: 'manual' })]);
    expect(nextSteps(journey.state)).toEqual([{ step: 'c' }]);
  });

  it('skip a whole chain of needs at once', () => {
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

  it('never include steps that wait for each other, and do not loop on them', () => {
    const journey = planned(step('a', { dependsOn: ['b'] }), step('b', { dependsOn: ['a'] }));
    expect(nextSteps(journey.state)).toEqual([]);
    expect(phases(journey)).toEqual({ a: 'pending', b: 'pending' });
  });

  it('wait after a fatal failure for the step that runs, and withdraw the queued one (D36)', () => {
    const fatal = { onFailure: 'rollback' } as const;
    const journey = planned(step('a', fatal), step('b', fatal), step('c', fatal));
    journey.start('a');
    journey.start('b');
    journey.fail('a');
    expect(journey.start('c')).toEqual({ rejected: expect.objectContaining({ code: 'run-failing' }) });
    journey.complete('b');
    expect(phases(journey)).toEqual({ a: 'failed', b: 'completed', c: 'pending' });
    expect(journey.step('c').attempts).toMatchObject([{ end: 'withdrawn' }]);
  });

  it('do not include an interrupted step after a fatal failure (D36)', () => {
    const fatal = { onFailure: 'rollback' } as const;
    const journey = planned(step('a', fatal), step('b', fatal), step('c', fatal));
    for (const each of ['a', 'b', 'c']) journey.start(each);
    journey.fail('a');
    journey.interrupt('b', { cause: 'shutdown' });
    expect(phases(journey)).toEqual({ a: 'failed', b: 'pending', c: 'running' });
  });
});
