import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { RECORDING_STATUSES } from '@throughline/contracts';
import { testDepth } from '@throughline/contracts/testing';
import { allowedActions } from '../../kinds/allowed-actions.js';
import { isPresent, type Asset, type AssetState } from '../../asset/state.js';
import type { Command } from '../../decide/command.js';
import { decide } from '../../decide/decide.js';
import { isFailed } from '../../status/failure.js';
import { renderStatus, statusOf } from '../../status/render-status.js';
import { statusFacts } from '../../status/facts.js';
import { RUNTIME } from '../../status/runtime.js';
import { nextSteps } from '../../asset/steps/next-steps.js';
import { isHeld, needsReview } from '../../asset/steps/review.js';
import { fatalStep, isOver, isRunActive, pauseOf } from '../../asset/steps/run.js';
import { ancestors, hasEnded, isOpen } from '../../asset/steps/steps.js';
import { isWaitingUnsent } from '../../asset/steps/waiting.js';
import { collapse, isUnambiguous, type Rule } from './collapse.js';
import { LATER, NOW, TABLE_ACTIONS, listUserCommands } from './commands.js';
import { decisionTable, type DecisionRow } from './decision-table.js';
import { checksumOf, decisionDocument } from './document.js';
import { applyCommand, explore, listWorkerCommands, type ReachedState } from './explore.js';
import { COLUMNS } from './situation.js';
import { worlds } from './worlds.js';

/** Both parts are in one file, because to find all states takes most of their time. */
const reached = worlds.flatMap((world) => explore(world, testDepth.isFull ? 'whole' : 'merged'));
const assets = reached.flatMap((each) => (isPresent(each.state) ? [{ ...each, asset: each.state }] : []));
const active = assets.filter(({ asset }) => isRunActive(asset));
const by = 'somebody';

const present = (state: AssetState): Asset => {
  if (!isPresent(state)) throw new Error('The asset is gone');
  return state;
};

/** A fair worker: starts and completes all open steps, round after round. */
function workOn(from: Asset): Asset {
  let asset = from;
  for (let rounds = 0; rounds < 20 && asset.steps.some(isOpen); rounds += 1) {
    for (const step of asset.steps.filter(isOpen)) {
      const [command] = listWorkerCommands(step, { workers: [] });
      if (command !== undefined) asset = present(applyCommand(asset, command));
    }
  }
  return asset;
}

const wayTo = ({ by: command, from }: ReachedState): readonly string[] =>
  command === undefined || from === undefined ? [] : [...wayTo(from), command.type];

const nameOf = (each: ReachedState): string => `${each.world.name}: ${wayTo(each).join(' ')}`;

const broken = (law: (asset: Asset, each: ReachedState) => boolean, among = reached): readonly string[] =>
  among.filter((each) => isPresent(each.state) && !law(each.state, each)).map(nameOf);

describe('every state of a recording', () => {
  it('is one of thousands, which cover every status and every status rule', () => {
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

  it('has one open attempt for each queued or running step, and no others', () => {
    expect(
      broken(({ steps }) =>
        steps.every((step) => step.attempts.filter(({ end }) => end === undefined).length === (isOpen(step) ? 1 : 0)),
      ),
    ).toEqual([]);
  });

  it('opens no step before its dependencies have ended, and no work before its source has arrived', () => {
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

  it('queues nothing during a pause (RUN-17, UPL-12), and has nothing open after the end of a run, a deletion or a reset', () => {
    expect(broken((asset) => asset.pause === undefined || !asset.steps.some(({ phase }) => phase === 'scheduled'))).toEqual([]);
    expect(
      broken(
        ({ run, deletedAt, steps }) =>
          (run !== undefined && !isOver(run) && deletedAt === undefined) || !steps.some((step) => isOpen(step)),
      ),
    ).toEqual([]);
  });

  it('has a pause only during an active run, and an open step in an active run that is not paused', () => {
    expect(broken((asset) => asset.pause === undefined || isRunActive(asset))).toEqual([]);
    expect(
      broken((asset) => asset.pause !== undefined || isRunActive(asset) === asset.steps.some((step) => isOpen(step))),
    ).toEqual([]);
    expect(broken((asset) => nextSteps(asset).length === 0)).toEqual([]);
  });

  it('RUN-24, RUN-25: shows DOWNLOADING, PROCESSING and UPLOADING only during an active run', () => {
    expect(broken((asset) => !RUNTIME.has(renderStatus(asset)) || isRunActive(asset))).toEqual([]);
  });

  it('shows UPLOADED only if no upload follows automatically, or nothing was sent of one that waits, and a failure never during an active run', () => {
    const uploads = (asset: Asset): boolean =>
      asset.steps.some(
        (step) =>
          step.kind === 'delivery' &&
          !isWaitingUnsent(step) &&
          (isOpen(step) || (step.phase === 'pending' && !isHeld(asset, step))),
      );
    expect(broken((asset) => renderStatus(asset) !== 'UPLOADED' || !isRunActive(asset) || !uploads(asset))).toEqual([]);
    expect(broken((asset) => !isFailed(asset) || !isRunActive(asset))).toEqual([]);
  });

  it('FLR-05, D36: delays the rollback after a final failure only while another step runs', () => {
    expect(broken((asset) => fatalStep(asset) === undefined || asset.steps.some(({ phase }) => phase === 'running'))).toEqual([]);
  });

  it('starts no delivery of a reviewed run before a person has published its output', () => {
    expect(
      broken((asset) =>
        asset.steps.every(
          (step) =>
            step.kind !== 'delivery' ||
            asset.run?.config.auto_upload !== false ||
            asset.run.published?.includes(step.output?.name ?? '') === true ||
            !isOpen(step),
        ),
      ),
    ).toEqual([]);
  });

  it('waits for a review only if every delivery then ends by publishing and work', () => {
    const held = assets.filter(({ asset }) => needsReview(asset));
    expect(held.length).toBeGreaterThan(20);
    const stuck = held.filter(({ asset }) => {
      const published = present(applyCommand(asset, { type: 'Publish', now: NOW, by }));
      const going =
        pauseOf(published) === undefined ? published : present(applyCommand(published, { type: 'ResumeRun', now: LATER, by }));
      const end = pauseOf(going) === undefined ? workOn(going) : going;
      return needsReview(published) || (pauseOf(end) === undefined && isRunActive(end));
    });
    expect(stuck.map(nameOf)).toEqual([]);
  });

  it('U2: has allowed_actions that agree with the decision about each action', () => {
    const commands = {
      run: 'StartRun',
      publish: 'Publish',
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
      const asked = listUserCommands(asset, world);
      return Object.entries(commands).flatMap(([action, type]) => {
        const command = asked.find((one) => one.type === type);
        const decision = command === undefined ? undefined : decide(asset, command);
        // An item without outputs has no action to publish, and refuses the command.
        const happens = decision !== undefined && 'events' in decision && decision.events.length > 0;
        return (actions.find((one) => one.action === action)?.allowed ?? (action === 'publish' ? false : undefined)) === happens
          ? []
          : [`${action}: ${nameOf(each)}`];
      });
    });
    expect(wrong).toEqual([]);
  });

  it('ignores a repeated command, except unstick, which leads to an equivalent state', () => {
    const shape = ({ steps, run }: Asset): unknown => [run?.rollback?.target, steps.map(({ step, phase }) => [step, phase])];
    const isRepeatable = (asset: Asset, command: Command): boolean => {
      const once = present(applyCommand(asset, command));
      // The first command changed nothing, so the second one would ask the same question.
      if (once === asset) return true;
      if (command.type !== 'UnstickRun') {
        const again = decide(once, command);
        return !('events' in again) || again.events.length === 0;
      }
      return command.then !== 'retry' || isDeepStrictEqual(shape(present(applyCommand(once, command))), shape(once));
    };
    const wrong = testDepth.samples(assets).flatMap((each) =>
      listUserCommands(each.asset, each.world)
        .filter((command) => !isRepeatable(each.asset, command))
        .map(({ type }) => `${type}: ${nameOf(each)}`),
    );
    expect(wrong).toEqual([]);
  });

  it('lets an active run end by work alone, immediately or after its pause has ended', () => {
    const stuck = testDepth.samples(active).filter(({ asset, world: { config } }) => {
      const going =
        pauseOf(asset) === undefined
          ? asset
          : present(applyCommand(asset, { type: 'StartRun', now: NOW, by, runId: 'other', config, configSources: {} }));
      return isRunActive(workOn(going));
    });
    expect(stuck.map(nameOf)).toEqual([]);
  });

  it('U7: has a run after unstick that either can end or has ended', () => {
    const isHeld = ({ steps }: Asset): boolean => steps.some(({ phase }) => phase === 'running');
    const stuck = testDepth.samples(active).filter(({ asset }) => {
      const freed = present(applyCommand(asset, { type: 'UnstickRun', now: NOW, by, then: 'retry' }));
      const going = pauseOf(freed) === undefined ? freed : present(applyCommand(freed, { type: 'ResumeRun', now: LATER, by }));
      const failed = present(applyCommand(asset, { type: 'UnstickRun', now: NOW, by, then: 'fail' }));
      return isHeld(freed) || (pauseOf(going) === undefined && isRunActive(workOn(going))) || isHeld(failed);
    });
    expect(stuck.map(nameOf)).toEqual([]);
  });

  it('can reach a runnable state by a restore, a cancel or a reset', () => {
    const runnable = assets.filter(
      ({ asset: { erasedAt, expiredAt, source } }) => erasedAt === undefined && expiredAt === undefined && source !== undefined,
    );
    const lost = testDepth.samples(runnable).filter(({ asset, world }) => {
      const restored = applyCommand(asset, { type: 'RestoreAsset', now: NOW, by });
      const again = applyCommand(restored, { type: 'ResetAsset', now: NOW, by });
      const run = listUserCommands(again, world).find(({ type }) => type === 'StartRun');
      const started = run === undefined ? again : present(applyCommand(again, run));
      const end = workOn(present(started));
      return !['READY', 'PROCESSED', 'DOWNLOADED'].includes(renderStatus(end)) || isFailed(end);
    });
    expect(lost.map(nameOf)).toEqual([]);
  });
});

const rows = decisionTable(reached);
const of = (action: string): readonly DecisionRow[] => rows.filter((row) => row.action === action);
const published = readFileSync(new URL('../../../../../docs/decision-table.md', import.meta.url), 'utf8');

const fits = ({ when }: Rule, { situation }: DecisionRow): boolean =>
  COLUMNS.every((column) => when[column]?.includes(situation[column]) ?? true);

describe('the decision table', () => {
  it('equals the published file: after an intended change of a rule, build and run `node libs/domain/dist/testing/decisions/write.js`', () => {
    expect(/`([0-9a-f]{64})`/u.exec(published)?.[1]).toBe(checksumOf(rows));
    expect(published).toBe(decisionDocument(rows));
  });

  it('has a checksum that changes with any answer', () => {
    const [first, ...others] = rows;
    const changed = first === undefined ? [] : [{ ...first, answer: { kind: 'refused', code: 'another' } as const }];
    expect(checksumOf([...changed, ...others])).not.toBe(checksumOf(rows));
    expect(checksumOf(others)).not.toBe(checksumOf(rows));
  });

  it('AGG-01: covers every status, with and without pause and failure, and every kind of outputs', () => {
    const valuesOf = (column: (typeof COLUMNS)[number]): readonly string[] =>
      [...new Set(rows.map(({ situation }) => situation[column]))].sort();
    expect(valuesOf('status')).toEqual([...RECORDING_STATUSES].sort());
    expect(valuesOf('paused')).toEqual(['no', 'until a time', 'yes']);
    expect(valuesOf('failed')).toEqual(['no', 'yes']);
    expect(valuesOf('run')).toEqual(['active', 'cancelled', 'ended', 'held', 'none', 'rolled back']);
    expect(valuesOf('outputs')).toEqual([
      'all failed',
      'all uploaded',
      'all uploaded, not all confirmed',
      'none',
      'none uploaded',
      'skipped',
      'some uploaded',
    ]);
    expect(new Set(rows.map(({ action }) => action))).toEqual(new Set(TABLE_ACTIONS));
  });

  it.each(TABLE_ACTIONS)('depends only on visible properties: %s', (action) => {
    expect(isUnambiguous(of(action), COLUMNS)).toBe(true);
  });

  it.each(TABLE_ACTIONS)('gives the same answers before and after merging its rows: %s', (action) => {
    const its = of(action);
    const rules = collapse(its);
    const wrong = its.filter((row) => {
      const fitting = rules.filter((rule) => fits(rule, row));
      return fitting.length === 0 || !fitting.every(({ answer }) => isDeepStrictEqual(answer, row.answer));
    });
    expect(its.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  it('names a stable code and a way out whenever nothing happens', () => {
    const silent = rows.filter(({ answer }) => answer.kind !== 'allowed');
    expect(silent.length).toBeGreaterThan(100);
    const mute = silent.filter(
      ({ answer: { code = '', tryInstead = '' } }) => !/^[a-z]+(-[a-z]+)*$/u.test(code) || !/\.$/u.test(tryInstead),
    );
    expect(mute).toEqual([]);
  });

  it('RUN-02 to RUN-09, RUN-15, RUN-18: answers run and pause by status as the requirements say', () => {
    const kinds = (action: string, status: string, paused: string): readonly string[] => [
      ...new Set(
        of(action)
          .filter(({ situation }) => situation.status === status && situation.paused === paused)
          .filter(({ situation }) => situation.deleted === 'no' && situation.erased === 'no')
          .map(({ situation, answer }) => `${situation.run === 'active' ? 'active' : 'idle'} ${answer.code ?? answer.kind}`),
      ),
    ];
    for (const status of ['DOWNLOADING', 'PROCESSING', 'UPLOADING']) {
      expect(kinds('run', status, 'yes')).toEqual(['active allowed']);
      expect(kinds('run', status, 'no')).toEqual(['active already-running']);
      expect(kinds('pause', status, 'no')).toEqual(['active allowed']);
      expect(kinds('pause', status, 'yes')).toEqual(['active already-paused']);
      expect(kinds('pause', status, 'until a time')).toEqual(['active allowed']);
    }
    for (const status of ['INITIALIZED', 'DOWNLOADED', 'PROCESSED'])
      expect(kinds('run', status, 'no')).toEqual(expect.arrayContaining(['active already-running', 'idle allowed']));
    expect(kinds('run', 'SKIPPED', 'no')).toEqual(['idle allowed']);
    expect(new Set(kinds('run', 'UPLOADED', 'no'))).toEqual(
      new Set(['active already-running', 'idle allowed', 'idle waits-for-review']),
    );
    expect(new Set(kinds('run', 'READY', 'no'))).toEqual(
      new Set(['active already-complete', 'idle already-complete', 'idle allowed']),
    );
    expect(kinds('run', 'PENDING_SOURCE', 'no')).toEqual(['idle not-runnable']);
    for (const status of ['PENDING_SOURCE', 'SKIPPED']) expect(kinds('pause', status, 'no')).toEqual(['idle not-pausable']);
    expect(new Set(kinds('pause', 'UPLOADED', 'no'))).toEqual(new Set(['active not-pausable', 'idle not-pausable']));
  });
});
