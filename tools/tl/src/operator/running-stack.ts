import { findInstallation, readStackConfig, type Access, type Installation, type StackConfig } from '@throughline/stack';
import { CliError } from '../exit.js';

export interface RunningStack {
  readonly config: StackConfig;
  readonly dataDir: string;
  readonly access: Access;
}

const START = 'Start it with `npm start`; where its data is elsewhere, set TL_DATA_DIR as it was set for the start.';

export const notRunning = (dataDir: string): CliError =>
  new CliError('unreachable', `No stack runs on ${dataDir}`, { tryInstead: START });

const stillStarting = (dataDir: string): CliError =>
  new CliError('unreachable', `The stack on ${dataDir} is still starting: its servers are not up yet`, {
    tryInstead: 'Try again in a moment.',
  });

const KINDS_OF_USAGE: readonly unknown[] = ['bad-usage', 'data-folder-unusable'];

/** What the stack has to say about its folder, as an error of this command. The tag decides, not the class. */
export const asCliError = (error: unknown): unknown => {
  if (!(error instanceof Error) || error.name !== 'StackProblem') return error;
  const kind = 'kind' in error ? error.kind : undefined;
  return new CliError(KINDS_OF_USAGE.includes(kind) ? 'usage' : 'failed', error.message, { cause: error });
};

export async function lookAround(): Promise<Installation & { readonly config: StackConfig }> {
  try {
    const config = readStackConfig();
    return { config, ...(await findInstallation(config)) };
  } catch (error) {
    throw asCliError(error);
  }
}

/** The stack of this machine with its servers up, or an error that says what to do. */
export async function requireRunningStack(): Promise<RunningStack> {
  const { config, dataDir, pid, access } = await lookAround();
  if (pid === undefined) throw notRunning(dataDir);
  if (access === undefined) throw stillStarting(dataDir);
  return { config, dataDir, access };
}
