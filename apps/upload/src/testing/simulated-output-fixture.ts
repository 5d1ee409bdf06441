import { mkdtemp, readFile, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputConfig, Script } from '@throughline/contracts';
import { deliveryStep } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import { outputFolder, readLedger, type LedgerEntry } from '@throughline/simulation';
import type { DeliveryRequest, Destination } from '../kit/destination.js';
import { simulatedType } from '../destinations/simulated/index.js';
import type { PartHeader } from '../destinations/simulated/part.js';

const OUTPUT = 'out';

/** Thrown where a real process would exit. */
export class CrashError extends Error {}

/** A simulated output in a folder of its own, with views of its content. */
export class SimulatedOutputFixture {
  private constructor(
    readonly dir: string,
    private readonly settings: OutputConfig['settings'],
  ) {}

  static async open(settings: OutputConfig['settings']): Promise<SimulatedOutputFixture> {
    return new SimulatedOutputFixture(await mkdtemp(join(tmpdir(), 'tl-simulated-')), settings);
  }

  destination(script: Script = {}, step = deliveryStep(OUTPUT)): Destination {
    const crash = (): never => {
      throw new CrashError();
    };
    const config = { ...defaultRunConfig, simulation: { [step]: script } };
    return simulatedType(this.dir, crash).open({
      output: { name: OUTPUT, type: 'simulated', settings: this.settings },
      step,
      config,
    });
  }

  sibling(settings: OutputConfig['settings']): Destination {
    return new SimulatedOutputFixture(this.dir, settings).destination();
  }

  async objects(assetId: string): Promise<readonly Readonly<Record<string, string>>[]> {
    const names = (await this.#list('objects')).filter((name) => name.startsWith(assetId));
    return Promise.all(names.map((name) => this.#contentOf(name)));
  }

  async sessions(): Promise<readonly string[]> {
    return (await this.#list('sessions')).map((name) => name.split('.')[1] ?? name);
  }

  leftovers(): Promise<readonly string[]> {
    return this.#list('staging');
  }

  async ledger(): Promise<readonly LedgerEntry[]> {
    return (await readLedger(this.dir, OUTPUT)) ?? [];
  }

  /** Returns each request with its answer in short form: `1 send: ok`. */
  async story(): Promise<readonly string[]> {
    return (await this.ledger()).map(({ kind, attempt, answer }) => {
      const outcome = answer === undefined ? 'no answer' : answer.lost === true ? `${answer.answer}, lost` : answer.answer;
      return `${String(attempt)} ${kind}: ${outcome}`;
    });
  }

  async endSession(session: string, request: DeliveryRequest): Promise<void> {
    const destination = this.destination();
    if (destination.class !== 'session') throw new Error('Only outputs of class session have sessions');
    await destination.cancel(session, request);
  }

  async letPass(ms: number): Promise<void> {
    const then = new Date(Date.now() - ms - 1_000);
    for (const name of await this.#list('sessions'))
      await utimes(join(outputFolder(this.dir, OUTPUT), 'sessions', name), then, then);
  }

  close(): Promise<void> {
    return rm(this.dir, { recursive: true, force: true });
  }

  async #contentOf(name: string): Promise<Readonly<Record<string, string>>> {
    const all = await readFile(join(outputFolder(this.dir, OUTPUT), 'objects', name));
    const start = all.indexOf('\n') + 1;
    const { files } = JSON.parse(all.toString('utf8', 0, start)) as PartHeader;
    let at = start;
    return Object.fromEntries(
      files.map((file) => {
        const text = all.toString('utf8', at, at + file.size);
        at += file.size;
        return [file.name, text];
      }),
    );
  }

  async #list(place: string): Promise<readonly string[]> {
    return readdir(join(outputFolder(this.dir, OUTPUT), place)).catch(() => []);
  }
}
