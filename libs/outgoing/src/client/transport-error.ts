import { PermanentError, RetryableError, codeOf, kindOf } from '@throughline/contracts';

/** Returns true for the code of an error of the server's certificate. They persist until a person changes something. */
export const isCertificateCode = (code: string): boolean =>
  /^(?:CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO_SELF|SELF_SIGNED|HOSTNAME_MISMATCH)/.test(code);
const TIMED_OUT = 'ETIMEDOUT';
const UNKNOWN_NAME = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ENODATA', 'EAI_NODATA']);

/** Returns the error for a connection without data within the timeout. */
export const silenceError = (): Error => Object.assign(new Error('no data arrived in time'), { code: TIMED_OUT });

/** Returns an error without address and answer: either may hold a secret. */
const toTraceError = (error: unknown): Error =>
  Object.assign(new Error(codeOf(error) ?? 'the connection failed'), { name: 'TransportError' });

/** Maps network errors to the workers' error kinds. Reasons of the caller's signal pass unchanged. */
export function toTransportError(error: unknown, host: string): unknown {
  if (kindOf(error) !== undefined) return error;
  // Several addresses were tried, and none could be reached.
  const tried: unknown = error instanceof AggregateError ? error.errors[0] : error;
  const code = codeOf(tried) ?? '';
  const options = { cause: toTraceError(tried) };
  if (isCertificateCode(code))
    return new PermanentError('certificate-refused', `The certificate of ${host} is not trusted (${code})`, options);
  if (code === TIMED_OUT) return new RetryableError('no-answer', `${host} does not answer in time`, options);
  if (UNKNOWN_NAME.has(code)) return new RetryableError('host-unknown', `The name ${host} cannot be looked up`, options);
  return new RetryableError('connection-broken', `The connection to ${host} failed${code === '' ? '' : ` (${code})`}`, options);
}
