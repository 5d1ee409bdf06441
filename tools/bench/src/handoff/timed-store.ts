import type { Commit } from '@throughline/contracts';
import { JetStreamEventStore, type AppendResult, type JetStreamEventStoreOptions, type Revision } from '@throughline/event-store';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Stopwatch } from './stopwatch.js';

export interface AppendObserver {
  readonly stopwatch: Stopwatch;
  readonly onEnd: (assetId: string) => void;
}

/** The product's event store, with each append timed. */
export class TimedStore extends JetStreamEventStore {
  constructor(
    nc: NatsConnection,
    options: JetStreamEventStoreOptions,
    private readonly watching: AppendObserver,
  ) {
    super(nc, options);
  }

  override async append(assetId: string, commit: Commit, expected: Revision): Promise<AppendResult> {
    const { stopwatch, onEnd } = this.watching;
    stopwatch.sending(commit);
    const appended = await super.append(assetId, commit, expected);
    stopwatch.confirmed(commit);
    if (isLast(commit)) onEnd(assetId);
    return appended;
  }
}

/** Steps run one after the other: a commit that ends a step and schedules none ends the run. */
const isLast = ({ events }: Commit): boolean =>
  events.some(({ type }) => type === 'StepCompleted') && events.every(({ type }) => type !== 'StepScheduled');
