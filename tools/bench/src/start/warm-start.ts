import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { findInstallation, readStackConfig, SERVICE_NAMES, type Installation } from '@throughline/stack';
import { startRunner, until, type RunnerProcess } from '@throughline/stack/testing';
import { environment, projectRoot } from '../config.js';
import type { Cleanup } from '../servers/cleanup.js';

const SAMPLE_MS = 3_600_000;
const START_MS = 300_000;
/** Longer intervals would add to the measured time. */
const POLL_MS = 10;
const IS_UP = /Ctrl-C stops everything/;

const isAnswered = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/** An installation of `npm start` with a data folder of its own, in which the sample has run. */
export class WarmInstallation {
  #npm: { readonly ended: Promise<unknown>; kill(): void } | undefined;

  private constructor(private readonly runner: RunnerProcess) {}

  /** Starts the installation, and resolves when the sample is ready. */
  static async open(closing: Cleanup): Promise<WarmInstallation> {
    const runner = await startRunner([], /^Page /m);
    closing.add(() => runner.remove());
    await until(() => IS_UP.test(runner.output()), { timeout: SAMPLE_MS, interval: 200, what: 'the end of the sample' });
    if (!/ is READY/.test(runner.output())) throw new Error(`The sample is not ready:\n${runner.output()}`);
    const warm = new WarmInstallation(runner);
    closing.add(() => warm.#endStart());
    return warm;
  }

  /** Returns the process ids of the services. */
  async servicePids(): Promise<readonly number[]> {
    const { children } = await this.#find();
    return SERVICE_NAMES.map((name) => {
      const child = children.find((one) => one.name === name && one.running);
      if (child === undefined) throw new Error(`${name} does not run`);
      return child.pid;
    });
  }

  /** Stops the first start. */
  async stop(): Promise<void> {
    await this.runner.stop();
  }

  /** Runs `npm start` until the page answers, and stops it. Returns the time in milliseconds. */
  async timeStart(): Promise<number> {
    const startedAt = performance.now();
    const npm = spawnNpmStart(this.runner.env);
    this.#npm = { ended: once(npm, 'exit'), kill: () => npm.kill() };
    const readOutput = collectOutput(npm);
    const requireRunning = (): void => {
      if (npm.exitCode !== null) throw new Error(`npm start has ended:\n${readOutput()}`);
    };
    try {
      await waitWhile(requireRunning, () => isAnswered(`http://127.0.0.1:${String(this.runner.ports.gateway)}/`));
      const took = performance.now() - startedAt;
      // A start that is stopped before its end leaves less to clean up than a whole one.
      await waitWhile(requireRunning, () => Promise.resolve(IS_UP.test(readOutput())));
      return took;
    } finally {
      await this.#endStart();
    }
  }

  /** Stops `npm start` if it runs. */
  async #endStart(): Promise<void> {
    const npm = this.#npm;
    if (npm === undefined) return;
    // npm forwards no signal to a program that its shell has started.
    const { pid } = await this.#find();
    if (pid !== undefined) process.kill(pid, 'SIGTERM');
    else npm.kill();
    await npm.ended;
    this.#npm = undefined;
  }

  #find(): Promise<Installation> {
    return findInstallation(readStackConfig({ ...this.runner.env }));
  }
}

/** Waits for the condition. Unlike `until`, it fails at once if the program has ended. */
async function waitWhile(requireRunning: () => void, isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + START_MS;
  while (!(await isTrue())) {
    requireRunning();
    if (performance.now() > deadline) throw new Error(`npm start took longer than ${String(START_MS / 1_000)} s`);
    await pause(POLL_MS);
  }
}

function spawnNpmStart(env: NodeJS.ProcessEnv): ChildProcess {
  // The PATH may name another npm than the one that runs this bench, or none.
  const script = environment['npm_execpath'];
  const [command, first]: readonly [string, readonly string[]] =
    script?.endsWith('.js') === true ? [process.execPath, [script]] : ['npm', []];
  return spawn(command, [...first, 'start'], { cwd: projectRoot, env, stdio: ['ignore', 'pipe', 'pipe'] });
}

function collectOutput(child: ChildProcess): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  return () => output;
}
