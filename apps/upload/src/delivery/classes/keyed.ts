import { RetryableError } from '@throughline/contracts';
import type { KeyedDestination } from '../../destinations/destination.js';
import type { DeliveryAttempt, DeliveryEnd } from '../attempt.js';
import { isWhole } from '../whole.js';

/** Asks, and sends what is not there: a second delivery takes the place of the first. */
export async function deliverKeyed(destination: KeyedDestination, { request, hooks }: DeliveryAttempt): Promise<DeliveryEnd> {
  const there = await destination.reconcile(request);
  if (there !== undefined && isWhole(request, there)) return { kind: 'delivered', key: request.key, delivered: there, notes: {} };
  const delivered = await destination.deliver(request, hooks);
  if (!isWhole(request, delivered))
    throw new RetryableError('truncated', `The output '${request.output}' says that it holds less than it was sent`);
  return { kind: 'delivered', key: request.key, delivered, notes: {} };
}
