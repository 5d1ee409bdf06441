import type { Commit } from '@throughline/contracts';
import { JetStreamEventStore, type Appended, type JetStreamEventStoreOptions, type Revision } from '@throughline/event-store';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Stopwatch } from './stopwatch.js';

export interface Watching {
  readonly stopwatch: Stopwatch;
  /** After each commit that ends a run. */
  readonly onEnd: (assetId: string) => void;
}

/** The log as it is, with a look at the clock around each append. */
export class TimedStore extends JetStreamEventStore {
  constructor(
    nc: NatsConnection,
    options: JetStreamEventStoreOptions,
    private readonly watching: Watching,
  ) {
    super(nc, options);
  }

  override async append(assetId: string, commit: Commit, expected: Revision): Promise<Appended> {
    const { stopwatch, onEnd } = this.watching;
    stopwatch.sending(commit);
    const appended = await super.append(assetId, commit, expected);
    stopwatch.confirmed(commit);
    if (isLast(commit)) onEnd(assetId);
    return appended;
  }
}

/** The plan has one step after the other: a step that ends and schedules nothing was the last one. */
const isLast = ({ events }: Commit): boolean =>
  events.some(({ type }) => type === 'StepCompleted') && events.every(({ type }) => type !== 'StepScheduled');
