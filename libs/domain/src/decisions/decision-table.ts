import { isPresent, type Asset, type StepState } from '../asset/state.js';
import type { Command } from '../decide/command.js';
import { decide } from '../decide/decide.js';
import type { Decision } from '../decide/decision.js';
import { DUE, NOW, anotherRun, explore, type Reached } from './explore.js';
import { COLUMNS, situationOf, type Situation } from './situation.js';
import { worlds, type World } from './worlds.js';

/** What an item answers to an action. */
export interface Answer {
  /** `allowed`: something happens · `satisfied`: success, and nothing happens · `refused`: 409. */
  readonly kind: 'allowed' | 'satisfied' | 'refused';
  readonly code?: string;
  readonly tryInstead?: string;
}
/** One action in one situation. */
export interface DecisionRow {
  readonly action: TableAction;
  readonly situation: Situation;
  readonly answer: Answer;
}

interface Asked {
  readonly command: Command;
  readonly target?: StepState;
}
type Ask = (asset: Asset, world: World) => readonly Asked[];

const by = 'somebody';
const whole =
  (command: Command): Ask =>
  () => [{ command }];
const each =
  (kind: StepState['kind'], command: (step: string) => Command): Ask =>
  ({ steps }) =>
    steps.filter((step) => step.kind === kind).map((target) => ({ target, command: command(target.step) }));

const asks = {
  run: (asset, { config }) => [
    { command: { type: 'StartRun', now: NOW, by, runId: anotherRun(asset), config, configSources: {} } },
  ],
  pause: whole({ type: 'PauseRun', now: NOW, by }),
  'pause with another end': whole({ type: 'PauseRun', now: NOW, by, until: '2026-01-09T00:00:00.000Z' }),
  cancel: whole({ type: 'CancelRun', now: NOW, by }),
  reset: whole({ type: 'ResetAsset', now: NOW, by }),
  unstick: whole({ type: 'UnstickRun', now: NOW, by, then: 'retry' }),
  'skip a stage': each('stage', (step) => ({ type: 'SkipStage', now: NOW, by, step })),
  'settle: it has arrived': each('delivery', (step) => ({ type: 'SettleDelivery', now: NOW, by, step, delivered: true })),
  'settle: it has not': each('delivery', (step) => ({ type: 'SettleDelivery', now: NOW, by, step, delivered: false })),
  delete: whole({ type: 'DeleteAsset', now: NOW, by, expiresAt: DUE }),
  restore: whole({ type: 'RestoreAsset', now: NOW, by }),
  erase: whole({ type: 'EraseAsset', now: NOW, by }),
} satisfies Readonly<Record<string, Ask>>;

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

/** What is not registered answers 404 to everything, and stands in no row. */
const rowsOf = ({ state, world }: Reached): readonly DecisionRow[] =>
  isPresent(state)
    ? TABLE_ACTIONS.flatMap((action) => {
        const ask: Ask = asks[action];
        return ask(state, world).map(({ command, target }) => ({
          action,
          situation: situationOf(state, target),
          answer: answerOf(decide(state, command)),
        }));
      })
    : [];

const keyOf = ({ action, situation, answer }: DecisionRow): string =>
  JSON.stringify([action, COLUMNS.map((column) => situation[column]), answer.kind, answer.code, answer.tryInstead]);

/**
 * What every action answers in every situation that a recording can be in (status × paused × failed × outputs and what else is seen of it),
 * asked of the deciders themselves in each state that can be reached in one of the worlds. Each row once, in a fixed order.
 */
export function decisionTable(): readonly DecisionRow[] {
  const rows = new Map<string, DecisionRow>();
  for (const world of worlds) for (const reached of explore(world)) for (const row of rowsOf(reached)) rows.set(keyOf(row), row);
  return [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}
