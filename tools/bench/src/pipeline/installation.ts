import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { startRunner, until, type RunnerProcess } from '@throughline/stack/testing';
import type { Cleanup } from '../servers/cleanup.js';
import { atRest } from '../web/at-rest.js';
import { LANGUAGE } from './sample.js';

const LIMIT_MS = 3_600_000;
/** Short against the steps of a recording, and cheap for the gateway. */
const POLL_MS = 50;
const ENDED: ReadonlySet<string> = new Set(['READY', 'FAILED', 'CANCELLED']);

interface RecordingView {
  readonly id: string;
  readonly status: string;
  readonly previews: { readonly state: string };
  readonly processing_stages: readonly { readonly stage_type: string; readonly status: string }[];
}

/** A running installation, as `npm start` starts it, in a data folder of its own. */
export class PipelineInstallation {
  private constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  static async open(closing: Cleanup): Promise<PipelineInstallation> {
    const runner: RunnerProcess = await startRunner(['--no-sample'], /Ctrl-C stops/);
    closing.add(() => runner.remove());
    const { bootstrapToken } = await runner.secrets();
    return new PipelineInstallation(`http://127.0.0.1:${String(runner.ports.gateway)}`, bootstrapToken);
  }

  /** Returns the milliseconds from the registration of a recording until it is READY. Its previews have ended then, too. */
  async process(file: string): Promise<number> {
    const form = new FormData();
    form.set('file', new Blob([await readFile(file)], { type: 'video/mp4' }), basename(file));
    form.set('language', LANGUAGE);
    form.set('run', 'true');
    const startedAt = performance.now();
    const { id } = await this.#call('recordings', { method: 'POST', body: form });
    const path = `recordings/${id}`;
    const recording = await until(async () => this.#endedOf(await this.#call(path)), {
      timeout: LIMIT_MS,
      interval: POLL_MS,
      what: 'the end of the recording',
    });
    const took = performance.now() - startedAt;
    requireAllSteps(recording);
    // They would slow the next turn down.
    const hasPreviews = async (): Promise<boolean> => (await this.#call(path)).previews.state === 'ready';
    await until(hasPreviews, { timeout: LIMIT_MS, what: 'the previews' });
    await atRest({ url: this.url, token: this.token });
    return took;
  }

  #endedOf(recording: RecordingView): RecordingView | undefined {
    return ENDED.has(recording.status) ? recording : undefined;
  }

  async #call(path: string, options: { readonly method?: string; readonly body?: FormData } = {}): Promise<RecordingView> {
    const answer = await fetch(`${this.url}/api/v1/${path}`, { ...options, headers: { authorization: `Bearer ${this.token}` } });
    if (!answer.ok) throw new Error(`${path} was answered ${String(answer.status)}: ${await answer.text()}`);
    return (await answer.json()) as RecordingView;
  }
}

/** A skipped step would make the installation faster than a script that does it. */
function requireAllSteps({ status, processing_stages: stages }: RecordingView): void {
  const missing = stages.filter((stage) => stage.status !== 'COMPLETED').map((stage) => stage.stage_type);
  if (status !== 'READY' || missing.length > 0)
    throw new Error(`The recording is ${status}, and these steps are not completed: ${missing.join(', ') || 'none'}`);
}
