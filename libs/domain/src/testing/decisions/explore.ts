import { evolve } from '../../asset/evolve.js';
import { initialState, isPresent, type Asset, type AssetState, type RunState, type StepState } from '../../asset/state.js';
import type { Command } from '../../decide/command.js';
import { decide } from '../../decide/decide.js';
import { errorOf, isOpen, isUnconfirmed, skipReasonOf } from '../../asset/steps/steps.js';
import { ASSET, removeSource, type WorkerMove, type World } from './worlds.js';

/** The time of all commands except those for which a pause or a retention date must have passed. */
export const NOW = '2026-01-01T00:00:00.000Z';
export const DUE = '2026-01-02T00:00:00.000Z';
export const LATER = '2026-01-03T00:00:00.000Z';
const BY = 'somebody';
const runIdOf = (number: number): string => `00000000-0000-7000-9000-${String(number).padStart(12, '0')}`;

export function findUnusedRunId(state: AssetState): string {
  const known = new Set(
    isPresent(state) ? [state.run?.runId, ...state.steps.flatMap(({ attempts }) => attempts.map(({ runId }) => runId))] : [],
  );
  let number = 1;
  while (known.has(runIdOf(number))) number += 1;
  return runIdOf(number);
}

export const listUserCommands = (state: AssetState, { config }: World): readonly Command[] => {
  const steps = isPresent(state) ? state.steps : [];
  return [
    { type: 'StartRun', now: NOW, by: BY, runId: findUnusedRunId(state), config, configSources: {} },
    { type: 'Publish', now: NOW, by: BY },
    { type: 'PauseRun', now: NOW, by: BY },
    { type: 'PauseRun', now: NOW, by: BY, until: DUE },
    { type: 'ResumeRun', now: LATER, by: BY },
    { type: 'CancelRun', now: NOW, by: BY },
    { type: 'UnstickRun', now: NOW, by: BY, then: 'retry' },
    { type: 'UnstickRun', now: NOW, by: BY, then: 'fail' },
    { type: 'CheckNow', now: LATER, by: BY },
    { type: 'ResetAsset', now: NOW, by: BY },
    { type: 'DeleteAsset', now: NOW, by: BY, expiresAt: DUE },
    { type: 'RestoreAsset', now: NOW, by: BY },
    { type: 'ExpireAsset', now: LATER },
    { type: 'EraseAsset', now: NOW, by: BY },
    ...steps.flatMap(({ step, kind }): Command[] =>
      kind === 'stage' || kind === 'delivery' ? [{ type: 'SkipStage', now: NOW, by: BY, step }] : [],
    ),
    ...steps.flatMap(({ kind, output }): Command[] =>
      kind === 'delivery' && output !== undefined && config.auto_upload === false
        ? [{ type: 'Publish', now: NOW, by: BY, outputs: [output.name] }]
        : [],
    ),
    ...steps.flatMap(({ step, kind }): Command[] =>
      kind === 'delivery'
        ? [true, false].map((delivered) => ({ type: 'SettleDelivery', now: NOW, by: BY, step, delivered }))
        : [],
    ),
  ];
};

const moves: Readonly<Record<WorkerMove, (of: { step: string; attemptId: string; now: string }, step: StepState) => Command[]>> =
  {
    fail: (of) => [{ type: 'FailStep', ...of, code: 'broken', message: '', retryable: false, progress: 0 }],
    retry: (of) => [{ type: 'FailStep', ...of, code: 'away', message: '', retryable: true, progress: 0 }],
    wait: (of) => [{ type: 'WaitStep', ...of, for: 'disk-full', message: '', progress: 0 }],
    crash: (of) => [{ type: 'InterruptStep', ...of, cause: 'lease-expired', by: BY, progress: 0 }],
    skip: (of, { kind }) => (kind === 'source' ? [] : [{ type: 'SkipStep', ...of, reason: 'not_applicable' }]),
    unconfirmed: (of, { kind }) =>
      kind === 'delivery' ? [{ type: 'CompleteStep', ...of, result: { unconfirmed: true }, artifacts: [], metrics: {} }] : [],
  };

export function listWorkerCommands(step: StepState, { workers }: Pick<World, 'workers'>): readonly Command[] {
  const attemptId = step.attempts.at(-1)?.attemptId;
  if (attemptId === undefined || !isOpen(step)) return [];
  const of = { step: step.step, attemptId, now: NOW };
  if (step.phase === 'scheduled') return [{ type: 'StartStep', ...of, worker: 'worker' }];
  const completed: Command = { type: 'CompleteStep', ...of, result: {}, artifacts: [], metrics: {} };
  return [completed, ...workers.flatMap((move) => moves[move](of, step))];
}

export const applyCommand = (state: AssetState, command: Command): AssetState => {
  const decision = decide(state, command);
  const events = 'events' in decision ? decision.events : [];
  return events.reduce<AssetState>((before, event) => evolve(before, event, { assetId: ASSET, at: NOW }), state);
};

/** The parts of a step that can affect a decision. Ids and times cannot. */
const stepShape = (step: StepState): unknown => [
  step.step,
  step.phase,
  step.failures,
  step.crashes,
  skipReasonOf(step),
  errorOf(step)?.code,
  isUnconfirmed(step),
  step.delivered !== undefined,
  'waiting' in step ? step.waiting.for : undefined,
  'retryAt' in step,
  'notBefore' in step,
];
const runShape = (run: RunState | undefined): unknown =>
  run === undefined ? undefined : [run.rollback?.target, run.cancelled !== undefined, run.published];
const assetShape = (asset: Asset): unknown => [
  asset.source !== undefined,
  asset.base,
  asset.begun,
  runShape(asset.run),
  asset.pause === undefined ? undefined : (asset.pause.until ?? 'open'),
  asset.deletedAt !== undefined,
  asset.expiredAt !== undefined,
  asset.erasedAt !== undefined,
  asset.steps.map(stepShape),
];
const shapeOf = (state: AssetState): string => JSON.stringify(isPresent(state) ? assetShape(state) : null);

export interface ReachedState {
  readonly world: World;
  readonly state: AssetState;
  readonly by?: Command;
  readonly from?: ReachedState;
}

const listCommands = (state: AssetState, world: World): readonly Command[] => {
  if (!isPresent(state))
    return [
      { ...world.register, now: NOW },
      { ...removeSource(world), now: NOW },
    ];
  const source = world.register.source;
  const provide: readonly Command[] =
    state.source === undefined && source !== undefined ? [{ type: 'ProvideSource', now: NOW, source }] : [];
  return [...provide, ...listUserCommands(state, world), ...state.steps.flatMap((step) => listWorkerCommands(step, world))];
};

const explored = new WeakMap<World, readonly ReachedState[]>();

/**
 * Returns every state of a world, which is found once in each process. States that differ only in ids, times or irrelevant
 * counts are the same. The search is breadth-first, so each state comes with a shortest path.
 */
export function explore(world: World): readonly ReachedState[] {
  const known = explored.get(world) ?? search(world);
  explored.set(world, known);
  return known;
}

function search(world: World): readonly ReachedState[] {
  const seen = new Set<string>([shapeOf(initialState)]);
  const found: ReachedState[] = [{ world, state: initialState }];
  for (let at = 0; at < found.length; at += 1) {
    const reached = found[at];
    if (reached === undefined) break;
    for (const by of listCommands(reached.state, world)) {
      const state = applyCommand(reached.state, by);
      if (state === reached.state) continue;
      const shape = shapeOf(state);
      if (seen.has(shape)) continue;
      seen.add(shape);
      found.push({ world, state, by, from: reached });
    }
  }
  return found;
}
