import { isAbsolute, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { request } from '@throughline/api-client';
import { listArtifacts } from '@throughline/api-client/operations';
import {
  fetchModelInBackground,
  SERVICE_NAMES,
  Stack,
  watchAndRestart,
  type BuildResult,
  type ProgramFolder,
  type RunningStack,
  type StackConfig,
} from '@throughline/stack';
import { isSettled } from '../client/follow.js';
import { HttpClient } from '../client/http-client.js';
import { RetryLimit } from '../client/retry-limit.js';
import { read, type RecordingView } from '../client/views.js';
import { PATIENCE_MS } from '../commands/context.js';
import { isCliError } from '../exit.js';
import { problemLines } from '../output/problem-lines.js';
import type { TerminalStream } from '../output/terminal.js';
import { stripControls, wrap } from '../output/text-width.js';
import { requestSignInLink } from '../people/sign-in.js';
import type { RunnerArgs } from './args.js';
import { ProgressBoard } from './progress-board.js';
import { checkFile, runRecording } from './recording.js';
import { describeFirstResult, describeStart, type StartTime } from './start-times.js';
import { exitCodeOf, failureReason, listDeliveries, listMissingSteps, listRemedies, listSteps, listWaits } from './steps.js';

export interface RunnerOptions {
  readonly terminal: TerminalStream;
  readonly signal: AbortSignal;
  readonly rebuild?: () => Promise<BuildResult>;
  /** Steps of the start before this program. */
  readonly times?: readonly StartTime[];
}

const SPACE_CHECK_MS = 60_000;
const LABEL = 11;

/** `npm start`: starts the stack, runs a recording, and stays up until a signal stops it. */
export class Runner {
  private readonly board: ProgressBoard;
  private readonly stack: Stack;
  private readonly programs: ProgramFolder;
  private readonly ending = new AbortController();
  private modelFetch: Promise<void> = Promise.resolve();
  private readonly times: StartTime[];

  constructor(
    private readonly config: StackConfig,
    private readonly args: RunnerArgs,
    private readonly options: RunnerOptions,
  ) {
    this.board = new ProgressBoard(options.terminal, config.colours && options.terminal.isTTY);
    this.programs = args.watch ? 'dist' : 'bundle';
    this.times = [...(options.times ?? [])];
    this.stack = new Stack(config, {
      say: this.say,
      took: (step, ms) => this.times.push([step, ms]),
      acceptLog: args.acceptLog,
      simulate: args.simulate,
      programs: this.programs,
      signal: options.signal,
    });
  }

  async run(): Promise<number> {
    const file = this.args.file === undefined ? undefined : await checkFile(this.args.file);
    try {
      const running = await this.stack.start();
      await this.sayAddresses(running);
      const background = this.keepWatch();
      this.modelFetch = this.fetchModel();
      const recording = this.args.sample || file !== undefined ? await this.putThrough(running, file) : undefined;
      if (this.args.once) return recording ? exitCodeOf(recording) : 0;
      // Only now: the transcription of the recording would slow the measurement down.
      this.modelFetch = this.modelFetch.then(() => this.fetchModel(true));
      this.say('\nThroughline keeps running. Next: npx tl push my-talk.mp4 --wait   Ctrl-C stops everything.');
      await Promise.all([this.untilTold(), background]);
      return 0;
    } finally {
      await this.stop();
    }
  }

  private async stop(): Promise<void> {
    if (this.stack.isStarted) this.say('stopping');
    this.ending.abort();
    await Promise.all([this.stack.stop(), this.modelFetch]);
  }

  private fetchModel(measure = false): Promise<void> {
    const signal = AbortSignal.any([this.options.signal, this.ending.signal]);
    const options = { say: this.say, signal, programs: this.programs, measure };
    return fetchModelInBackground(this.config, options).catch((error: unknown) => {
      this.say(
        `the download of the speech model could not be started: ${error instanceof Error ? error.message : String(error)}`,
      );
    });
  }

  kill(): void {
    this.stack.kill();
  }

  private readonly say = (message: string): void => {
    this.board.say(message);
  };

  private async sayAddresses(running: RunningStack): Promise<void> {
    const { url, notice } = running;
    // With --once nobody would open the link, and the output may go to a log.
    if (!this.args.once) this.sayRow('Page', (await requestSignInLink(this.clientOf(running))).url);
    this.sayRow('API', `${url}/api/v1`);
    this.sayRow('API docs', `${url}/docs`);
    this.sayRow('Data', this.stack.data.path);
    this.sayRow('Logs', join(this.stack.data.path, 'logs'));
    // The time origin is the start of the process, so packages and build are included.
    this.sayRow('Started', describeStart(performance.now(), this.times));
    if (!this.args.once) this.say('\nThe link to the page signs you in once, within 15 minutes. Another link: npx tl sign-in');
    this.say('');
    if (notice.length === 0) return;
    for (const line of notice) this.say(`*** ${line}`);
    this.say('');
  }

  private async putThrough(running: RunningStack, file: string | undefined): Promise<RecordingView | undefined> {
    const client = this.clientOf(running);
    const started = performance.now();
    const canDraft = running.tools.pocketsphinx !== undefined;
    const choice = { file, language: this.args.language, projectRoot: this.config.projectRoot };
    try {
      const show = (recording: RecordingView): void => {
        const { status, failed } = recording;
        this.board.show({
          title: titleOf(recording),
          status,
          failed,
          steps: listSteps(recording),
          waits: listWaits(recording, canDraft, Date.now()),
        });
      };
      const onKnown = (recording: RecordingView): void => {
        const { status } = recording;
        const next = isSettled(recording) && status !== 'READY' ? '; running it again' : '';
        // The user did not choose the sample, so it is not mentioned.
        if (file !== undefined) this.say(`already registered as "${titleOf(recording)}" (${status})${next}`);
      };
      const recording = await runRecording(client, this.stack.data, choice, { show, known: onKnown });
      this.board.finish();
      await this.sayResults(client, recording, canDraft);
      const now = performance.now();
      this.sayRow('Time', describeFirstResult(now - started, now));
      return recording;
    } catch (error) {
      this.board.finish();
      // With --once the recording is the result. Otherwise the stack stays up and usable.
      if (this.args.once || !isCliError(error)) throw error;
      for (const line of problemLines(error)) this.say(line);
      return undefined;
    }
  }

  private async sayResults(client: HttpClient, recording: RecordingView, canDraft: boolean): Promise<void> {
    const ready = recording.status === 'READY';
    this.say(`\n${headlineOf(recording)}`);
    const { items } = read.artifacts(await client.json(request(listArtifacts, { path: { id: recording.id } })));
    const names = items.map(({ name }) => name);
    if (names.length > 0) this.sayRow('Files', wrap(names, this.board.columns - LABEL).join(`\n${' '.repeat(LABEL)}`));
    for (const { output, at } of listDeliveries(recording))
      if (isAbsolute(at)) this.sayRow('Folder', at);
      else this.sayRow('Delivered', `${output}: ${at}`);
    const [example] = names.includes('transcript.txt') ? ['transcript.txt'] : names;
    if (example !== undefined) this.sayRow('Fetch one', `npx tl get ${recording.id} ${example}`);
    for (const [label, command] of listRemedies(recording, canDraft)) this.sayRow(label, command);
    if (!ready) this.sayRow('Again', `npx tl run ${recording.id} --wait`);
  }

  private clientOf({ url, token }: RunningStack): HttpClient {
    const { signal } = this.options;
    return new HttpClient({ url, token }, () => new RetryLimit(() => PATIENCE_MS, this.say, signal), signal);
  }

  private sayRow(label: string, text: string): void {
    this.say(`${label.padEnd(LABEL)}${text}`);
  }

  /** Watches the disk space and, with --watch, the code. Ends with the signal. */
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
    // Keeps the process alive, even if all children have exited.
    const alive = setInterval(() => undefined, SPACE_CHECK_MS);
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => {
        resolve();
      });
    });
    clearInterval(alive);
  }
}

const titleOf = ({ title }: RecordingView): string => stripControls(title ?? 'recording');

function headlineOf(recording: RecordingView): string {
  const title = titleOf(recording);
  if (recording.status !== 'READY')
    return `${title} ended with status ${recording.status}: ${failureReason(recording) ?? `see npx tl events ${recording.id}`}`;
  const missing = listMissingSteps(recording);
  if (missing.length === 0) return `${title} is READY`;
  return `${title} is READY, but these steps could not be done: ${missing.join(', ')}. How to install an engine: docs/engines.md`;
}
