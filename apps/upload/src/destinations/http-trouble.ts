import { PermanentError, RetryableError, WaitingError, codeOf, kindOf } from '@throughline/contracts';
import { retryAfterMs } from '@throughline/outgoing';
import { misconfigured } from './output-settings.js';

const GOES_ON = 'the delivery goes on by itself';

/** Words for people about a service that outputs lead to. */
export interface ServiceWords {
  /** As in "… does not answer". */
  readonly where: string;
  /** What it knows us by: "the user or password of the connection". */
  readonly credentials: string;
}

/** What is looked at of an answer. */
export interface Answered {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
}

/** Codes of the guarded client for lines that did not hold: nothing is wrong with the recording. */
const UNREACHABLE = new Set(['no-answer', 'host-unknown', 'connection-broken']);

/** What the way to a service says, in words of a delivery, with the method of the request. What speaks for itself is left as it is. */
export function transportTrouble(cause: unknown, { where }: ServiceWords, method: string): unknown {
  const code = codeOf(cause) ?? '';
  const why = cause instanceof Error ? cause.message : '';
  if (kindOf(cause) === 'retryable' && UNREACHABLE.has(code))
    return new WaitingError('output-unreachable', `${where} does not answer ${method} (${code}): ${GOES_ON} once it does`, {
      cause,
    });
  if (code === 'certificate-refused')
    return new WaitingError(
      'output-unreachable',
      `${where} is not connected to: ${why}. Renew it there, or give the connection the certificate authority ('ca'); ${GOES_ON}`,
      { cause },
    );
  if (code === 'address-refused' || code === 'address-invalid' || code === 'redirect-refused')
    return misconfigured(`${where} is not connected to: ${why}`, cause);
  return cause;
}

type Words = (words: ServiceWords, answered: Answered) => Error;

const waiting =
  (code: string, say: (words: ServiceWords, status: number) => string): Words =>
  (words, { status, header }) => {
    const ms = retryAfterMs(header('retry-after'));
    return new WaitingError(code, say(words, status), ms === undefined ? {} : { retryAfterMs: ms });
  };

const notPermitted = waiting(
  'output-not-writable',
  ({ where, credentials }, status) =>
    `${where} refuses ${credentials} (${String(status)}): they must be right and allowed to write; ${GOES_ON} once they are`,
);
const busy = waiting('output-busy', ({ where }, status) => `${where} asks for patience (${String(status)}): ${GOES_ON}`);
const elsewhere: Words = ({ where }, { status, header }) => {
  const to = header('location') ?? '';
  const origin = URL.canParse(to) ? `to ${new URL(to).origin}` : 'elsewhere';
  return misconfigured(`${where} sends ${origin} (${String(status)}): correct the address of the connection`);
};

/** What an operator sets right is waited for: nothing of it is wrong with the recording. */
const BY_STATUS: Readonly<Record<number, Words>> = {
  401: notPermitted,
  403: notPermitted,
  404: ({ where }) => misconfigured(`${where} is not there (404): correct the address of the connection`),
  405: ({ where }) => misconfigured(`${where} does not do what outputs need (405): correct the address of the connection`),
  408: busy,
  413: ({ where }) => new PermanentError('refused-as-too-large', `${where} takes no file of this size (413)`),
  423: ({ where }) => new RetryableError('output-locked', `${where} is locked by somebody (423); it is tried again`),
  425: busy,
  429: busy,
  501: ({ where }) => misconfigured(`${where} does not do what outputs need (501)`),
  507: waiting('disk-full', ({ where }) => `${where} has no space left: free some, ${GOES_ON}`),
};

/** What an answer means that was not hoped for. */
export function statusTrouble(answered: Answered, words: ServiceWords): Error {
  const { status } = answered;
  const known = BY_STATUS[status];
  if (known !== undefined) return known(words, answered);
  if (status >= 500) return busy(words, answered);
  if (status >= 300 && status < 400) return elsewhere(words, answered);
  return new RetryableError('output-failed', `${words.where} has refused what it was asked (${String(status)})`);
}
