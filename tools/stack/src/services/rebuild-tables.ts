import { join } from 'node:path';
import type { StackConfig } from '../config.js';
import { StackProblem } from '../problem.js';
import { lastLines, tryCommand } from '../processes/run-command.js';
import type { Service } from './services.js';

const LIMIT_MS = 3_600_000;

/** The projector's own command line, beside the service. */
export const rebuildCommand = ({ projectRoot }: Pick<StackConfig, 'projectRoot'>): string =>
  join(projectRoot, 'apps/status-projector/bundle/rebuild.main.js');

/** Makes the tables anew from the log, with the projector's own command and rights, while no service runs. */
export async function rebuildTables(config: StackConfig, services: readonly Service[], signal: AbortSignal): Promise<void> {
  const projector = services.find(({ name }) => name === 'status-projector');
  if (projector === undefined) throw new StackProblem('start-failed', 'there is no projector to rebuild the tables with');
  const { code, stderr } = await tryCommand(process.execPath, [rebuildCommand(config), 'rebuild'], {
    env: { ...config.env, ...projector.env },
    cwd: config.projectRoot,
    timeoutMs: LIMIT_MS,
    signal,
  });
  if (code !== 0) throw new StackProblem('start-failed', `the tables could not be rebuilt from the log:\n${lastLines(stderr)}`);
}
