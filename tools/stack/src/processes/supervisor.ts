import { computeBackoff, pause, type Backoff } from '@throughline/contracts';
import { messageOf } from '../problem.js';
import type { Child, Exit } from './child.js';

export interface Unit {
  readonly name: string;
  /** Starts the program and waits until it is ready. */
  readonly start: () => Promise<Child>;
  readonly stopSignal: NodeJS.Signals;
  readonly graceMs: number;
}

export interface SupervisorOptions {
  readonly say: (message: string) => void;
  readonly started: (name: string, pid: number) => Promise<void>;
  /** The pauses before restarts. */
  readonly backoff?: Backoff;
  /** A unit that has run this long counts as healthy: its next crash starts with the first pause again. */
  readonly healthyAfterMs?: number;
}

const BACKOFF: Backoff = { firstMs: 500, longestMs: 30_000 };

interface UnitState {
  readonly unit: Unit;
  readonly stopping: AbortController;
  child: Child | undefined;
  crashes: number;
  /** The first start, then the watch. Settles when the unit will not start any more. */
  busy: Promise<void>;
}

/** Restarts children that end, and stops all in reverse order of their starts. */
export class Supervisor {
  private readonly running = new Map<string, UnitState>();
  private ended = false;

  constructor(private readonly options: SupervisorOptions) {}

  /** Rejects if the first start fails. Later exits lead to restarts. */
  async run(unit: Unit): Promise<void> {
    const state: UnitState = { unit, child: undefined, crashes: 0, stopping: new AbortController(), busy: Promise.resolve() };
    this.running.set(unit.name, state);
    const first = this.launch(state);
    state.busy = first.catch(() => undefined);
    await first;
    if (!isStopping(state)) state.busy = this.watch(state);
  }

  get isUsed(): boolean {
    return this.running.size > 0;
  }

  /** Counts from the last time that the unit was healthy. */
  crashesOf(name: string): number {
    return this.running.get(name)?.crashes ?? 0;
  }

  pidOf(name: string): number | undefined {
    return this.running.get(name)?.child?.pid;
  }

  async restart(name: string): Promise<void> {
    const state = this.running.get(name);
    if (!state || this.ended) return;
    await this.halt(state);
    await this.run(state.unit);
  }

  /** Ends a unit's process. The watch starts it again, like after a crash. */
  async recycle(name: string): Promise<void> {
    const state = this.running.get(name);
    if (state === undefined || isStopping(state)) return;
    const { stopSignal: signal, graceMs } = state.unit;
    await state.child?.stop({ signal, graceMs });
  }

  async stopAll(): Promise<void> {
    this.ended = true;
    for (const state of [...this.running.values()].reverse()) await this.halt(state);
    this.running.clear();
  }

  killAll(): void {
    for (const state of this.running.values()) {
      state.stopping.abort();
      state.child?.signal('SIGKILL');
    }
  }

  private async halt(state: UnitState): Promise<void> {
    state.stopping.abort();
    const { stopSignal: signal, graceMs } = state.unit;
    await state.child?.stop({ signal, graceMs });
    await state.busy;
    // A start may have been in progress: its child exists only now.
    await state.child?.stop({ signal, graceMs });
  }

  private async launch(state: UnitState): Promise<void> {
    const child = await state.unit.start();
    state.child = child;
    await this.options.started(state.unit.name, child.pid);
  }

  private async watch(state: UnitState): Promise<void> {
    while (!isStopping(state)) {
      const since = Date.now();
      const exit = await state.child?.exited;
      if (isStopping(state)) return;
      state.crashes = Date.now() - since > (this.options.healthyAfterMs ?? 60_000) ? 1 : state.crashes + 1;
      await this.startAgain(state, describeExit(exit));
    }
  }

  private async startAgain(state: UnitState, ended: string): Promise<void> {
    const delay = computeBackoff(this.options.backoff ?? BACKOFF, state.crashes);
    this.options.say(`${state.unit.name} ${ended}; restarting in ${delay / 1000} s`);
    await pause(delay, state.stopping.signal);
    if (isStopping(state)) return;
    await this.launch(state).catch((error: unknown) => {
      this.options.say(`${state.unit.name} did not start: ${messageOf(error)}`);
    });
  }
}

const isStopping = (state: UnitState): boolean => state.stopping.signal.aborted;

function describeExit(exit: Exit | undefined): string {
  if (!exit) return 'ended';
  return exit.signal === null ? `ended with exit code ${exit.code ?? 'unknown'}` : `was ended by ${exit.signal}`;
}
