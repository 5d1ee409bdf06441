import type { AssetState } from '../asset/state.js';
import type { Command } from './command.js';
import type { Decision } from './decision.js';
import { completeStep, failStep, recordLate, skipStep } from './end-step.js';
import { provideSource, registerAsset } from './register.js';
import { startRun } from './start-run.js';
import { checkpointStep, interruptStep, startStep } from './running-step.js';

type Deciders = {
  readonly [T in Command['type']]: (state: AssetState, command: Extract<Command, { readonly type: T }>) => Decision;
};

/** One line for each command. */
const deciders: Deciders = {
  RegisterAsset: registerAsset,
  ProvideSource: provideSource,
  StartRun: startRun,
  StartStep: startStep,
  CheckpointStep: checkpointStep,
  CompleteStep: completeStep,
  SkipStep: skipStep,
  FailStep: failStep,
  InterruptStep: interruptStep,
  RecordLate: recordLate,
};

/**
 * The only place where a rule lives (design.md §3): what follows from a command in a state. Expected refusals are values; it never throws.
 * The same command again adds nothing.
 */
export const decide = (state: AssetState, command: Command): Decision =>
  // The table has the decider of each type under its name; the compiler cannot follow the pairing through the union.
  (deciders[command.type] as (state: AssetState, command: Command) => Decision)(state, command);
