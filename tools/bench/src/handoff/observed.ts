import type { NatsConnection } from '@nats-io/transport-node';
import type { Commit, WorkMessage } from '@throughline/contracts';
import { JetStreamEventStore, type AppendResult, type JetStreamEventStoreOptions, type Revision } from '@throughline/event-store';
import { JetStreamWorkQueue } from '@throughline/messaging';

/** Called by the workers of a bench while they work. */
export interface WorkObserver {
  sending?(commit: Commit): void;
  confirmed?(commit: Commit): void;
  /** Called again if a second process queues the same attempt. */
  queued?(message: WorkMessage): void;
  received?(step: string): void;
  started?(step: string): void;
}

export interface AppendObserver {
  readonly observer: WorkObserver;
  readonly onEnd: (assetId: string) => void;
}

/** The product's event store, with each append observed. */
export class ObservedStore extends JetStreamEventStore {
  constructor(
    nc: NatsConnection,
    options: JetStreamEventStoreOptions,
    private readonly watching: AppendObserver,
  ) {
    super(nc, options);
  }

  override async append(assetId: string, commit: Commit, expected: Revision): Promise<AppendResult> {
    const { observer, onEnd } = this.watching;
    observer.sending?.(commit);
    const appended = await super.append(assetId, commit, expected);
    observer.confirmed?.(commit);
    if (isLast(commit)) onEnd(assetId);
    return appended;
  }
}

/** Steps run one after the other: a commit that ends a step and schedules none ends the run. */
const isLast = ({ events }: Commit): boolean =>
  events.some(({ type }) => type === 'StepCompleted') && events.every(({ type }) => type !== 'StepScheduled');

/** The product's work queue, with each message observed. */
export class ObservedQueue extends JetStreamWorkQueue {
  constructor(
    nc: NatsConnection,
    private readonly observer: WorkObserver,
  ) {
    super(nc);
  }

  override publish(message: WorkMessage): Promise<'queued' | 'already-queued'> {
    this.observer.queued?.(message);
    return super.publish(message);
  }
}
