import type { Destination } from '../kit/destination.js';
import type { DeliveryAttempt, DeliveryEnd } from './attempt.js';
import { deliverBlind } from './classes/blind.js';
import { deliverKeyed } from './classes/keyed.js';
import { SessionDelivery } from './classes/session.js';

/** Delivers once: finds what has arrived, and never sends again what may have arrived (design.md §4 "Never twice"). */
export async function deliver(destination: Destination, attempt: DeliveryAttempt): Promise<DeliveryEnd> {
  switch (destination.class) {
    case 'keyed':
      return deliverKeyed(destination, attempt);
    case 'session':
      return new SessionDelivery(destination, attempt).run();
    case 'blind':
      return deliverBlind(destination, attempt);
  }
}
