import { join } from 'node:path';
import type { StackConfig } from '../config.js';
import { StackProblem } from '../problem.js';
import { lastLines, tryCommand } from '../processes/run-command.js';

const LIMIT_MS = 3_600_000;

export const rebuildCommand = ({ projectRoot }: Pick<StackConfig, 'projectRoot'>): string =>
  join(projectRoot, 'apps/status-projector/bundle/rebuild.main.js');

/** Rebuilds the tables from the log with the projector's command, as the owner of the tables. No service may run. */
export async function rebuildTables(
  config: StackConfig,
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<void> {
  const { code, stderr } = await tryCommand(process.execPath, [rebuildCommand(config), 'rebuild'], {
    env: { ...config.env, ...environment },
    cwd: config.projectRoot,
    timeoutMs: LIMIT_MS,
    signal,
  });
  if (code !== 0) throw new StackProblem('start-failed', `the tables could not be rebuilt from the log:\n${lastLines(stderr)}`);
}
