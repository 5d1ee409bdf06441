import { PermanentError } from '@throughline/contracts';
import type { BlindDestination } from '../../kit/destination.js';
import type { DeliveryAttempt, DeliveryEnd } from '../attempt.js';
import { recordFinalising, recordNotFinalised } from '../finalising.js';
import { isElsewhere, type RecordedAnswer } from '../delivery-record.js';
import { isWhole } from '../whole-object.js';
import { lookUpContent, findEarlierDelivery } from './earlier-delivery.js';

/** Sends the content once. Never repeats a request with an unknown outcome: a person must check (U10). */
export async function deliverBlind(destination: BlindDestination, attempt: DeliveryAttempt): Promise<DeliveryEnd> {
  const { request, recorded, hooks } = attempt;
  const earlier = await findEarlierDelivery(destination, attempt);
  if (earlier !== undefined) return earlier;
  if (recorded.taken !== undefined) return toEarlierAnswer(destination, recorded.taken);
  if (recorded.finalising !== undefined) {
    const open = await resolveUnanswered(destination, attempt, recorded.finalising);
    if (open !== undefined) return open;
  }
  await recordFinalising(hooks, { key: request.key, place: destination.place });
  const answer = await destination.send(request, hooks);
  if (answer.kind === 'refused') {
    await recordNotFinalised(hooks);
    throw answer.error;
  }
  if (!isWhole(request, answer.delivered)) {
    await recordNotFinalised(hooks);
    throw new PermanentError(
      'truncated',
      `The output '${request.output}' reports fewer bytes than were sent. Remove the broken object there, then run the recording again`,
    );
  }
  // The destination cannot be asked for this answer again, so it is recorded before anything else can fail (UPL-08).
  await hooks.checkpoint({
    taken: { id: answer.delivered.externalId, key: request.key, place: destination.place },
    finalising: null,
  });
  return { kind: 'delivered', key: request.key, delivered: answer.delivered, notes: {} };
}

/** An earlier answer counts even if the output leads to another location now: the content is never sent twice. */
function toEarlierAnswer(
  destination: BlindDestination,
  { externalId, key, place = destination.place }: RecordedAnswer,
): DeliveryEnd {
  const url = isElsewhere(place, destination) ? '' : (destination.urlOf?.(externalId) ?? '');
  return { kind: 'delivered', key, delivered: { externalId, url, reconciled: true }, notes: { place } };
}

/**
 * Handles an earlier request without an answer, maybe for other content. Returns `undefined` if the destination confirms that
 * it never arrived.
 */
async function resolveUnanswered(
  destination: BlindDestination,
  attempt: DeliveryAttempt,
  key: string,
): Promise<DeliveryEnd | undefined> {
  const { finalisingAt = destination.place } = attempt.recorded;
  // This destination cannot answer for another one: that it lacks the content proves nothing.
  if (destination.reconcile === undefined || isElsewhere(finalisingAt, destination))
    return { kind: 'unconfirmed', key, notes: { place: finalisingAt } };
  const delivered = await lookUpContent(destination, attempt, key);
  return delivered === undefined ? undefined : { kind: 'delivered', key, delivered, notes: {} };
}
