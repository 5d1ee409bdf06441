import type { AssetEvent, Commit, WorkMessage } from '@throughline/contracts';
import type { WorkObserver } from './observed.js';

/** The events and the work message of one step. */
export interface SampleStep {
  readonly work: WorkMessage;
  /** The events of the commit that starts the step. */
  readonly started: readonly AssetEvent[];
  /** The events of the commit that ends the step and schedules the next one. */
  readonly ended: readonly AssetEvent[];
}

/** One item as the product stores and queues it. Its peers store and queue the same. */
export interface SampleItem {
  /** The events before the first step starts: the item is registered, and the step is scheduled. */
  readonly registered: readonly AssetEvent[];
  readonly steps: readonly SampleStep[];
}

const eventsOf = (commits: readonly Commit[], type: AssetEvent['type'], step: string): readonly AssetEvent[] =>
  commits.find(({ events }) => events.some((event) => event.type === type && 'step' in event.data && event.data.step === step))
    ?.events ?? [];

export const countEvents = ({ registered, steps }: SampleItem): number =>
  steps.reduce((sum, { started, ended }) => sum + started.length + ended.length, registered.length);

/** Collects the commits and the work messages of one item, whose steps run one after the other. */
export class SampleCollector implements WorkObserver {
  #commits: Commit[] = [];
  readonly #work = new Map<string, WorkMessage>();
  #isDone = false;

  confirmed(commit: Commit): void {
    if (!this.#isDone) this.#commits.push(commit);
  }

  queued(message: WorkMessage): void {
    if (!this.#isDone && !this.#work.has(message.step)) this.#work.set(message.step, message);
  }

  /** Returns the item, and collects nothing more. Throws if a commit has no place in it: a peer would store less. */
  take(): SampleItem {
    this.#isDone = true;
    const first = this.#commits.findIndex(({ events }) => events.some(({ type }) => type === 'StepStarted'));
    const steps = [...this.#work].map(([step, work]) => ({
      work,
      started: eventsOf(this.#commits, 'StepStarted', step),
      ended: eventsOf(this.#commits, 'StepCompleted', step),
    }));
    const sample = { registered: this.#commits.slice(0, first).flatMap(({ events }) => events), steps };
    const all = this.#commits.reduce((sum, { events }) => sum + events.length, 0);
    if (countEvents(sample) !== all) throw new Error(`The sample has ${String(countEvents(sample))} of ${String(all)} events`);
    return sample;
  }
}
