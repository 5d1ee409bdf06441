import { isAbsolute, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunnerArgs } from './args.js';
import type { StackConfig } from './config.js';
import { StackProblem } from './problem.js';
import { checkFile, runRecording } from './recording/demo.js';
import { GatewayClient } from './recording/gateway-client.js';
import { exitCodeOf, missingSteps, type RecordingView } from './recording/recording.js';
import { SERVICE_NAMES } from './services/services.js';
import { Stack, type RunningStack } from './stack.js';
import { ProgressBoard, type Terminal } from './terminal/progress-board.js';
import { plain, wrap } from './terminal/text-width.js';
import { watchAndRestart, type BuildResult } from './watch.js';

export interface RunnerOptions {
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly rebuild?: () => Promise<BuildResult>;
}

const SPACE_CHECK_MS = 60_000;
/** Width of the names before addresses and paths. */
const LABEL = 11;

/** `npm start`: the stack, a recording through it, and then up until it is told to end. */
export class Runner {
  private readonly board: ProgressBoard;
  private readonly stack: Stack;

  constructor(
    private readonly config: StackConfig,
    private readonly args: RunnerArgs,
    private readonly options: RunnerOptions,
  ) {
    this.board = new ProgressBoard(options.terminal, config.colours && options.terminal.isTTY === true);
    this.stack = new Stack(config, {
      say: this.say,
      acceptLog: args.acceptLog,
      simulate: args.simulate,
      programs: args.watch ? 'dist' : 'bundle',
      signal: options.signal,
    });
  }

  async run(): Promise<number> {
    const file = this.args.file === undefined ? undefined : await checkFile(this.args.file);
    try {
      const running = await this.stack.start();
      await this.sayAddresses(running);
      const background = this.keepWatch();
      const recording = this.args.sample || file !== undefined ? await this.putThrough(running, file) : undefined;
      if (this.args.once) return recording ? exitCodeOf(recording) : 0;
      this.say('\nIt stays up. Next: npx tl push my-talk.mp4 --wait   Ctrl-C stops everything.');
      await Promise.all([this.untilTold(), background]);
      return 0;
    } finally {
      await this.stop();
    }
  }

  private async stop(): Promise<void> {
    if (this.stack.isStarted) this.say('stopping');
    await this.stack.stop();
  }

  kill(): void {
    this.stack.kill();
  }

  private readonly say = (message: string): void => {
    this.board.say(message);
  };

  private async sayAddresses(running: RunningStack): Promise<void> {
    const { url, notice } = running;
    // With --once nobody is there to open it, and the words go into somebody's log.
    if (!this.args.once) this.sayRow('Page', await this.clientOf(running).signInLink(this.options.signal));
    this.sayRow('API', `${url}/api/v1`);
    this.sayRow('API docs', `${url}/docs`);
    this.sayRow('Data', this.stack.data.path);
    this.sayRow('Logs', join(this.stack.data.path, 'logs'));
    if (!this.args.once) this.say('\nThe page opens signed in, once, for 15 minutes. Another link: npx tl sign-in');
    this.say('');
    if (notice.length === 0) return;
    for (const line of notice) this.say(`*** ${line}`);
    this.say('');
  }

  private async putThrough(running: RunningStack, file: string | undefined): Promise<RecordingView | undefined> {
    const { signal } = this.options;
    const client = this.clientOf(running);
    const choice = { file, language: this.args.language, projectRoot: this.config.projectRoot };
    try {
      const show = (recording: RecordingView): void => {
        this.board.show(recording);
      };
      const known = ({ title, status, settled }: RecordingView): void => {
        const next = settled && status !== 'READY' ? '; it is run again' : '';
        // The sample was nobody's wish.
        if (file !== undefined) this.say(`this file is the recording "${plain(title)}" already (${status})${next}`);
      };
      const recording = await runRecording(client, this.stack.data, choice, { show, known, signal });
      this.board.finish();
      await this.sayResults(client, recording);
      return recording;
    } catch (error) {
      this.board.finish();
      // With --once it is the result; otherwise the stack is up and of use without it.
      if (this.args.once || !(error instanceof StackProblem)) throw error;
      this.say(error.message);
      return undefined;
    }
  }

  private async sayResults(client: GatewayClient, recording: RecordingView): Promise<void> {
    const ready = recording.status === 'READY';
    this.say(`\n${headlineOf(recording)}`);
    const names = await client.artifacts(recording.id, this.options.signal);
    if (names.length > 0) this.sayRow('Files', wrap(names, this.board.columns - LABEL).join(`\n${' '.repeat(LABEL)}`));
    for (const { output, at } of recording.places)
      if (isAbsolute(at)) this.sayRow('Folder', at);
      else this.sayRow('Delivered', `${output}: ${at}`);
    if (names.length > 0) this.sayRow('Fetch one', `npx tl get ${recording.id} ${names.at(-1) ?? ''}`);
    if (!ready) this.sayRow('Again', `npx tl run ${recording.id} --wait`);
  }

  private clientOf({ url, token }: RunningStack): GatewayClient {
    return new GatewayClient(url, token);
  }

  private sayRow(label: string, text: string): void {
    this.say(`${label.padEnd(LABEL)}${text}`);
  }

  /** Ends with the signal: code changes, where asked for, and the room on the disk. */
  private async keepWatch(): Promise<void> {
    const { signal, rebuild } = this.options;
    const tasks = [this.watchSpace()];
    if (this.args.watch && rebuild) {
      const restart = (service: string): Promise<void> => this.stack.restart(service);
      const { projectRoot } = this.config;
      tasks.push(watchAndRestart({ projectRoot, rebuild, restart, services: SERVICE_NAMES, say: this.say, signal }));
    }
    await Promise.all(tasks);
  }

  private async watchSpace(): Promise<void> {
    const { signal } = this.options;
    let warned = false;
    while (!signal.aborted) {
      await pause(SPACE_CHECK_MS, undefined, { signal, ref: false }).catch(() => undefined);
      const warning = await this.stack.data.spaceWarning().catch(() => undefined);
      if (warning && !warned) this.say(warning);
      warned = warning !== undefined;
    }
  }

  private async untilTold(): Promise<void> {
    const { signal } = this.options;
    if (signal.aborted) return;
    // A timer keeps the process alive; the children do as well, but they may end.
    const alive = setInterval(() => undefined, SPACE_CHECK_MS);
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
    clearInterval(alive);
  }
}

function headlineOf(recording: RecordingView): string {
  const title = plain(recording.title);
  if (recording.status !== 'READY')
    return `${title} ended as ${recording.status}: ${recording.reason ?? `see npx tl events ${recording.id}`}`;
  const missing = missingSteps(recording);
  if (missing.length === 0) return `${title} is READY`;
  return `${title} is READY, but not all its steps could be done: ${missing.join(', ')}. docs/engines.md says how to get an engine.`;
}
