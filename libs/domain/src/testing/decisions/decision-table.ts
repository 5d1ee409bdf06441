import { isPresent, type Asset, type StepState } from '../../asset/state.js';
import type { Command } from '../../decide/command.js';
import { decide } from '../../decide/decide.js';
import type { Decision } from '../../decide/decision.js';
import { DUE, LATER, NOW, findUnusedRunId, explore, type ReachedState } from './explore.js';
import { COLUMNS, describeSituation, type Situation } from './situation.js';
import { worlds, type World } from './worlds.js';

export interface Answer {
  /** `allowed`: something happens · `satisfied`: success, but nothing happens · `refused`: 409. */
  readonly kind: 'allowed' | 'satisfied' | 'refused';
  readonly code?: string;
  readonly tryInstead?: string;
}
export interface DecisionRow {
  readonly action: TableAction;
  readonly situation: Situation;
  readonly answer: Answer;
}

interface TableCommand {
  readonly command: Command;
  readonly target?: StepState;
}
type CommandBuilder = (asset: Asset, world: World) => readonly TableCommand[];

const by = 'somebody';
const forItem =
  (command: Command): CommandBuilder =>
  () => [{ command }];
const forSteps =
  (kind: StepState['kind'], command: (step: string) => Command): CommandBuilder =>
  ({ steps }) =>
    steps.filter((step) => step.kind === kind).map((target) => ({ target, command: command(target.step) }));

const asks = {
  run: (asset, { config }) => [
    { command: { type: 'StartRun', now: NOW, by, runId: findUnusedRunId(asset), config, configSources: {} } },
  ],
  publish: forItem({ type: 'Publish', now: NOW, by }),
  pause: forItem({ type: 'PauseRun', now: NOW, by }),
  'pause with another end': forItem({ type: 'PauseRun', now: NOW, by, until: '2026-01-09T00:00:00.000Z' }),
  cancel: forItem({ type: 'CancelRun', now: NOW, by }),
  reset: forItem({ type: 'ResetAsset', now: NOW, by }),
  unstick: forItem({ type: 'UnstickRun', now: NOW, by, then: 'retry' }),
  'check now': forItem({ type: 'CheckNow', now: LATER, by }),
  'skip a stage': forSteps('stage', (step) => ({ type: 'SkipStage', now: NOW, by, step })),
  'skip an output': forSteps('delivery', (step) => ({ type: 'SkipStage', now: NOW, by, step })),
  'settle: it has arrived': forSteps('delivery', (step) => ({ type: 'SettleDelivery', now: NOW, by, step, delivered: true })),
  'settle: it has not': forSteps('delivery', (step) => ({ type: 'SettleDelivery', now: NOW, by, step, delivered: false })),
  delete: forItem({ type: 'DeleteAsset', now: NOW, by, expiresAt: DUE }),
  restore: forItem({ type: 'RestoreAsset', now: NOW, by }),
  'make previews': forItem({ type: 'RequestPreviews', now: NOW }),
  erase: forItem({ type: 'EraseAsset', now: NOW, by }),
} satisfies Readonly<Record<string, CommandBuilder>>;

export type TableAction = keyof typeof asks;
export const TABLE_ACTIONS = Object.keys(asks) as readonly TableAction[];

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

/** Returns no rows for an unregistered item, which answers every action with 404. */
const rowsOf = ({ state, world }: ReachedState): readonly DecisionRow[] =>
  isPresent(state)
    ? TABLE_ACTIONS.flatMap((action) => {
        const ask: CommandBuilder = asks[action];
        return ask(state, world).map(({ command, target }) => ({
          action,
          situation: describeSituation(state, target),
          answer: answerOf(decide(state, command)),
        }));
      })
    : [];

const keyOf = ({ action, situation, answer }: DecisionRow): string =>
  JSON.stringify([action, COLUMNS.map((column) => situation[column]), answer.kind, answer.code, answer.tryInstead]);

/**
 * Returns the answer to every action in every situation of a recording. It asks the deciders in each reachable state of all
 * worlds.
 * Each row appears once, in a fixed order.
 */
export function decisionTable(): readonly DecisionRow[] {
  const rows = new Map<string, DecisionRow>();
  for (const world of worlds) for (const reached of explore(world)) for (const row of rowsOf(reached)) rows.set(keyOf(row), row);
  return [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}
