import { connect } from 'node:net';
import { join } from 'node:path';
import { provisionContext } from '#src/config.js';
import { StackProblem } from '#src/problem.js';
import { startChild, waitUntilReady } from '#src/processes/child.js';
import { freePort } from '#src/processes/ports.js';
import type { ProvisionContext } from '#src/provision/context.js';
import { fetchDebianPackages, repairOnce } from '#src/provision/debian-packages.js';
import { isRefusal, probeVersion } from '#src/provision/probe-tool.js';
import type { Refusal } from '#src/provision/tool.js';
import { formatVersion, type Version } from '#src/provision/version.js';
import { testConfig } from './config.js';
import { tieToThisProcess } from './lifeline.js';
import type { TestTool } from './media.js';
import { tempDir } from './until.js';

const PROGRAM = 'redis-server';
/** The oldest release that BullMQ recommends. */
const FLOOR: Version = [6, 2, 0];
const HOST = '127.0.0.1';

export interface TestRedis {
  readonly host: string;
  readonly port: number;
  stop(): Promise<void>;
}

/**
 * Starts a server that confirms a write after its sync to the disk. For benches, not for tests: the packages are fetched with
 * the first start, and `npm test` has no use for them.
 */
export async function startRedis(say: (message: string) => void): Promise<TestRedis> {
  const context = provisionContext(testConfig(), say);
  const { path, env } = await findRedis(context);
  const [folder, port] = [await tempDir('tl-redis-'), await freePort()];
  const settings = { port: String(port), bind: HOST, dir: folder.path, save: '', appendonly: 'yes', appendfsync: 'always' };
  const logFile = join(folder.path, 'redis.log');
  const child = await startChild({
    name: PROGRAM,
    command: path,
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    env: { ...context.env, ...env },
    logFile,
  });
  const lifeline = tieToThisProcess(child.pid);
  const stop = async (): Promise<void> => {
    await child.stop();
    lifeline.cut();
    await folder.remove();
  };
  try {
    await waitUntilReady(child, logFile, () => answersPing(port));
  } catch (error) {
    await stop();
    throw error;
  }
  return { host: HOST, port, stop };
}

/** Returns the server of the machine, or one unpacked from Debian's packages. */
export async function findRedis(context: ProvisionContext): Promise<TestTool> {
  const installed = await checkRedis({ path: PROGRAM, env: {} }, context);
  if (!isRefusal(installed)) return installed;
  const fetched = await repairOnce(context, PROGRAM, () => fromDebian(context));
  if (!isRefusal(fetched)) return fetched;
  const reasons = [`  - PATH: ${installed.refused}`, `  - Debian package: ${fetched.refused}`];
  throw new StackProblem(
    'tool-missing',
    [`${PROGRAM} is needed and could not be found or fetched:`, ...reasons, HINT].join('\n'),
  );
}

const HINT = `Install ${formatVersion(FLOOR)} or newer, so that ${PROGRAM} is on the PATH:
  Debian or Ubuntu: sudo apt-get install redis-server
  macOS: brew install redis
  elsewhere: install Redis from your distribution or from redis.io`;

async function fromDebian(context: ProvisionContext): Promise<TestTool | Refusal> {
  const packages = await fetchDebianPackages(context, { entry: PROGRAM, packages: [PROGRAM] });
  if (isRefusal(packages)) return packages;
  return checkRedis({ path: join(packages.root, 'usr/bin', PROGRAM), env: packages.env }, context);
}

/** Runs the path as it is. Debian's is a link to `redis-check-rdb`, and the program decides by its name which of both it is. */
async function checkRedis(tool: TestTool, { env }: ProvisionContext): Promise<TestTool | Refusal> {
  const version = await probeVersion({ file: tool.path, args: ['--version'], floor: FLOOR, env: { ...env, ...tool.env } });
  return isRefusal(version) ? version : tool;
}

function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, HOST, () => socket.write('PING\r\n'));
    const end = (isReady: boolean): void => {
      socket.destroy();
      resolve(isReady);
    };
    socket.once('data', (bytes) => {
      end(bytes.toString().startsWith('+PONG'));
    });
    socket.once('error', () => {
      end(false);
    });
  });
}
