import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startChild, waitUntilReady, type Child } from '#src/processes/child.js';
import { tieToThisProcess } from './lifeline.js';

export interface ServiceProcessOptions {
  readonly app: string;
  /** The file of the program. Default: `main.js`. */
  readonly main?: string;
  /** Unique for each instance: several of one app may run in parallel. */
  readonly name: string;
  readonly projectRoot: string;
  readonly folder: string;
  readonly port: number;
  readonly env: NodeJS.ProcessEnv;
  /** Restart after each crash, as an installation does. */
  readonly keepAlive: boolean;
}

export class ServiceProcess {
  #child: Child | undefined;
  #lifeline: { cut(): void } | undefined;
  #wanted = true;
  #env: NodeJS.ProcessEnv = {};
  /** Exits without a call of `stop` or `kill`. */
  crashes = 0;

  constructor(private readonly options: ServiceProcessOptions) {}

  get name(): string {
    return this.options.name;
  }

  get pid(): number {
    if (this.#child === undefined) throw new Error(`${this.options.name} does not run`);
    return this.#child.pid;
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.options.port)}`;
  }

  /** Without an argument, a restart keeps the environment of the last start. */
  async start(extra: NodeJS.ProcessEnv = this.#env): Promise<void> {
    this.#wanted = true;
    this.#env = extra;
    await this.#launch();
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Sends SIGKILL: the service cannot clean up. It stays down until the next start. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  async log(): Promise<string> {
    return readFile(this.#logFile(), 'utf8').catch(() => '');
  }

  #logFile(): string {
    return join(this.options.folder, `${this.options.name}.log`);
  }

  async #launch(): Promise<void> {
    const { app, main = 'main.js', name, projectRoot, port, env } = this.options;
    const logFile = this.#logFile();
    const child = await startChild({
      name,
      command: process.execPath,
      args: ['--enable-source-maps', join(projectRoot, 'apps', app, 'bundle', main)],
      env: { ...env, ...this.#env, TL_HTTP_PORT: String(port) },
      logFile,
    });
    this.#child = child;
    this.#lifeline = tieToThisProcess(child.pid);
    void child.exited.then(() => this.#onExit(child));
    await waitUntilReady(child, logFile, () => this.#live(), 60_000).catch((error: unknown) => {
      // A failpoint may end the process before it is ready; with `keepAlive` it is then restarted.
      if (!this.options.keepAlive) throw error;
    });
  }

  async #onExit(child: Child): Promise<void> {
    if (!this.#wanted || this.#child !== child) return;
    this.crashes += 1;
    this.#lifeline?.cut();
    if (this.options.keepAlive) await this.#launch();
  }

  async #live(): Promise<boolean> {
    return fetch(`${this.url}/health/live`, { signal: AbortSignal.timeout(1_000) }).then(
      (answer) => answer.ok,
      () => false,
    );
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    this.#wanted = false;
    // A suspended process reacts only to SIGKILL, so resume it first.
    this.#child?.signal('SIGCONT');
    await this.#child?.stop({ signal, graceMs: 20_000 });
    this.#lifeline?.cut();
  }
}
