import { codeOf, kindOf } from '@throughline/contracts';

/**
 * `cancelled`: the person did not agree. `refused`: the provider refuses our request. `unavailable`: it does not answer as a
 * provider does. `invalid`: its answer fails a check.
 */
export type ProviderFailure = 'cancelled' | 'refused' | 'unavailable' | 'invalid';

/** Why the identity provider signed nobody in. It contains neither codes nor tokens, so it may be logged. */
export class ProviderError extends Error {
  readonly kind = 'identity-provider';

  constructor(
    readonly reason: ProviderFailure,
    /** The error code of the provider, the connection or the check. */
    readonly code: string,
  ) {
    super(`the identity provider signed nobody in: ${reason} (${code})`);
    this.name = 'ProviderError';
  }
}

export const isProviderError = (error: unknown): error is ProviderError => kindOf(error) === 'identity-provider';

/** RFC 6749, 4.1.2.1 and 5.2, and OpenID Connect Core, 3.1.2.6: the syntax of error codes. */
const ERROR_CODE = /^[a-z_]{1,60}$/;
const SILENT: ReadonlySet<string> = new Set(['temporarily_unavailable', 'server_error']);
const NO_PROVIDER: ReadonlySet<string> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_ABORT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]);

const propertyOf = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? (error as Readonly<Record<string, unknown>>)[name] : undefined;

/** Our own client's errors are causes of the library's. */
function* causesOf(error: unknown): Generator {
  for (let one = error, depth = 0; one !== undefined && depth < 5; one = propertyOf(one, 'cause'), depth += 1) yield one;
}

const ofProvider = (error: unknown): ProviderError => {
  const given = propertyOf(error, 'error');
  const code = typeof given === 'string' && ERROR_CODE.test(given) ? given : 'unknown_error';
  if (SILENT.has(code)) return new ProviderError('unavailable', code);
  return new ProviderError(code === 'access_denied' ? 'cancelled' : 'refused', code);
};

/** Converts an error of the library, which may hold tokens, to one that may be shown. */
export function toProviderError(error: unknown): ProviderError {
  if (isProviderError(error)) return error;
  const code = codeOf(error) ?? 'unknown';
  if (code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR' || code === 'OAUTH_RESPONSE_BODY_ERROR') return ofProvider(error);
  const transport = [...causesOf(error)].find((one) => ['retryable', 'permanent'].includes(String(kindOf(one))));
  if (transport !== undefined) return new ProviderError('unavailable', codeOf(transport) ?? 'no-answer');
  return new ProviderError(NO_PROVIDER.has(code) ? 'unavailable' : 'invalid', code);
}
