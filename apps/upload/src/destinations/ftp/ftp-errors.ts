import { RetryableError, WaitingError, codeOf, kindOf } from '@throughline/contracts';
import { isCertificateCode } from '@throughline/outgoing';
import { FTPError } from 'basic-ftp';
import { toTransportError, untrustedError, type ServiceTerms } from '../../kit/http-errors.js';
import { misconfiguredError } from '../../kit/output-settings.js';

const GOES_ON = 'the delivery continues automatically';

export const termsOf = (connection: string): ServiceTerms => ({
  where: `The FTP server of the connection '${connection}'`,
  credentials: 'the user and password of the connection',
});

/** Returns the reply code of a refusal (RFC 959 section 4.2.2), or `undefined` for other errors. */
export const replyOf = (error: unknown): number | undefined => (error instanceof FTPError ? error.code : undefined);

/** Returns true if a name is missing, exists or may not be used: servers do not tell which. */
export const isNameRefused = (error: unknown): boolean => [450, 521, 550, 553].includes(replyOf(error) ?? 0);

/** Keeps only the code: replies of a server could repeat the password. */
const causeOf = (error: unknown): Error => new Error(String(replyOf(error) ?? codeOf(error) ?? 'no code'));

function toReplyError(reply: number, { where, credentials }: ServiceTerms, options: ErrorOptions): Error {
  const say = (what: string): string => `${where} ${what} (${String(reply)})`;
  if (reply === 530 || reply === 331 || reply === 332)
    return new WaitingError('output-not-writable', `${say(`refuses ${credentials}`)}: the operator must correct them`, options);
  if (reply === 452 || reply === 552)
    return new WaitingError('disk-full', `${say('has no space left')}: free some space, and ${GOES_ON}`, options);
  if (reply === 550 || reply === 553)
    return new WaitingError(
      'output-not-writable',
      `${say('does not let the user of the connection write here')}: correct owner and permissions there, and ${GOES_ON} then`,
      options,
    );
  if (reply < 500) return new WaitingError('output-busy', `${say('is busy')}: ${GOES_ON}`, options);
  return new RetryableError('output-failed', say('has refused a request'), options);
}

/** Converts errors of the library to delivery errors. Errors of ours pass unchanged. */
export function toDeliveryError(error: unknown, terms: ServiceTerms): unknown {
  if (kindOf(error) !== undefined) return toTransportError(error, terms, 'a connection');
  const options = { cause: causeOf(error) };
  const reply = replyOf(error);
  if (reply !== undefined) return toReplyError(reply, terms, options);
  const code = codeOf(error) ?? '';
  if (isCertificateCode(code)) return untrustedError(terms.where, code, options);
  const why = code === '' ? ' as it should' : ` (${code})`;
  return new WaitingError('output-unreachable', `${terms.where} does not answer${why}: ${GOES_ON} when it does`, options);
}

/** OpenSSL's code for an answer that is no TLS, such as the greeting of a server without implicit TLS. */
const NO_TLS_CODE = 'ERR_SSL_WRONG_VERSION_NUMBER';

export const toHandshakeError = (error: unknown, { where }: ServiceTerms): unknown =>
  codeOf(error) === NO_TLS_CODE
    ? misconfiguredError(
        `${where} does not start encryption at once on this port. The operator must correct the port, or set "tls" of the connection to "explicit"`,
      )
    : error;

export const noTlsError = ({ where }: ServiceTerms, reply: number): Error =>
  misconfiguredError(
    `${where} offers no encryption (${String(reply)}). The operator must choose another server, or set "tls" of the connection to "none"`,
  );
