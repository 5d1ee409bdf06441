import { NoRespondersError, RequestError, TimeoutError } from '@nats-io/nats-core';

/** Returns true if no service has answered a request on the bus. */
export const hasNoResponder = (error: unknown): boolean =>
  error instanceof TimeoutError ||
  error instanceof NoRespondersError ||
  (error instanceof RequestError && error.isNoResponders());
