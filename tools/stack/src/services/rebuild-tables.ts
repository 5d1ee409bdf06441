import { join } from 'node:path';
import type { StackConfig } from '../config.js';
import { StackProblem } from '../problem.js';
import { lastLines, tryCommand } from '../processes/run-command.js';
import type { Service } from './services.js';

const LIMIT_MS = 3_600_000;

/** Makes the tables anew from the log, with the projector's own command and rights, while no service runs. */
export async function rebuildTables(config: StackConfig, services: readonly Service[], signal: AbortSignal): Promise<void> {
  const projector = services.find(({ name }) => name === 'status-projector');
  if (projector === undefined) throw new StackProblem('start-failed', 'there is no projector to rebuild the tables with');
  const command = join(config.projectRoot, projector.app, 'dist/rebuild.main.js');
  const { code, stderr } = await tryCommand(process.execPath, [command, 'rebuild'], {
    env: { ...config.env, ...projector.env },
    cwd: config.projectRoot,
    timeoutMs: LIMIT_MS,
    signal,
  });
  if (code !== 0) throw new StackProblem('start-failed', `the tables could not be rebuilt from the log:\n${lastLines(stderr)}`);
}
