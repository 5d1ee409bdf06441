import type { BlindDestination, Delivered, SessionDestination } from '../../destinations/destination.js';
import type { DeliveryAttempt, DeliveryEnd } from '../attempt.js';
import { isUnconfirmed, keyOf } from '../recorded.js';
import { isWhole } from '../whole.js';

type Asked = SessionDestination | BlindDestination;

/**
 * What stands at the destination already, as far as that is known without sending. A destination that does not replace
 * keeps the first content that it was given: one recording never yields two objects on one platform (UPL-10).
 */
export async function earlierDelivery(destination: Asked, attempt: DeliveryAttempt): Promise<DeliveryEnd | undefined> {
  const { before, request } = attempt;
  if (before === undefined) return found(await askFor(destination, attempt, request.key), request.key);
  const key = keyOf(before) ?? request.key;
  if (!isUnconfirmed(before)) return { kind: 'stored', key, result: before };
  return found(await askFor(destination, attempt, key), key) ?? { kind: 'stored', key, result: before };
}

const found = (delivered: Delivered | undefined, key: string): DeliveryEnd | undefined =>
  delivered === undefined ? undefined : { kind: 'delivered', key, delivered, notes: {} };

/** What the destination has of a content, where it can be asked. Half an object is none of ours. */
export async function askFor(
  destination: Asked,
  { request, hooks }: DeliveryAttempt,
  key: string,
): Promise<Delivered | undefined> {
  const delivered = await destination.reconcile?.({ ...request, key }, hooks.signal);
  if (delivered === undefined) return undefined;
  return key !== request.key || isWhole(request, delivered) ? delivered : undefined;
}
