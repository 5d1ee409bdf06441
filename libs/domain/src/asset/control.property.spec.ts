import { testDepth } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { allowedActions } from '../kinds/allowed-actions.js';
import type { Command, CommandType } from '../decide/command.js';
import { decide } from '../decide/decide.js';
import { isRunActive, pauseOf } from './steps/run.js';
import { isOpen, errorOf, skipReasonOf } from './steps/steps.js';
import { aConfig, aRun, type Journey } from '../testing/journey.js';
import { commandOf, configs, controlMoves, histories, moves, play, workerMoves } from '../testing/random-history.js';
import { renderRecording, type RecordingItem } from '../kinds/views/recording.js';
import { isPresent, type Asset } from './state.js';

const RUNS = { numRuns: testDepth.runs(400) };

const asset = (journey: Journey): Asset => {
  if (!isPresent(journey.state)) throw new Error('The journey has no asset');
  return journey.state;
};

/** Returns the item as people see it, without the time of its last change. */
const viewOf = (journey: Journey): Omit<RecordingItem, 'updated_at'> | undefined => {
  const item = renderRecording(journey.state, journey.personal);
  if (item === undefined) return undefined;
  const { updated_at: _updated, ...rest } = item;
  return rest;
};

/** A fair worker: starts and completes open steps until none is left. */
function workOn(journey: Journey): Journey {
  for (let rounds = 0; asset(journey).steps.some(isOpen); rounds += 1) {
    if (rounds > 60) throw new Error('The run does not come to its end');
    journey.through(
      ...asset(journey)
        .steps.filter(isOpen)
        .map(({ step }) => step),
    );
  }
  return journey;
}

describe('a run with commands of people in any order', () => {
  it('ends by work alone after another run request, whatever came before', () => {
    fc.assert(
      fc.property(histories, (journey) => {
        journey.restore();
        journey.run();
        if (asset(journey).erasedAt !== undefined) {
          expect(asset(journey).steps.filter(({ phase }) => phase === 'running' || phase === 'scheduled')).toEqual([]);
          return;
        }
        if (pauseOf(asset(journey)) !== undefined) journey.run();
        workOn(journey);
        expect(isRunActive(asset(journey))).toBe(false);
        if (asset(journey).expiredAt === undefined && asset(journey).source !== undefined)
          expect(['DOWNLOADED', 'PROCESSED', 'UPLOADED', 'READY']).toContain(viewOf(journey)?.status);
      }),
      RUNS,
    );
  });

  it('ends with the same result whether or not it was paused and resumed (RUN-20)', () => {
    const timeless = (journey: Journey): unknown => {
      const { steps, base, begun, run } = asset(journey);
      const of = steps.map((step) => [step.step, step.phase, skipReasonOf(step), step.failures, errorOf(step)?.code]);
      return [of, base, begun, run?.rollback?.target, viewOf(journey)?.status];
    };
    const patient = configs.map((config) => ({ ...config, retry: { ...config.retry, budget_ms: 1e12 } }));
    const fresh = workerMoves.map((list) => list.filter(({ kind }) => !kind.startsWith('late')));
    fc.assert(
      fc.property(patient, fresh, fc.nat(), (config, list, cut) => {
        const at = cut % (list.length + 1);
        const straight = play(aRun(config), list, [config]);
        const stopped = play(aRun(config), list.slice(0, at), [config]);
        const paused = stopped.pause();
        if ('rejected' in paused) return;
        stopped.run();
        play(stopped, list.slice(at), [config]);
        expect(timeless(stopped)).toEqual(timeless(straight));
        expect(timeless(workOn(stopped))).toEqual(timeless(workOn(straight)));
      }),
      RUNS,
    );
  });

  it('finishes its running attempts during a pause, starts nothing new, and continues afterwards', () => {
    fc.assert(
      fc.property(configs, workerMoves, workerMoves, (config, before, during) => {
        const journey = play(aRun(config), before, [config]);
        if ('rejected' in journey.pause()) return;
        const running = new Set(asset(journey).steps.flatMap(({ step, phase }) => (phase === 'running' ? [step] : [])));
        const from = journey.commits.length;
        play(journey, during, [config]);
        if (asset(journey).pause !== undefined) {
          const begun = journey.commits
            .slice(from)
            .flatMap(({ commit }) => commit.events)
            .filter(({ type }) => type === 'StepStarted' || type === 'StepScheduled');
          expect(begun).toEqual([]);
          for (const { step, phase } of asset(journey).steps) if (phase === 'running') expect(running).toContain(step);
        }
        journey.run();
        expect(isRunActive(asset(workOn(journey)))).toBe(false);
      }),
      RUNS,
    );
  });

  it('U7: can be unstuck at every step, and then ends', () => {
    fc.assert(
      fc.property(histories, fc.constantFrom('retry', 'fail'), (journey, then) => {
        const held = asset(journey).steps.flatMap(({ phase, attempts }) =>
          phase === 'running' || phase === 'scheduled' ? [attempts.at(-1)?.attemptId] : [],
        );
        journey.unstick({ then });
        const open = asset(journey).steps.flatMap((step) => (isOpen(step) ? [step.attempts.at(-1)?.attemptId] : []));
        expect(open.filter((id) => held.includes(id))).toEqual([]);
        expect(asset(journey).steps.some(({ phase }) => phase === 'running')).toBe(false);
        if (pauseOf(asset(journey)) !== undefined) journey.run();
        expect(isRunActive(asset(workOn(journey)))).toBe(false);
      }),
      RUNS,
    );
  });

  it('shows no change after late and repeated reports of workers (U16)', () => {
    fc.assert(
      fc.property(histories, (journey) => {
        const closed = asset(journey).steps.flatMap(({ step, attempts }) =>
          attempts.flatMap(({ attemptId, end }) => (end === undefined ? [] : [{ step, attemptId }])),
        );
        const before = viewOf(journey);
        for (const of of closed) {
          journey.send({ type: 'StartStep', ...of, worker: 'a sleeper' });
          journey.send({ type: 'CheckpointStep', ...of, data: { late: true } });
          journey.complete(of.step, { ...of, result: { late: true } });
          journey.fail(of.step, { ...of, retryable: true });
          journey.wait(of.step, of);
          journey.skip(of.step, of);
          journey.interrupt(of.step, of);
        }
        expect(viewOf(journey)).toEqual(before);
      }),
      { numRuns: testDepth.runs(200) },
    );
  });

  it('ignores repeated commands, except unstick, a pause with a reason and a description', () => {
    fc.assert(
      fc.property(histories, moves, configs, (journey, list, config) => {
        for (const each of list.slice(0, 12)) {
          const command = commandOf(journey, each, config);
          if (command === undefined || command.type === 'UnstickRun') continue;
          // Only the sender can compare texts, which the state does not hold.
          if (command.type === 'DescribeAsset') continue;
          if (command.type === 'PauseRun' && command.reason !== undefined) continue;
          journey.send(command);
          const again = decide(journey.state, { ...command, now: journey.now });
          expect('events' in again ? again.events : []).toEqual([]);
        }
      }),
      RUNS,
    );
  });
});

describe('decide', () => {
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('', '__proto__', 'constructor', 'NaN', '2026-01-01', 'TRIM', 'deliver:library'),
  );
  const number = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, -1, 1e300));
  const time = fc.oneof(text, fc.constantFrom('2026-01-01T00:00:00.000Z', '+275760-09-13T00:00:00.000Z', '2026-13-01', '1e9'));
  const fields = fc.record({
    now: time,
    by: text,
    step: text,
    attemptId: text,
    until: time,
    expiresAt: time,
    reason: text,
    code: text,
    for: text,
    message: text,
    worker: text,
    owner: text,
    language: text,
    title: text,
    assetId: text,
    runId: text,
    progress: number,
    retryAfterMs: number,
    retryable: fc.boolean(),
    delivered: fc.boolean(),
    isMapped: fc.boolean(),
    then: fc.constantFrom('retry', 'fail'),
    cause: fc.constantFrom('lease-expired', 'shutdown', 'fenced'),
    outcome: fc.constantFrom('completed', 'failed', 'skipped', 'aborted'),
    data: fc.dictionary(text, fc.jsonValue()),
    result: fc.dictionary(text, fc.jsonValue()),
    source: fc.constantFrom({ kind: 'simulated', settings: {} }, { kind: 'other', settings: {} }),
  });
  const types: readonly CommandType[] = [
    'RegisterAsset',
    'ProvideSource',
    'StartRun',
    'Publish',
    'PauseRun',
    'ResumeRun',
    'CancelRun',
    'UnstickRun',
    'SkipStage',
    'SettleDelivery',
    'ResetAsset',
    'DeleteAsset',
    'RestoreAsset',
    'ExpireAsset',
    'StartStep',
    'CheckpointStep',
    'CompleteStep',
    'SkipStep',
    'FailStep',
    'WaitStep',
    'InterruptStep',
    'RecordLate',
    'CompleteElsewhere',
    'DeliverElsewhere',
    'SkipElsewhere',
    'FailElsewhere',
  ];

  it('never throws, and gives a code and a way out with every refusal and every satisfied command', () => {
    fc.assert(
      fc.property(
        histories,
        fc.array(fc.tuple(fc.constantFrom(...types), fields, fc.nat()), { minLength: 20 }),
        (journey, list) => {
          const steps = isPresent(journey.state) ? journey.state.steps : [];
          for (const [type, garbage, pick] of list) {
            const step = steps[pick % (2 * Math.max(steps.length, 1))];
            const attempt = step?.attempts.at(-(pick % 3));
            const aimed = {
              ...garbage,
              type,
              artifacts: [],
              metrics: {},
              config: aConfig(),
              configSources: {},
              ...(step === undefined ? {} : { step: step.step }),
              ...(attempt === undefined ? {} : { attemptId: attempt.attemptId }),
            };
            // The command may come from outside, where no compiler has checked it.
            const decision = decide(journey.state, aimed as unknown as Command);
            const why = 'rejected' in decision ? decision.rejected : decision.satisfied;
            if (why !== undefined) {
              expect(why.code).toMatch(/^[a-z]+(-[a-z]+)*$/u);
              expect(why.tryInstead).toMatch(/\.$/u);
            }
          }
        },
      ),
      { numRuns: testDepth.runs(300) },
    );
  });

  it('stores only valid values in the events of pauses and deletions', () => {
    const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/u;
    fc.assert(
      fc.property(time, (when) => {
        const journey = aRun();
        journey.start('DOWNLOAD');
        const paused = journey.pause({ until: when });
        const deleted = journey.send({ type: 'DeleteAsset', by: 'owner-1', expiresAt: when });
        const events = [paused, deleted].flatMap((decision) => ('events' in decision ? decision.events : []));
        for (const event of events) {
          if (event.type === 'PauseRequested') expect(event.data.until).toMatch(instant);
          if (event.type === 'AssetDeleted') expect(event.data.expiresAt).toMatch(instant);
        }
      }),
    );
  });

  it('AGG-14: gives a paused, unstuck and interrupted run the same sequence of statuses as a run without faults', () => {
    const trailOf = (disturb: (journey: Journey) => unknown): readonly string[] => {
      const journey = aRun();
      for (let rounds = 0; isRunActive(asset(journey)) && rounds < 50; rounds += 1) {
        const [open] = asset(journey).steps.filter(isOpen);
        journey.start(open?.step ?? '');
        disturb(journey);
        const [next] = asset(journey).steps.filter(isOpen);
        journey.through(next?.step ?? '');
      }
      return journey.trail;
    };
    const plain = ['PENDING_SOURCE', 'INITIALIZED', 'DOWNLOADING', 'DOWNLOADED', 'PROCESSING', 'PROCESSED', 'UPLOADING', 'READY'];
    const again = (journey: Journey): unknown => journey.run();
    expect(trailOf(() => undefined)).toEqual(plain);
    expect(trailOf((journey) => [journey.pause(), again(journey)])).toEqual(plain);
    expect(trailOf((journey) => journey.unstick())).toEqual(plain);
    expect(trailOf((journey) => [journey.pause(), journey.unstick(), again(journey)])).toEqual(plain);
    const waiting = (progress: number) => (journey: Journey) =>
      journey.wait(asset(journey).steps.find(isOpen)?.step ?? '', { progress });
    expect(trailOf(waiting(0.5))).toEqual(plain);
    // AGG-08: no output is uploading while the only one waits and nothing was sent.
    expect(trailOf(waiting(0))).toEqual([...plain.slice(0, -1), 'PROCESSED', 'UPLOADING', 'READY']);
  });

  it('U2: lists no action twice, and each action for the steps that it applies to', () => {
    fc.assert(
      fc.property(histories, controlMoves, configs, (journey, list, config) => {
        for (const command of list.flatMap((each) => commandOf(journey, each, config) ?? [])) journey.send(command);
        const keys = allowedActions(journey.state).map(({ action, target }) => `${action} ${target ?? ''}`);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 100 },
    );
  });
});
