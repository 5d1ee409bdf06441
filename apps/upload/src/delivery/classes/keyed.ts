import { RetryableError, type JsonObject } from '@throughline/contracts';
import type { Delivered, KeyedDestination, Unconfirmed } from '../../destinations/destination.js';
import type { DeliveryAttempt, DeliveryEnd } from '../attempt.js';
import { isWhole } from '../whole.js';
import { inTime, isSuperseded } from './abandoning.js';

/** Asks, and sends what is not there: a second delivery takes the place of the first. */
export async function deliverKeyed(destination: KeyedDestination, attempt: DeliveryAttempt): Promise<DeliveryEnd> {
  const { request, recorded } = attempt;
  const there = await destination.reconcile(request, attempt.hooks.signal, recorded.noted);
  if (there !== undefined && isWhole(request, there)) return { kind: 'delivered', key: request.key, delivered: there, notes: {} };
  const delivered = await send(destination, attempt);
  if ('kind' in delivered) return { kind: 'unconfirmed', key: request.key, notes: {} };
  if (!isWhole(request, delivered))
    throw new RetryableError('truncated', `The output '${request.output}' says that it holds less than it was sent`);
  return { kind: 'delivered', key: request.key, delivered, notes: {} };
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
