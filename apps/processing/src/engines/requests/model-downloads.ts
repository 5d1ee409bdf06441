import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Downloads models for the requests of people. */
export interface ModelDownloads {
  /** Returns true while a process of this service downloads the model, or waits to try again. */
  isRunning(model: string): boolean;
  /** Starts a download that outlives this call. An earlier one of the same model ends. */
  start(model: string): void;
}

export interface DownloadProgram {
  readonly path: string;
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
}

/**
 * Runs the program of `npm start` and of the container `models`, in a process of its own for each model. It continues interrupted
 * downloads, tries again after failures, and ends when this service ends, because its input is closed then.
 */
export class ModelDownloadProcesses implements ModelDownloads {
  readonly #children = new Map<string, ChildProcess>();

  constructor(private readonly program: DownloadProgram) {}

  isRunning(model: string): boolean {
    return this.#children.has(model);
  }

  start(model: string): void {
    this.#children.get(model)?.kill('SIGTERM');
    const child = spawn(process.execPath, [this.program.path, '--background', '--model', model], {
      env: this.program.env,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#children.set(model, child);
    createInterface({ input: child.stdout }).on('line', this.program.say);
    const forget = (): void => {
      if (this.#children.get(model) === child) this.#children.delete(model);
    };
    child.once('close', forget).once('error', (error) => {
      this.program.say(`the download of ${model} could not start: ${error.message}`);
      forget();
    });
  }
}
