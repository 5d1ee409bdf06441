import type { Json, JsonObject } from '@throughline/contracts';
import type { DeliveredObject, DeliveryRequest, KeyedHooks, TransferHooks } from '../kit/destination.js';
import type { DeliveryRecord } from './delivery-record.js';

export interface AttemptHooks extends TransferHooks {
  readonly confirm: KeyedHooks['confirm'];
  /** Durable when it resolves: later attempts of any run see the data. */
  readonly checkpoint: (data: JsonObject) => Promise<void>;
  /**
   * After an abort: resolves true if the log shows that no other attempt continues this delivery and the lease was confirmed
   * afterwards. If absent, nothing is cleaned up.
   */
  readonly abandoned?: (() => Promise<boolean>) | undefined;
}

export interface DeliveryAttempt {
  readonly request: DeliveryRequest;
  readonly outputType: string;
  readonly recorded: DeliveryRecord;
  /** Result of the last delivery to this output, from any run. */
  readonly before: JsonObject | undefined;
  readonly hooks: AttemptHooks;
}

/** Facts about the course of a delivery. They become part of its result. */
export type DeliveryNotes = Readonly<Record<string, Json>>;

/** Outcome of an attempt that did not fail. `key` names the content at the destination. */
export type DeliveryEnd =
  | { readonly kind: 'delivered'; readonly key: string; readonly delivered: DeliveredObject; readonly notes: DeliveryNotes }
  /** The content may have arrived. Only a person can find out (U10). */
  | { readonly kind: 'unconfirmed'; readonly key: string; readonly notes: DeliveryNotes }
  /** An earlier delivery is still in place, and nothing was sent (UPL-10). */
  | { readonly kind: 'stored'; readonly key: string; readonly result: JsonObject };
