import { cpus, loadavg } from 'node:os';
import { isObject, kindOf } from '@throughline/contracts';
import { Cleanup } from './servers/cleanup.js';

export interface BenchRun {
  readonly args: readonly string[];
  /** Stops the servers and deletes the files of the bench, however it ends. */
  readonly closing: Cleanup;
  readonly say: (line: string) => void;
}
/** The medians of a bench, for programs. */
export interface BenchFigures {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly figures: Readonly<Record<string, number>>;
  /** Medians of the ratios of one round each, by contestant. */
  readonly ratio: Readonly<Record<string, number>>;
}

/** Prints tables. Resolves with {@link BenchFigures} if `--json` asks for them. */
export type Bench = (run: BenchRun) => Promise<unknown>;

const isFigures = (value: unknown): value is BenchFigures => isObject(value) && isObject(value['ratio']);

const INTERRUPTED = 130;

/** Load average of the last minute: every result states how busy the machine was. */
const readLoad = (): string => (loadavg()[0] ?? Number.NaN).toFixed(1);

/** Runs one bench and stops what it started, after Ctrl-C too. */
export async function runBench(name: string, bench: Bench, args: readonly string[]): Promise<number> {
  const closing = new Cleanup();
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const interrupt = (): void => {
    void closing.close().finally(() => process.exit(INTERRUPTED));
  };
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const started = performance.now();
  const before = readLoad();
  try {
    say(
      `${name}: Node ${process.versions.node}, ${String(cpus().length)} CPUs; contestants take turns, ratios are of one round each`,
    );
    const figures = await bench({ args, closing, say });
    const after = readLoad();
    say(`\n${String(Math.round((performance.now() - started) / 1_000))} s; load of the machine ${before} before, ${after} after`);
    if (isFigures(figures))
      say(JSON.stringify({ bench: name, ...figures, load: { before: Number(before), after: Number(after) } }));
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
