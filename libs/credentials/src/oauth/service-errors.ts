import { WaitingError, codeOf } from '@throughline/contracts';
import { parseRetryAfterMs } from '@throughline/outgoing';
import type { ServiceResponse } from './answer.js';

export const GOES_ON = 'the work continues automatically';

export const parseJsonOrUndefined = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** `operation` is the method and the name of the API, as in `PUT /upload/drive/v3/files`. */
export const unreachableError = (cause: unknown, service: string, operation: string): WaitingError =>
  new WaitingError(
    'output-unreachable',
    `${service} does not answer ${operation} (${codeOf(cause) ?? 'no answer'}): ${GOES_ON} when it does`,
    { cause },
  );

/** The error for an answer that does not come from the service, such as a proxy's page. */
export const unreadableError = (status: number, service: string): WaitingError =>
  new WaitingError(
    'output-unreachable',
    `The answer is not from ${service} (status ${String(status)}): check the proxy and the address; ${GOES_ON}`,
  );

/** `reason` is a code of the service. */
export function busyError(answer: ServiceResponse, service: string, reason: string): WaitingError {
  const wished = parseRetryAfterMs(answer.header('retry-after'));
  return new WaitingError('output-busy', `${service} limits requests (${reason}): ${GOES_ON}`, {
    ...(wished === undefined ? {} : { retryAfterMs: wished }),
  });
}
