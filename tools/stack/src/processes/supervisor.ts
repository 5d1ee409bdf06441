import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '../problem.js';
import type { Child, Exit } from './child.js';

export interface Unit {
  readonly name: string;
  /** Starts it and waits until it is of use. */
  readonly start: () => Promise<Child>;
  readonly stopSignal: NodeJS.Signals;
  readonly graceMs: number;
}

export interface SupervisorOptions {
  readonly say: (message: string) => void;
  readonly started: (name: string, pid: number) => Promise<void>;
  /** First and longest pause before a restart; it doubles. */
  readonly backoffMs?: readonly [first: number, longest: number];
  /** Whoever ran this long has recovered: the next crash starts with the first pause again. */
  readonly healthyAfterMs?: number;
}

interface Running {
  readonly unit: Unit;
  readonly stopping: AbortController;
  child: Child | undefined;
  crashes: number;
  /** The first start, and from then on the watch: settled when nothing will start any more. */
  busy: Promise<void>;
}

/** Keeps children running, and ends them in the reverse order of their starts. */
export class Supervisor {
  private readonly running = new Map<string, Running>();
  private ended = false;

  constructor(private readonly options: SupervisorOptions) {}

  /** Rejects when the first start fails. Later ends are answered with restarts. */
  async run(unit: Unit): Promise<void> {
    const state: Running = { unit, child: undefined, crashes: 0, stopping: new AbortController(), busy: Promise.resolve() };
    this.running.set(unit.name, state);
    const first = this.launch(state);
    state.busy = first.catch(() => undefined);
    await first;
    if (!isStopping(state)) state.busy = this.watch(state);
  }

  /** Something has been started, and not yet been ended. */
  get isUsed(): boolean {
    return this.running.size > 0;
  }

  /** How often a unit has ended by itself since it was last healthy. */
  crashesOf(name: string): number {
    return this.running.get(name)?.crashes ?? 0;
  }

  pidOf(name: string): number | undefined {
    return this.running.get(name)?.child?.pid;
  }

  /** For changed code: stops it in order and starts it again. */
  async restart(name: string): Promise<void> {
    const state = this.running.get(name);
    if (!state || this.ended) return;
    await this.halt(state);
    await this.run(state.unit);
  }

  async stopAll(): Promise<void> {
    this.ended = true;
    for (const state of [...this.running.values()].reverse()) await this.halt(state);
    this.running.clear();
  }

  /** For a person who does not want to wait: nothing is asked any more. */
  killAll(): void {
    for (const state of this.running.values()) {
      state.stopping.abort();
      state.child?.signal('SIGKILL');
    }
  }

  private async halt(state: Running): Promise<void> {
    state.stopping.abort();
    const { stopSignal: signal, graceMs } = state.unit;
    await state.child?.stop({ signal, graceMs });
    await state.busy;
    // One whose start was under way meanwhile.
    await state.child?.stop({ signal, graceMs });
  }

  private async launch(state: Running): Promise<void> {
    const child = await state.unit.start();
    state.child = child;
    await this.options.started(state.unit.name, child.pid);
  }

  private async watch(state: Running): Promise<void> {
    while (!isStopping(state)) {
      const since = Date.now();
      const exit = await state.child?.exited;
      if (isStopping(state)) return;
      state.crashes = Date.now() - since > (this.options.healthyAfterMs ?? 60_000) ? 1 : state.crashes + 1;
      await this.startAgain(state, describeExit(exit));
    }
  }

  private async startAgain(state: Running, ended: string): Promise<void> {
    const [first, longest] = this.options.backoffMs ?? [500, 30_000];
    const delay = Math.min(longest, first * 2 ** (state.crashes - 1));
    this.options.say(`${state.unit.name} ${ended}; starting it again in ${delay / 1000} s`);
    await pause(delay, undefined, { signal: state.stopping.signal }).catch(() => undefined);
    if (isStopping(state)) return;
    await this.launch(state).catch((error: unknown) => {
      this.options.say(`${state.unit.name} did not start: ${messageOf(error)}`);
    });
  }
}

const isStopping = (state: Running): boolean => state.stopping.signal.aborted;

function describeExit(exit: Exit | undefined): string {
  if (!exit) return 'ended';
  return exit.signal === null ? `ended with exit code ${exit.code ?? 'unknown'}` : `was ended by ${exit.signal}`;
}
