import { RetryableError, type JsonObject } from '@throughline/contracts';
import type { Delivered, KeyedDestination, Unconfirmed } from '../../destinations/destination.js';
import type { DeliveryAttempt, DeliveryEnd } from '../attempt.js';
import { isSettled, keyOf, leftIfNotDelivered, placeOf } from '../recorded.js';
import { isWhole } from '../whole.js';
import { inTime, isSuperseded } from './abandoning.js';

/** Asks, and sends what is not there: a second delivery takes the place of the first. */
export async function deliverKeyed(destination: KeyedDestination, attempt: DeliveryAttempt): Promise<DeliveryEnd> {
  const { request, recorded } = attempt;
  const there = await destination.reconcile(request, attempt.hooks.signal, recorded.noted);
  if (there !== undefined && isWhole(request, there)) return { kind: 'delivered', key: request.key, delivered: there, notes: {} };
  if (isKnownToStand(destination, attempt)) return { kind: 'stored', key: request.key, result: attempt.before };
  const delivered = await send(destination, attempt);
  if ('kind' in delivered) return unconfirmed(attempt, delivered);
  if (!isWhole(request, delivered))
    throw new RetryableError('truncated', `The output '${request.output}' says that it holds less than it was sent`);
  return { kind: 'delivered', key: request.key, delivered, notes: {} };
}

/** By the word of a person, of this very content: the destination does not find it, and would be sent it again. */
const isKnownToStand = (
  { place }: KeyedDestination,
  attempt: DeliveryAttempt,
): attempt is DeliveryAttempt & { before: JsonObject } => {
  const { before, request } = attempt;
  return before !== undefined && isSettled(before) && keyOf(before) === request.key && placeOf(before) === place;
};

async function unconfirmed({ request, outputType, hooks }: DeliveryAttempt, { otherwise }: Unconfirmed): Promise<DeliveryEnd> {
  const noted = otherwise === undefined ? undefined : { key: request.key, data: otherwise };
  await hooks.checkpoint(leftIfNotDelivered(outputType, noted));
  return { kind: 'unconfirmed', key: request.key, notes: {} };
}

async function send(
  destination: KeyedDestination,
  { request, recorded, hooks }: DeliveryAttempt,
): Promise<Delivered | Unconfirmed> {
  let mine: JsonObject | undefined;
  const note = async (data: JsonObject): Promise<void> => {
    await hooks.checkpoint({ noted: { key: request.key, data } });
    mine = data;
  };
  const { signal, onProgress, confirm } = hooks;
  try {
    return await destination.deliver(request, { signal, onProgress, confirm, noted: recorded.noted, note });
  } catch (error) {
    const left = mine ?? recorded.noted?.data;
    // After a shutdown, a lost lease or a failure there is a successor, who goes on with it.
    if (left !== undefined && isSuperseded(signal)) {
      await inTime(async (late) => {
        if ((await hooks.abandoned?.()) === true) await destination.abandon?.(left, late);
      });
    }
    throw error;
  }
}
