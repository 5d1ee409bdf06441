import type { RecordingStatus } from '@throughline/contracts';
import { currentWork } from '../asset/steps/current-work.js';
import { isRunActive } from '../asset/steps/run.js';
import { isPresent } from '../asset/state.js';
import { STAGES, aConfig, aRun, type Journey } from '../testing/journey.js';
import { summarizeDecision as answer, itemOf as item, describeDecision as types } from '../testing/describe-decision.js';
import { idle, pausable, running, type StatusCase } from '../testing/statuses.js';
import { previewNextRun } from './plan-of-run.js';

const cases = (list: readonly StatusCase[]): readonly (readonly [RecordingStatus, string, StatusCase])[] =>
  list.map((each) => [each.status, each.how, each]);
const paused = ({ journey }: StatusCase): Journey => {
  const pausedJourney = journey();
  expect(answer(pausedJourney.pause())).toBe('done');
  return pausedJourney;
};
const finish = (journey: Journey, ...steps: readonly string[]): void => {
  for (const step of steps) if (journey.step(step).phase !== 'completed') journey.through(step);
};
const EVERYTHING = ['DOWNLOAD', ...STAGES, 'deliver:library'];
const trimming = (): Journey => {
  const journey = aRun().through('DOWNLOAD');
  journey.start('TRIM');
  return journey;
};

describe('run, by status', () => {
  const FROM: Readonly<Partial<Record<RecordingStatus, readonly string[]>>> = {
    INITIALIZED: ['RunStarted', 'StepScheduled DOWNLOAD'],
    SKIPPED: ['RunStarted', 'StepScheduled DOWNLOAD'],
    UPLOADED: ['RunStarted', 'StepScheduled deliver:two'],
    PROCESSED: ['RunStarted', 'StepScheduled deliver:library'],
  };
  const startable = idle.filter(({ status }) => !['PENDING_SOURCE', 'READY', 'EXPIRED'].includes(status));

  it.each(cases(startable))(
    'RUN-01 to RUN-04, RUN-07: %s (%s) starts a run with the first unfinished step',
    (status, _how, each) => {
      const journey = each.journey();
      const outputs = status === 'UPLOADED' ? ['one', 'two'] : ['library'];
      const expected = FROM[status] ?? [
        'RunStarted',
        `StepScheduled ${journey.step('TRIM').phase === 'completed' ? 'TRANSCRIBE' : 'TRIM'}`,
      ];
      expect(types(journey.run(aConfig(outputs)))).toEqual(expected);
      expect(item(journey)).toMatchObject({ failed: false, run: { active: true }, cancelled_at: null });
    },
  );

  it.each(cases(running))('RUN-06, RUN-14: %s (%s) refuses a second run unless it is paused', (_status, _how, each) => {
    const journey = each.journey();
    const before = journey.state;
    expect(answer(journey.run())).toBe('refused already-running');
    expect(journey.state).toBe(before);
  });

  it.each(cases(pausable))('RUN-05, D10: %s (%s) resumes after a pause, in the same run', (_status, _how, each) => {
    const journey = paused(each);
    const { run } = item(journey);
    expect(types(journey.run())[0]).toBe('Resumed');
    expect(item(journey)).toMatchObject({ on_pause: false, pause_requested_at: null, run: { id: run?.id, active: true } });
  });

  it('RUN-08, D12: READY succeeds, reports that it is complete, and starts nothing', () => {
    const ready = aRun().through(...EVERYTHING);
    expect(answer(ready.run())).toBe('nothing already-complete');
    expect(item(ready).run?.active).toBe(false);
  });

  it.each(cases(idle.filter(({ status }) => status === 'PENDING_SOURCE' || status === 'EXPIRED')))(
    'RUN-09: %s (%s) is refused',
    (_status, _how, each) => {
      expect(answer(each.journey().run())).toMatch(/^refused (not-runnable|expired)$/u);
    },
  );

  it('RUN-10, RUN-11: is the only way to resume: ResumeRun works only when the pause has ended', () => {
    const journey = aRun().through('DOWNLOAD');
    journey.start('TRIM');
    journey.pause();
    expect(journey.send({ type: 'ResumeRun', by: 'ingest' })).toEqual({ events: [] });
    expect(item(journey).on_pause).toBe(true);
  });

  it('RUN-12: downloads and processes from the start after a reset', () => {
    const journey = aRun().through(...EVERYTHING);
    journey.reset();
    expect(types(journey.run())).toEqual(['RunStarted', 'StepScheduled DOWNLOAD']);
    journey.through(...EVERYTHING);
    expect(journey.step('TRIM').attempts.map(({ number }) => number)).toEqual([1, 2]);
    expect(item(journey).status).toBe('READY');
  });

  it('RUN-14: starts or resumes once for two requests at once, and refuses the other', () => {
    const fresh = aRun();
    expect(answer(fresh.run())).toBe('refused already-running');
    const journey = trimming();
    journey.pause();
    expect([answer(journey.run()), answer(journey.run())]).toEqual(['done', 'refused already-running']);
  });

  it('FLR-15: clears a failure even if a person has skipped the failed stage and nothing is left to do', () => {
    const journey = aRun(aConfig([])).through('DOWNLOAD');
    journey.start('TRIM');
    journey.fail('TRIM');
    for (const stage of STAGES) journey.skipStage(stage);
    expect(item(journey)).toMatchObject({ failed: true, can_run: true });
    expect(types(journey.run(aConfig([])))).toEqual(['RunStarted']);
    expect(item(journey)).toMatchObject({ status: 'PROCESSED', failed: false, can_run: false });
    expect(answer(journey.run(aConfig([])))).toBe('nothing already-complete');
  });

  it('drops a failed output that is no longer requested', () => {
    const journey = aRun(aConfig(['one', 'two'])).through('DOWNLOAD', ...STAGES, 'deliver:one');
    journey.start('deliver:two');
    journey.fail('deliver:two');
    expect(types(journey.run(aConfig(['one'])))).toEqual(['RunStarted', 'StepSkipped deliver:two']);
    expect(item(journey)).toMatchObject({ status: 'READY', run: { active: false } });
  });
});

describe('pause, by status', () => {
  it.each(cases(pausable))('RUN-15, RUN-16: %s (%s) is paused, and the time is recorded', (_status, _how, each) => {
    const journey = each.journey();
    expect(answer(journey.pause())).toBe('done');
    expect(item(journey)).toMatchObject({ on_pause: true, pause_requested_at: journey.now, paused_by: 'owner-1' });
  });

  it.each(cases([...idle, ...running.filter((each) => !pausable.includes(each))]))(
    'RUN-15, D8: %s (%s) refuses it',
    (status, _how, each) => {
      const journey = each.journey();
      expect(answer(journey.pause())).toBe(status === 'EXPIRED' ? 'refused expired' : 'refused not-pausable');
      expect(item(journey)).toMatchObject({ on_pause: false, pause_requested_at: null });
    },
  );

  it.each(cases(pausable))('RUN-18: %s (%s) succeeds a second time and adds nothing', (_status, _how, each) => {
    const journey = paused(each);
    const since = item(journey).pause_requested_at;
    expect(answer(journey.pause())).toBe('nothing already-paused');
    expect(item(journey).pause_requested_at).toBe(since);
  });

  it('RUN-17: lets the running stage finish as COMPLETED, and starts no further one', () => {
    const journey = trimming();
    journey.pause();
    expect(types(journey.complete('TRIM'))).toEqual(['StepCompleted TRIM']);
    expect(journey.step('TRANSCRIBE')).toMatchObject({ phase: 'pending', attempts: [] });
    expect(item(journey)).toMatchObject({ status: 'PROCESSING', on_pause: true });
  });

  it.each(cases(pausable))(
    'RUN-19, UPL-12: %s (%s) withdraws queued attempts, so that no worker can start them',
    (_status, _how, each) => {
      const journey = each.journey();
      const steps = isPresent(journey.state) ? journey.state.steps.filter(({ phase }) => phase === 'scheduled') : [];
      const attempts = steps.map(({ step }) => ({ step, attemptId: journey.attemptId(step) }));
      journey.pause();
      for (const attempt of attempts) {
        expect(answer(journey.send({ type: 'StartStep', ...attempt, worker: 'w' }))).toBe('refused stale-attempt');
        expect(currentWork(journey.state, attempt.step)).toBeUndefined();
      }
    },
  );

  it('RUN-20: continues afterwards with the first unfinished stage, and repeats no finished one', () => {
    const journey = trimming();
    journey.pause();
    journey.complete('TRIM');
    expect(types(journey.run())).toEqual(['Resumed', 'StepScheduled TRANSCRIBE']);
    finish(journey, ...EVERYTHING);
    expect(item(journey).status).toBe('READY');
    expect(journey.step('TRIM').attempts).toHaveLength(1);
  });
});

describe('the fields of the item', () => {
  it.each(cases([...idle, ...running]))(
    'RUN-24, RUN-25, RUN-27: %s (%s) shows is_runtime and can_pause',
    (status, _how, each) => {
      const is = ['DOWNLOADING', 'PROCESSING', 'UPLOADING'].includes(status);
      expect(item(each.journey())).toMatchObject({ status, is_runtime: is, can_pause: is, on_pause: false });
    },
  );

  it.each(cases(pausable))('RUN-25, D9: %s (%s) cannot be paused again, and keeps is_runtime', (_status, _how, each) => {
    expect(item(paused(each))).toMatchObject({ is_runtime: true, can_pause: false, can_run: true });
  });

  it.each(cases(idle))('RUN-26: %s (%s) shows can_run if a run would do something', (status, _how, each) => {
    expect(item(each.journey()).can_run).toBe(!['READY', 'EXPIRED', 'PENDING_SOURCE'].includes(status));
  });

  it.each(cases(running))('RUN-26: %s (%s) cannot be run during an active run', (_status, _how, each) => {
    expect(item(each.journey()).can_run).toBe(false);
  });
});

describe('a dry run (RUN-28, CFG-09)', () => {
  const asked = { type: 'StartRun', now: '2026-02-01T00:00:00.000Z', by: 'owner-1', runId: 'dry', configSources: {} } as const;

  it.each(cases([...idle, ...running]))(
    '%s (%s): previews a run by the same decision, and changes nothing',
    (status, _how, each) => {
      const journey = each.journey();
      const config = aConfig(status === 'UPLOADED' || _how.startsWith('one upload') ? ['one', 'two'] : ['library']);
      const before = journey.state;
      const plan = previewNextRun(journey.state, { ...asked, config });
      expect(journey.state).toBe(before);
      const decision = journey.run(config);
      const happens = answer(decision);
      expect(plan.kind).toBe(happens === 'done' ? 'start' : happens.startsWith('refused') ? 'refused' : 'nothing');
      if (plan.kind !== 'start') return;
      const scheduled =
        'events' in decision ? decision.events.flatMap((event) => (event.type === 'StepScheduled' ? [event.data.step] : [])) : [];
      const toRun = plan.steps.filter(({ action }) => action === 'run').map(({ step }) => step);
      expect(toRun).toEqual(expect.arrayContaining(scheduled));
      // The announced steps, and no others, run.
      const from = journey.commits.length;
      finish(journey, ...toRun);
      const done = journey.commits
        .slice(from)
        .flatMap(({ commit }) => commit.events.flatMap((event) => (event.type === 'StepCompleted' ? [event.data.step] : [])));
      expect(done).toEqual(toRun);
      expect(isPresent(journey.state) && isRunActive(journey.state)).toBe(false);
    },
  );

  it('previews the remaining steps of a paused run', () => {
    const journey = trimming();
    journey.pause();
    const plan = previewNextRun(journey.state, { ...asked, config: aConfig() });
    expect(plan).toMatchObject({ kind: 'resume' });
    expect('steps' in plan ? plan.steps.filter(({ action }) => action === 'run').map(({ step }) => step) : []).toEqual([
      ...STAGES,
      'deliver:library',
    ]);
  });
});
