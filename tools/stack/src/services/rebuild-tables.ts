import { join } from 'node:path';
import type { StackConfig } from '../config.js';
import { StackProblem } from '../problem.js';
import { lastLines, tryCommand } from '../processes/run-command.js';
import type { Service } from './services.js';

const LIMIT_MS = 3_600_000;

export const rebuildCommand = ({ projectRoot }: Pick<StackConfig, 'projectRoot'>): string =>
  join(projectRoot, 'apps/status-projector/bundle/rebuild.main.js');

/** Rebuilds the tables from the log with the projector's command and rights. No service may run. */
export async function rebuildTables(config: StackConfig, services: readonly Service[], signal: AbortSignal): Promise<void> {
  const projector = services.find(({ name }) => name === 'status-projector');
  if (projector === undefined) throw new StackProblem('start-failed', 'the projector that rebuilds the tables is missing');
  const { code, stderr } = await tryCommand(process.execPath, [rebuildCommand(config), 'rebuild'], {
    env: { ...config.env, ...projector.env },
    cwd: config.projectRoot,
    timeoutMs: LIMIT_MS,
    signal,
  });
  if (code !== 0) throw new StackProblem('start-failed', `the tables could not be rebuilt from the log:\n${lastLines(stderr)}`);
}
