import type { RunConfig } from '@throughline/contracts';
import { isPresent, type AssetState, type StepState } from '../../asset/state.js';
import type { Command } from '../../decide/command.js';
import type { World } from './worlds.js';

/** The time of all commands except those for which a pause or a retention date must have passed. */
export const NOW = '2026-01-01T00:00:00.000Z';
export const DUE = '2026-01-02T00:00:00.000Z';
export const LATER = '2026-01-03T00:00:00.000Z';
export const BY = 'somebody';
const runIdOf = (number: number): string => `00000000-0000-7000-9000-${String(number).padStart(12, '0')}`;

export function findUnusedRunId(state: AssetState): string {
  const known = new Set(
    isPresent(state) ? [state.run?.runId, ...state.steps.flatMap(({ attempts }) => attempts.map(({ runId }) => runId))] : [],
  );
  let number = 1;
  while (known.has(runIdOf(number))) number += 1;
  return runIdOf(number);
}

/** The commands of the decision table, in the order of its sections. */
export const TABLE_ACTIONS = [
  'run',
  'publish',
  'pause',
  'pause with another end',
  'cancel',
  'reset',
  'unstick',
  'check now',
  'skip a stage',
  'skip an output',
  'settle: it has arrived',
  'settle: it has not',
  'delete',
  'restore',
  'make previews',
  'erase',
] as const;
export type TableAction = (typeof TABLE_ACTIONS)[number];

export interface UserCommand {
  readonly command: Command;
  /** The name of the command in the decision table, if it has one, and the step that it names. */
  readonly action?: TableAction;
  readonly target?: StepState;
}

const stepCommands = (target: StepState, { auto_upload }: RunConfig): readonly UserCommand[] => {
  const { kind, step, output } = target;
  if (kind === 'stage') return [{ action: 'skip a stage', target, command: { type: 'SkipStage', now: NOW, by: BY, step } }];
  if (kind !== 'delivery') return [];
  const settle = (delivered: boolean): Command => ({ type: 'SettleDelivery', now: NOW, by: BY, step, delivered });
  return [
    { action: 'skip an output', target, command: { type: 'SkipStage', now: NOW, by: BY, step } },
    ...(output === undefined || auto_upload !== false
      ? []
      : [{ command: { type: 'Publish', now: NOW, by: BY, outputs: [output.name] } } as const]),
    { action: 'settle: it has arrived', target, command: settle(true) },
    { action: 'settle: it has not', target, command: settle(false) },
  ];
};

/** Returns every command that a user may send, which the search of all states follows. */
export const userCommands = (state: AssetState, { config }: World): readonly UserCommand[] => [
  { action: 'run', command: { type: 'StartRun', now: NOW, by: BY, runId: findUnusedRunId(state), config, configSources: {} } },
  { action: 'publish', command: { type: 'Publish', now: NOW, by: BY } },
  { action: 'pause', command: { type: 'PauseRun', now: NOW, by: BY } },
  { command: { type: 'PauseRun', now: NOW, by: BY, until: DUE } },
  { command: { type: 'ResumeRun', now: LATER, by: BY } },
  { action: 'cancel', command: { type: 'CancelRun', now: NOW, by: BY } },
  { action: 'unstick', command: { type: 'UnstickRun', now: NOW, by: BY, then: 'retry' } },
  { command: { type: 'UnstickRun', now: NOW, by: BY, then: 'fail' } },
  { action: 'check now', command: { type: 'CheckNow', now: LATER, by: BY } },
  { action: 'reset', command: { type: 'ResetAsset', now: NOW, by: BY } },
  { action: 'delete', command: { type: 'DeleteAsset', now: NOW, by: BY, expiresAt: DUE } },
  { action: 'restore', command: { type: 'RestoreAsset', now: NOW, by: BY } },
  { command: { type: 'ExpireAsset', now: LATER } },
  { action: 'erase', command: { type: 'EraseAsset', now: NOW, by: BY } },
  ...(isPresent(state) ? state.steps.flatMap((step) => stepCommands(step, config)) : []),
];
export const listUserCommands = (state: AssetState, world: World): readonly Command[] =>
  userCommands(state, world).map(({ command }) => command);

/** Commands of the table that the search does not follow. */
export const QUESTIONS = [
  { action: 'pause with another end', command: { type: 'PauseRun', now: NOW, by: BY, until: '2026-01-09T00:00:00.000Z' } },
  { action: 'make previews', command: { type: 'RequestPreviews', now: NOW } },
] as const satisfies readonly UserCommand[];
