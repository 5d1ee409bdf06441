import type { Json, JsonObject } from '@throughline/contracts';
import type { Delivered, DeliveryRequest, KeyedHooks, TransferHooks } from '../destinations/destination.js';
import type { Recorded } from './recorded.js';

export interface AttemptHooks extends TransferHooks {
  readonly confirm: KeyedHooks['confirm'];
  /** Durable before it returns: a later attempt will see it, in whatever run. */
  readonly checkpoint: (data: JsonObject) => Promise<void>;
  /**
   * After an abort: true where the log says that nobody goes on with this delivery, and a heartbeat was confirmed after that was read.
   * Left out where nobody can tell; then everything is left as it is.
   */
  readonly abandoned?: (() => Promise<boolean>) | undefined;
}

/** One attempt to deliver, and what is known of those before it. */
export interface DeliveryAttempt {
  readonly request: DeliveryRequest;
  readonly outputType: string;
  readonly recorded: Recorded;
  /** Result of the last delivery to this output, of whatever run. */
  readonly before: JsonObject | undefined;
  readonly hooks: AttemptHooks;
}

/** Facts about the way that a delivery took; they stand in its result. */
export type Notes = Readonly<Record<string, Json>>;

/** How an attempt ended that has not failed. `key` names the content that stands at the destination. */
export type DeliveryEnd =
  | { readonly kind: 'delivered'; readonly key: string; readonly delivered: Delivered; readonly notes: Notes }
  /** It may or may not be there, and nobody can tell but a person (U10). */
  | { readonly kind: 'unconfirmed'; readonly key: string; readonly notes: Notes }
  /** An earlier delivery stands, and nothing was sent (UPL-10). */
  | { readonly kind: 'stored'; readonly key: string; readonly result: JsonObject };
