import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readStackConfig, type StackConfig } from '#src/config.js';
import { messageOf, problemKind } from '#src/problem.js';
import { SERVICE_NAMES, programOf, type ServiceName } from '#src/services/services.js';
import { Stack } from '#src/stack.js';
import { testConfig } from './config.js';
import { tempDir, until } from './until.js';

const WORKER = `process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000);`;

/** Answers like the gateway, as far as the runner needs it. */
const GATEWAY = `
import { createServer } from 'node:http';
process.on('SIGTERM', () => process.exit(0));
const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  if (request.url === '/environment') response.end(JSON.stringify(process.env));
  else response.end('{"status":"ok"}');
});
server.listen(Number(process.env.TL_HTTP_PORT), process.env.TL_HTTP_HOST);
`;

/** The program that updates the projector's tables. */
const MIGRATION = 'status-projector/bundle/migrate.main.js';

/** Relative to `apps`. */
const programFile = (name: ServiceName): string => {
  const { app, main } = programOf(name);
  return `${basename(app)}/bundle/${main}`;
};

const RUNNER = `
const { readStackConfig, Stack } = await import(process.argv[3]);
const ending = new AbortController();
const config = { ...readStackConfig(), projectRoot: process.argv[2] };
const took = (step, ms) => console.log(\`took \${step} \${ms > 0}\`);
const stack = new Stack(config, { say: (line) => console.log(line), took, signal: ending.signal });
process.on('SIGTERM', async () => { ending.abort(); await stack.stop(); process.exit(0); });
try {
  const { url } = await stack.start();
  console.log('up at ' + url);
  setInterval(() => {}, 1000);
} catch (error) {
  console.log(error.kind + ': ' + error.message);
  process.exit(1);
}
`;

export interface FakeProject {
  readonly dataDir: string;
  /** Runs the real stack on fake services, in its own process. */
  run(env?: Record<string, string>): FakeRun;
  /** Starts the stack in this process. Returns its output with the problem that ended the start. */
  failedStart(env: Record<string, string>): Promise<string>;
  replaceService(name: ServiceName, code: string): Promise<void>;
  replaceMigration(code: string): Promise<void>;
  /** Undoes replacements. */
  restoreServices(): Promise<void>;
  remove(): Promise<void>;
}

export interface FakeRun {
  readonly process: ChildProcess;
  readonly output: () => string;
  up(): Promise<string>;
  exited(): Promise<number | null>;
}

export async function fakeProject(): Promise<FakeProject> {
  const folder = await tempDir('tl project ');
  const real = testConfig();
  const dataDir = join(folder.path, 'data');
  const replaceProgram = async (path: string, code: string): Promise<void> => {
    const file = join(folder.path, 'apps', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, code);
  };
  const replaceService = (name: ServiceName, code: string): Promise<void> => replaceProgram(programFile(name), code);
  const restoreServices = async (): Promise<void> => {
    for (const name of SERVICE_NAMES) await replaceService(name, name === 'gateway' ? GATEWAY : WORKER);
    await replaceProgram(MIGRATION, '');
  };
  await restoreServices();
  await writeFile(join(folder.path, 'package.json'), '{"type":"module"}');
  await symlink(join(real.projectRoot, 'node_modules'), join(folder.path, 'node_modules'));
  const runner = join(folder.path, 'run.mjs');
  await writeFile(runner, RUNNER);
  const built = pathToFileURL(join(real.projectRoot, 'tools/stack/dist/index.js')).href;
  const envOf = (more: Record<string, string>): NodeJS.ProcessEnv => ({
    ...real.env,
    TL_DATA_DIR: dataDir,
    TL_CACHE_DIR: real.cacheDir,
    ...more,
  });
  return {
    dataDir,
    replaceService,
    replaceMigration: (code) => replaceProgram(MIGRATION, code),
    restoreServices,
    run: (env = {}) => startRun([runner, folder.path, built], envOf(env)),
    failedStart: (env) => failedStart({ ...readStackConfig(envOf(env)), projectRoot: folder.path }),
    remove: () => folder.remove(),
  };
}

async function failedStart(config: StackConfig): Promise<string> {
  const output: string[] = [];
  const stack = new Stack(config, { say: (line) => output.push(line), signal: new AbortController().signal });
  try {
    await stack.start();
  } catch (error) {
    return [...output, `${String(problemKind(error))}: ${messageOf(error)}`].join('\n');
  }
  await stack.stop();
  throw new Error(`the start succeeded:\n${output.join('\n')}`);
}

function startRun(args: readonly string[], env: NodeJS.ProcessEnv): FakeRun {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    process: child,
    output: () => output,
    exited: () => exited,
    up: async () => {
      const started = (): string | undefined => {
        const url = /^up at (\S+)$/m.exec(output)?.[1];
        if (url === undefined) assertRunning(child, output);
        return url;
      };
      return until(started, { what: 'the start' });
    },
  };
}

function assertRunning(child: ChildProcess, output: string): void {
  if (child.exitCode !== null) throw new Error(`the runner has ended:\n${output}`);
}
