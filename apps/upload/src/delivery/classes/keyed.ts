import { RetryableError, type JsonObject } from '@throughline/contracts';
import type { DeliveredObject, KeyedDestination, UnconfirmedDelivery } from '../../kit/destination.js';
import type { DeliveryAttempt, DeliveryEnd } from '../attempt.js';
import { isConfirmed, readKey, recordIfNotDelivered, readPlace } from '../delivery-record.js';
import { isWhole } from '../whole-object.js';
import { runInTime, isSuperseded } from './clean-up.js';

/** Sends the content unless the destination already holds it. A second delivery replaces the first. */
export async function deliverKeyed(destination: KeyedDestination, attempt: DeliveryAttempt): Promise<DeliveryEnd> {
  const { request, recorded } = attempt;
  const there = await destination.reconcile(request, attempt.hooks.signal, recorded.noted);
  if (there !== undefined && isWhole(request, there)) return { kind: 'delivered', key: request.key, delivered: there, notes: {} };
  if (isConfirmedByPerson(destination, attempt)) return { kind: 'stored', key: request.key, result: attempt.before };
  const delivered = await send(destination, attempt);
  if ('kind' in delivered) return recordUnconfirmed(attempt, delivered);
  if (!isWhole(request, delivered))
    throw new RetryableError('truncated', `The output '${request.output}' reports fewer bytes than were sent`);
  return { kind: 'delivered', key: request.key, delivered, notes: {} };
}

/** A person has confirmed this very content. The destination does not find it, so it would be sent again. */
const isConfirmedByPerson = (
  { place }: KeyedDestination,
  attempt: DeliveryAttempt,
): attempt is DeliveryAttempt & { before: JsonObject } => {
  const { before, request } = attempt;
  return before !== undefined && isConfirmed(before) && readKey(before) === request.key && readPlace(before) === place;
};

async function recordUnconfirmed(
  { request, outputType, hooks }: DeliveryAttempt,
  { otherwise }: UnconfirmedDelivery,
): Promise<DeliveryEnd> {
  const noted = otherwise === undefined ? undefined : { key: request.key, data: otherwise };
  await hooks.checkpoint(recordIfNotDelivered(outputType, noted));
  return { kind: 'unconfirmed', key: request.key, notes: {} };
}

async function send(
  destination: KeyedDestination,
  { request, recorded, hooks }: DeliveryAttempt,
): Promise<DeliveredObject | UnconfirmedDelivery> {
  let mine: JsonObject | undefined;
  const note = async (data: JsonObject): Promise<void> => {
    await hooks.checkpoint({ noted: { key: request.key, data } });
    mine = data;
  };
  const { signal, onProgress, confirm } = hooks;
  try {
    return await destination.deliver(request, { signal, onProgress, confirm, noted: recorded.noted, note });
  } catch (error) {
    const leftover = mine ?? recorded.noted?.data;
    // After a shutdown, a lost lease or a failure, the next attempt resumes what was begun.
    if (leftover !== undefined && isSuperseded(signal)) {
      await runInTime(async (late) => {
        if ((await hooks.abandoned?.()) === true) await destination.abandon?.(leftover, late);
      });
    }
    throw error;
  }
}
