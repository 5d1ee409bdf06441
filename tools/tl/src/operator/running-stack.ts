import {
  findInstallation,
  isStackProblem,
  readStackConfig,
  type Access,
  type Installation,
  type StackConfig,
} from '@throughline/stack';
import { CliError } from '../exit.js';

export interface RunningStack {
  readonly config: StackConfig;
  readonly dataDir: string;
  readonly access: Access;
}

const START = 'Start it with `npm start`. If its data is elsewhere, set TL_DATA_DIR as for the start.';

export const notRunningError = (dataDir: string): CliError =>
  new CliError('unreachable', `No stack is running on ${dataDir}`, { tryInstead: START });

const stillStartingError = (dataDir: string): CliError =>
  new CliError('unreachable', `The stack on ${dataDir} is still starting: its servers are not up yet`, {
    tryInstead: 'Try again in a moment.',
  });

const KINDS_OF_USAGE: readonly unknown[] = ['bad-usage', 'data-folder-unusable'];

/** Converts a problem with the data folder to a command error. */
export const toCliError = (error: unknown): unknown =>
  isStackProblem(error)
    ? new CliError(KINDS_OF_USAGE.includes(error.kind) ? 'usage' : 'failed', error.message, { cause: error })
    : error;

export function readConfig(): StackConfig {
  try {
    return readStackConfig();
  } catch (error) {
    throw toCliError(error);
  }
}

export async function findLocalInstallation(): Promise<Installation & { readonly config: StackConfig }> {
  const config = readConfig();
  try {
    return { config, ...(await findInstallation(config)) };
  } catch (error) {
    throw toCliError(error);
  }
}

/** Returns the running stack of this machine. If there is none, throws an error that says what to do. */
export async function requireRunningStack(): Promise<RunningStack> {
  const { config, dataDir, pid, access } = await findLocalInstallation();
  if (pid === undefined) throw notRunningError(dataDir);
  if (access === undefined) throw stillStartingError(dataDir);
  return { config, dataDir, access };
}
