import { evolve } from '../../asset/evolve.js';
import { initialState, isPresent, type Asset, type AssetState, type RunState, type StepState } from '../../asset/state.js';
import type { Command } from '../../decide/command.js';
import { decide } from '../../decide/decide.js';
import type { Decision } from '../../decide/decision.js';
import { isRunActive } from '../../asset/steps/run.js';
import { NOT_DELIVERED, errorOf, hasEnded, isOpen, isUnconfirmed, skipReasonOf } from '../../asset/steps/steps.js';
import { BY, NOW, QUESTIONS, userCommands, type TableAction, type UserCommand } from './commands.js';
import { describeAsset, describeTarget } from './situation.js';
import { ASSET, removeSource, type WorkerMove, type World } from './worlds.js';

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

const applyDecision = (state: AssetState, decision: Decision): AssetState =>
  ('events' in decision ? decision.events : []).reduce<AssetState>(
    (before, event) => evolve(before, event, { assetId: ASSET, at: NOW }),
    state,
  );
export const applyCommand = (state: AssetState, command: Command): AssetState => applyDecision(state, decide(state, command));

const stepPhase = (step: StepState): readonly unknown[] => [
  step.step,
  step.phase,
  skipReasonOf(step),
  isUnconfirmed(step),
  step.delivered !== undefined,
  'waiting' in step ? step.waiting.for : undefined,
  'retryAt' in step,
  'notBefore' in step,
];
/** The parts of a step that can affect a decision. Ids and times cannot. */
const wholeStep = (step: StepState): unknown => [...stepPhase(step), step.failures, step.crashes, errorOf(step)?.code];
const mergedStep = (step: StepState): unknown => [
  ...stepPhase(step),
  ...(hasEnded(step) ? [] : [step.failures, step.crashes]),
  errorOf(step)?.code === NOT_DELIVERED,
];

const runShape = (run: RunState | undefined): readonly unknown[] | undefined =>
  run === undefined ? undefined : [run.rollback?.target, run.cancelled !== undefined];
const assetShape = (asset: Asset): readonly unknown[] => [
  asset.source !== undefined,
  asset.base,
  asset.begun,
  runShape(asset.run),
  asset.pause === undefined ? undefined : (asset.pause.until ?? 'open'),
  asset.deletedAt !== undefined,
  asset.expiredAt !== undefined,
  asset.erasedAt !== undefined,
];
const wholeShape = (asset: Asset): unknown => [...assetShape(asset), asset.run?.published, asset.steps.map(wholeStep)];

/**
 * The counts of ended steps, most error codes, the order of publishing, what an ended run has published, and all that a deleted
 * or erased item does not show: none of them changes an answer, as full depth proves.
 */
const mergedShape = (asset: Asset): unknown =>
  asset.deletedAt === undefined && asset.erasedAt === undefined
    ? [...assetShape(asset), isRunActive(asset) ? [...(asset.run?.published ?? [])].sort() : [], asset.steps.map(mergedStep)]
    : [describeAsset(asset), [...new Set(asset.steps.map((step) => Object.values(describeTarget(step)).join()))].sort()];

/** The parts by which states differ: all that could change an answer, or fewer, with which a search finds the same answers. */
export type Detail = 'whole' | 'merged';
const SHAPES: Readonly<Record<Detail, (asset: Asset) => unknown>> = { whole: wholeShape, merged: mergedShape };
const shapeOf = (state: AssetState, detail: Detail): string => JSON.stringify(isPresent(state) ? SHAPES[detail](state) : null);

export interface Answer {
  /** `allowed`: something happens · `satisfied`: success, but nothing happens · `refused`: 409. */
  readonly kind: 'allowed' | 'satisfied' | 'refused';
  readonly code?: string;
  readonly tryInstead?: string;
}

function answerOf(decision: Decision): Answer {
  if ('rejected' in decision) {
    const { code, tryInstead } = decision.rejected;
    return { kind: 'refused', code, ...(tryInstead === undefined ? {} : { tryInstead }) };
  }
  if (decision.events.length > 0) return { kind: 'allowed' };
  const { code, tryInstead } = decision.satisfied ?? {};
  return {
    kind: 'satisfied',
    ...(code === undefined ? {} : { code }),
    ...(tryInstead === undefined ? {} : { tryInstead }),
  };
}

/** The answer to a command of the decision table. */
export interface ActionAnswer {
  readonly action: TableAction;
  readonly target: StepState | undefined;
  readonly answer: Answer;
}

export interface ReachedState {
  readonly world: World;
  readonly state: AssetState;
  /** The answers that the search has met, so that the table need not decide again. None for an unregistered item. */
  readonly answers: readonly ActionAnswer[];
  readonly by?: Command;
  readonly from?: ReachedState;
}

/** Returns the commands that lead to other states. */
const listMoves = (state: AssetState, world: World): readonly UserCommand[] => {
  if (!isPresent(state)) return [{ command: { ...world.register, now: NOW } }, { command: { ...removeSource(world), now: NOW } }];
  const source = world.register.source;
  const provide: readonly UserCommand[] =
    state.source === undefined && source !== undefined ? [{ command: { type: 'ProvideSource', now: NOW, source } }] : [];
  const work = state.steps.flatMap((step) => listWorkerCommands(step, world)).map((command) => ({ command }));
  return [...provide, ...userCommands(state, world), ...work];
};

/** Asks all commands of the table, and returns the other states that they and the workers lead to. */
function visit({ world, state }: ReachedState, answers: ActionAnswer[]): readonly (readonly [Command, AssetState])[] {
  const next: (readonly [Command, AssetState])[] = [];
  for (const { command, action, target } of listMoves(state, world)) {
    const decision = decide(state, command);
    if (action !== undefined) answers.push({ action, target, answer: answerOf(decision) });
    next.push([command, applyDecision(state, decision)]);
  }
  if (isPresent(state))
    for (const { command, action } of QUESTIONS)
      answers.push({ action, target: undefined, answer: answerOf(decide(state, command)) });
  return next.filter(([, to]) => to !== state);
}

/**
 * Returns every state of a world. States that differ only in ids, times or irrelevant counts are the same. The search is
 * breadth-first, so each state comes with a shortest path.
 */
export function explore(world: World, detail: Detail): readonly ReachedState[] {
  const seen = new Set<string>([shapeOf(initialState, detail)]);
  const found: (ReachedState & { readonly answers: ActionAnswer[] })[] = [{ world, state: initialState, answers: [] }];
  for (let at = 0; at < found.length; at += 1) {
    const from = found[at];
    if (from === undefined) break;
    for (const [by, state] of visit(from, from.answers)) {
      const shape = shapeOf(state, detail);
      if (seen.has(shape)) continue;
      seen.add(shape);
      found.push({ world, state, answers: [], by, from });
    }
  }
  return found;
}
