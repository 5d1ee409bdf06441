import type { BlindDestination, DeliveredObject, SessionDestination } from '../../kit/destination.js';
import type { DeliveryAttempt, DeliveryEnd } from '../attempt.js';
import { isUnconfirmed, readKey } from '../delivery-record.js';
import { isWhole } from '../whole-object.js';

type QueryableDestination = SessionDestination | BlindDestination;

/**
 * Finds what the destination already holds, without sending. A destination that cannot replace keeps its first content: one
 * recording never yields two objects (UPL-10).
 */
export async function findEarlierDelivery(
  destination: QueryableDestination,
  attempt: DeliveryAttempt,
): Promise<DeliveryEnd | undefined> {
  const { before, request } = attempt;
  if (before === undefined) return toDeliveryEnd(await lookUpContent(destination, attempt, request.key), request.key);
  const key = readKey(before) ?? request.key;
  if (!isUnconfirmed(before)) return { kind: 'stored', key, result: before };
  return toDeliveryEnd(await lookUpContent(destination, attempt, key), key) ?? { kind: 'stored', key, result: before };
}

const toDeliveryEnd = (delivered: DeliveredObject | undefined, key: string): DeliveryEnd | undefined =>
  delivered === undefined ? undefined : { kind: 'delivered', key, delivered, notes: {} };

/** Asks the destination for a content, if it can be asked. An incomplete object of this content does not count. */
export async function lookUpContent(
  destination: QueryableDestination,
  { request, hooks }: DeliveryAttempt,
  key: string,
): Promise<DeliveredObject | undefined> {
  const delivered = await destination.reconcile?.({ ...request, key }, hooks.signal);
  if (delivered === undefined) return undefined;
  return key !== request.key || isWhole(request, delivered) ? delivered : undefined;
}
