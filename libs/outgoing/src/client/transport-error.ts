import { PermanentError, RetryableError, codeOf, kindOf } from '@throughline/contracts';

/** What is wrong with the other side's certificate; it stays wrong until somebody there, or here, does something. */
const isCertificate = (code: string): boolean =>
  /^(?:CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO_SELF|SELF_SIGNED|HOSTNAME_MISMATCH)/.test(code);
const TIMED_OUT = 'ETIMEDOUT';
const UNKNOWN_NAME = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ENODATA', 'EAI_NODATA']);

/** What ends a connection on which nothing (more) has come in time. */
export const silence = (): Error => Object.assign(new Error('nothing came in time'), { code: TIMED_OUT });

/** Nothing of the address or of the answer comes with it: either may hold a secret. */
const traceOf = (error: unknown): Error =>
  Object.assign(new Error(codeOf(error) ?? 'the connection failed'), { name: 'TransportError' });

/** Words of the transport in those of the workers. What the caller has said by its signal passes as it is. */
export function transportError(error: unknown, host: string): unknown {
  if (kindOf(error) !== undefined) return error;
  // Several addresses were tried, and none could be reached.
  const tried: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code = codeOf(tried) ?? '';
  const options = { cause: traceOf(tried) };
  if (isCertificate(code))
    return new PermanentError('certificate-refused', `The certificate of ${host} is not to be trusted (${code})`, options);
  if (code === TIMED_OUT) return new RetryableError('no-answer', `${host} does not answer in time`, options);
  if (UNKNOWN_NAME.has(code)) return new RetryableError('host-unknown', `The name ${host} cannot be looked up`, options);
  return new RetryableError('connection-broken', `The connection to ${host} failed${code === '' ? '' : ` (${code})`}`, options);
}
