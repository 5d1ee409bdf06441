import { cpus, loadavg } from 'node:os';
import { kindOf } from '@throughline/contracts';
import { Closing } from './servers/closing.js';

export interface BenchRun {
  readonly args: readonly string[];
  /** Servers and files of the bench, ended with it however it ends. */
  readonly closing: Closing;
  readonly say: (line: string) => void;
}
export type Bench = (run: BenchRun) => Promise<void>;

const INTERRUPTED = 130;

/** Of the last minute: what else the machine had to do is part of every result. */
const load = (): string => (loadavg()[0] ?? Number.NaN).toFixed(1);

/** Runs one bench and ends what it started, after Ctrl-C too. */
export async function runBench(name: string, bench: Bench, args: readonly string[]): Promise<number> {
  const closing = new Closing();
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const interrupt = (): void => {
    void closing.close().finally(() => process.exit(INTERRUPTED));
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const started = performance.now();
  const before = load();
  try {
    say(
      `${name}: Node ${process.versions.node}, ${String(cpus().length)} CPUs; contestants take turns, ratios are of one round each`,
    );
    await bench({ args, closing, say });
    say(
      `\n${String(Math.round((performance.now() - started) / 1_000))} s; load of the machine ${before} before, ${load()} after`,
    );
    return 0;
  } catch (error) {
    if (kindOf(error) !== 'usage') throw error;
    say(error instanceof Error ? error.message : 'Wrong use');
    return 2;
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await closing.close();
  }
}
