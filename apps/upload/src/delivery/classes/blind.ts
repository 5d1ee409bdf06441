import { PermanentError } from '@throughline/contracts';
import type { BlindDestination } from '../../destinations/destination.js';
import type { DeliveryAttempt, DeliveryEnd } from '../attempt.js';
import { aboutToFinalise, notFinalised } from '../finalising.js';
import { isElsewhere, type Taken } from '../recorded.js';
import { isWhole } from '../whole.js';
import { askFor, earlierDelivery } from './earlier.js';

/** Sends once. A request whose answer nobody has seen is never sent again: a person looks (U10). */
export async function deliverBlind(destination: BlindDestination, attempt: DeliveryAttempt): Promise<DeliveryEnd> {
  const { request, recorded, hooks } = attempt;
  const earlier = await earlierDelivery(destination, attempt);
  if (earlier !== undefined) return earlier;
  if (recorded.taken !== undefined) return answeredBefore(destination, recorded.taken);
  if (recorded.finalising !== undefined) {
    const open = await unanswered(destination, attempt, recorded.finalising);
    if (open !== undefined) return open;
  }
  await aboutToFinalise(hooks, { key: request.key, place: destination.place });
  const answer = await destination.send(request, hooks);
  if (answer.kind === 'refused') {
    await notFinalised(hooks);
    throw answer.error;
  }
  if (!isWhole(request, answer.delivered)) {
    await notFinalised(hooks);
    throw new PermanentError(
      'truncated',
      `The output '${request.output}' says that it holds less than it was sent: remove the broken object there, then run the recording again`,
    );
  }
  // Nobody could ever ask again for this answer: it is written down before anything else may go wrong (UPL-08).
  await hooks.checkpoint({
    taken: { id: answer.delivered.externalId, key: request.key, place: destination.place },
    finalising: null,
  });
  return { kind: 'delivered', key: request.key, delivered: answer.delivered, notes: {} };
}

/** The answer counts wherever the output led to then: it is never sent a second time. */
function answeredBefore(destination: BlindDestination, { externalId, key, place = destination.place }: Taken): DeliveryEnd {
  const url = isElsewhere(place, destination) ? '' : (destination.urlOf?.(externalId) ?? '');
  return { kind: 'delivered', key, delivered: { externalId, url, reconciled: true }, notes: { place } };
}

/** An earlier request of which no answer is known, maybe of other content. Undefined where the destination knows that it never came. */
async function unanswered(
  destination: BlindDestination,
  attempt: DeliveryAttempt,
  key: string,
): Promise<DeliveryEnd | undefined> {
  const { finalisingAt = destination.place } = attempt.recorded;
  // Whom it was sent to cannot be asked here, and that this one does not have it says nothing.
  if (destination.reconcile === undefined || isElsewhere(finalisingAt, destination))
    return { kind: 'unconfirmed', key, notes: { place: finalisingAt } };
  const delivered = await askFor(destination, attempt, key);
  return delivered === undefined ? undefined : { kind: 'delivered', key, delivered, notes: {} };
}
