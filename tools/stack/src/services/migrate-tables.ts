import { join } from 'node:path';
import { StackProblem } from '../problem.js';
import { lastLines, tryCommand } from '../processes/run-command.js';
import type { ProgramFolder } from './service-unit.js';

const LIMIT_MS = 3_600_000;

export interface MigrationRequest {
  readonly projectRoot: string;
  /** Default: `bundle`. */
  readonly programs?: ProgramFolder;
  readonly env: NodeJS.ProcessEnv;
  /** The address of the database with the owner of the tables. */
  readonly ownerUrl: string;
  /** The role of the running projector, which receives its rights. Undefined: the owner runs it too, as in tests. */
  readonly serviceRole: string | undefined;
  readonly signal?: AbortSignal;
}

/** Updates the projector's tables with its own program, before the service starts. */
export async function migrateTables(request: MigrationRequest): Promise<void> {
  const { projectRoot, programs = 'bundle', env, ownerUrl, serviceRole, signal } = request;
  const { code, stderr } = await tryCommand(
    process.execPath,
    [join(projectRoot, 'apps/status-projector', programs, 'migrate.main.js')],
    {
      env: { ...env, TL_POSTGRES_URL: ownerUrl, TL_PROJECTOR_ROLE: serviceRole },
      cwd: projectRoot,
      timeoutMs: LIMIT_MS,
      ...(signal && { signal }),
    },
  );
  if (code !== 0) throw new StackProblem('start-failed', `the tables could not be updated:\n${lastLines(stderr)}`);
}
