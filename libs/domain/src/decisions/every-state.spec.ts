import { isDeepStrictEqual } from 'node:util';
import { RECORDING_STATUSES } from '@throughline/contracts';
import { testDepth } from '@throughline/contracts/testing';
import { allowedActions } from '../actions/allowed-actions.js';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import type { Command } from '../decide/command.js';
import { decide } from '../decide/decide.js';
import { isFailed } from '../status/failure.js';
import { renderStatus, statusOf } from '../status/render-status.js';
import { statusFacts } from '../status/facts.js';
import { RUNTIME } from '../status/runtime.js';
import { nextSteps } from '../steps/next-steps.js';
import { fatalStep, isOver, isRunActive, pauseOf } from '../steps/run.js';
import { ancestors, hasEnded, isOpen } from '../steps/steps.js';
import { LATER, NOW, after, askedOf, explore, saidOf, type Reached } from './explore.js';
import { worlds } from './worlds.js';

const reached = worlds.flatMap(explore);
const assets = reached.flatMap((each) => (isPresent(each.state) ? [{ ...each, asset: each.state }] : []));
const active = assets.filter(({ asset }) => isRunActive(asset));
const by = 'somebody';

const present = (state: AssetState): Asset => {
  if (!isPresent(state)) throw new Error('The asset is gone');
  return state;
};

/** A fair worker: it starts and completes whatever is open, round after round. */
function workOn(from: Asset): Asset {
  let asset = from;
  for (let rounds = 0; rounds < 20 && asset.steps.some(isOpen); rounds += 1) {
    for (const step of asset.steps.filter(isOpen)) {
      const [command] = saidOf(step, { workers: [] });
      if (command !== undefined) asset = present(after(asset, command));
    }
  }
  return asset;
}

/** The commands that led to a state, for whoever has to find out why a law does not hold. */
const wayTo = ({ by: command, from }: Reached): readonly string[] =>
  command === undefined || from === undefined ? [] : [...wayTo(from), command.type];

const nameOf = (each: Reached): string => `${each.world.name}: ${wayTo(each).join(' ')}`;

const broken = (law: (asset: Asset, each: Reached) => boolean, among = reached): readonly string[] =>
  among.filter((each) => isPresent(each.state) && !law(each.state, each)).map(nameOf);

describe('in every state that a recording can be in', () => {
  it('there are thousands of them, with every status, and each rule of the status gives one', () => {
    expect(reached.length).toBeGreaterThan(5_000);
    expect(new Set(assets.map(({ asset }) => renderStatus(asset)))).toEqual(new Set(RECORDING_STATUSES));
    const rules = new Set(assets.map(({ asset }) => statusOf(statusFacts(asset))?.rule.id));
    expect([...rules].sort()).toEqual([
      'AGG-03',
      'AGG-04',
      'AGG-05',
      'AGG-06',
      'AGG-07',
      'AGG-08',
      'AGG-09',
      'AGG-10',
      'AGG-11',
      'STG-13',
    ]);
  });

  it('a step has one open attempt while it is queued or running, and none else', () => {
    expect(
      broken(({ steps }) =>
        steps.every((step) => step.attempts.filter(({ end }) => end === undefined).length === (isOpen(step) ? 1 : 0)),
      ),
    ).toEqual([]);
  });

  it('nothing is open before everything that it depends on has ended, and no work on the recording before its source is there', () => {
    expect(
      broken((asset) =>
        asset.steps.every(
          (step) =>
            !isOpen(step) ||
            [...ancestors(asset, step.step)].every((before) =>
              asset.steps.some((each) => each.step === before && hasEnded(each)),
            ),
        ),
      ),
    ).toEqual([]);
    expect(
      broken(
        ({ steps }) =>
          !steps.some((step) => isOpen(step) && step.kind !== 'source') ||
          steps.every(({ kind, phase }) => kind !== 'source' || phase === 'completed'),
      ),
    ).toEqual([]);
  });

  it('nothing is queued while it is paused (RUN-17, UPL-12), and nothing is open once a run is over, deleted or reset', () => {
    expect(broken((asset) => asset.pause === undefined || !asset.steps.some(({ phase }) => phase === 'scheduled'))).toEqual([]);
    expect(
      broken(
        ({ run, deletedAt, steps }) =>
          (run !== undefined && !isOver(run) && deletedAt === undefined) || !steps.some((step) => isOpen(step)),
      ),
    ).toEqual([]);
  });

  it('a pause is there only while its run is active, and an active run that is not paused has something open', () => {
    expect(broken((asset) => asset.pause === undefined || isRunActive(asset))).toEqual([]);
    expect(
      broken((asset) => asset.pause !== undefined || isRunActive(asset) === asset.steps.some((step) => isOpen(step))),
    ).toEqual([]);
    expect(broken((asset) => nextSteps(asset).length === 0)).toEqual([]);
  });

  it('RUN-24, RUN-25: DOWNLOADING, PROCESSING and UPLOADING are said of active runs alone', () => {
    expect(broken((asset) => !RUNTIME.has(renderStatus(asset)) || isRunActive(asset))).toEqual([]);
  });

  it('UPLOADED is said only where nothing more is uploaded by itself, and a failure never while something may still mend it', () => {
    const uploads = ({ steps }: Asset): boolean =>
      steps.some((step) => step.kind === 'delivery' && (step.phase === 'pending' || isOpen(step)));
    expect(broken((asset) => renderStatus(asset) !== 'UPLOADED' || !isRunActive(asset) || !uploads(asset))).toEqual([]);
    expect(broken((asset) => !isFailed(asset) || !isRunActive(asset))).toEqual([]);
  });

  it('FLR-05, D36: a final failure waits for nothing but for what still runs', () => {
    expect(broken((asset) => fatalStep(asset) === undefined || asset.steps.some(({ phase }) => phase === 'running'))).toEqual([]);
  });

  it('U2: allowed_actions says of each action exactly what deciding it would do', () => {
    const commands = {
      run: 'StartRun',
      pause: 'PauseRun',
      cancel: 'CancelRun',
      reset: 'ResetAsset',
      unstick: 'UnstickRun',
      delete: 'DeleteAsset',
      restore: 'RestoreAsset',
    };
    const wrong = testDepth.samples(assets).flatMap((each) => {
      const { asset, world } = each;
      const { outputs, ...defaults } = world.config;
      const actions = allowedActions(asset, { defaults, outputs, simulation: true });
      const asked = askedOf(asset, world);
      return Object.entries(commands).flatMap(([action, type]) => {
        const command = asked.find((one) => one.type === type);
        const decision = command === undefined ? undefined : decide(asset, command);
        const happens = decision !== undefined && 'events' in decision && decision.events.length > 0;
        return actions.find((one) => one.action === action)?.allowed === happens ? [] : [`${action}: ${nameOf(each)}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  it('the same command again adds nothing; only unstick acts each time, and leaves the same behind', () => {
    const shape = ({ steps, run }: Asset): unknown => [run?.rollback?.target, steps.map(({ step, phase }) => [step, phase])];
    const isRepeatable = (asset: Asset, command: Command): boolean => {
      const once = present(after(asset, command));
      // Where nothing has happened, the same question is asked again, and its answer is a function of it.
      if (once === asset) return true;
      if (command.type !== 'UnstickRun') {
        const again = decide(once, command);
        return !('events' in again) || again.events.length === 0;
      }
      return command.then !== 'retry' || isDeepStrictEqual(shape(present(after(once, command))), shape(once));
    };
    const wrong = testDepth.samples(assets).flatMap((each) =>
      askedOf(each.asset, each.world)
        .filter((command) => !isRepeatable(each.asset, command))
        .map(({ type }) => `${type}: ${nameOf(each)}`),
    );
    expect(wrong).toEqual([]);
  });

  it('a run that is active can go to its end by work alone, at once or after a pause has ended', () => {
    const stuck = active.filter(({ asset, world: { config } }) => {
      const going =
        pauseOf(asset) === undefined
          ? asset
          : present(after(asset, { type: 'StartRun', now: NOW, by, runId: 'other', config, configSources: {} }));
      return isRunActive(workOn(going));
    });
    expect(stuck.map(nameOf)).toEqual([]);
  });

  it('U7: unstick leaves a run that can go to its end, or one that is over', () => {
    const isHeld = ({ steps }: Asset): boolean => steps.some(({ phase }) => phase === 'running');
    const stuck = active.filter(({ asset }) => {
      const freed = present(after(asset, { type: 'UnstickRun', now: NOW, by, then: 'retry' }));
      const going = pauseOf(freed) === undefined ? freed : present(after(freed, { type: 'ResumeRun', now: LATER, by }));
      const failed = present(after(asset, { type: 'UnstickRun', now: NOW, by, then: 'fail' }));
      return isHeld(freed) || (pauseOf(going) === undefined && isRunActive(workOn(going))) || isHeld(failed);
    });
    expect(stuck.map(nameOf)).toEqual([]);
  });

  it('whoever may not run can get to where it can be run: by restoring, by cancelling or by a reset', () => {
    const runnable = assets.filter(
      ({ asset: { erasedAt, expiredAt, source } }) => erasedAt === undefined && expiredAt === undefined && source !== undefined,
    );
    const lost = testDepth.samples(runnable).filter(({ asset, world }) => {
      const restored = after(asset, { type: 'RestoreAsset', now: NOW, by });
      const again = after(restored, { type: 'ResetAsset', now: NOW, by });
      const run = askedOf(again, world).find(({ type }) => type === 'StartRun');
      const started = run === undefined ? again : present(after(again, run));
      const end = workOn(present(started));
      return !['READY', 'PROCESSED', 'DOWNLOADED'].includes(renderStatus(end)) || isFailed(end);
    });
    expect(lost.map(nameOf)).toEqual([]);
  });
});
