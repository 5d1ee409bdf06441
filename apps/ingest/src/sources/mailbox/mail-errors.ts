import { PermanentError, RetryableError, WaitingError, codeOf, isObject, kindOf } from '@throughline/contracts';

/** Codes of the library for an answer that is no IMAP, or that exceeds a limit. */
const INVALID = new Set([
  'InvalidResponse',
  'LineTooLarge',
  'LiteralTooLarge',
  'MAX_IMAP_NESTING_REACHED',
  'MissingTag',
  'ResponseProcessingFailed',
  'ResponseTooLarge',
  'TooManyResponses',
  'TooManyTokens',
  'UnexpectedTag',
]);
const isInvalid = (code: string): boolean => INVALID.has(code) || code.startsWith('ParserError');

/** Codes of the library for a connection that has ended. */
export const CLOSED: ReadonlySet<string> = new Set([
  'ClosedAfterConnectText',
  'ClosedAfterConnectTLS',
  'EConnectionClosed',
  'NoConnection',
]);

const AWAY = new Set([
  'CONNECT_TIMEOUT',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETHROTTLE',
  'ETIMEDOUT',
  'ETIMEOUT',
  'GREETING_TIMEOUT',
]);
const UNTRUSTED =
  /^(?:CERT_|CRL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(?:GET_ISSUER|VERIFY|DECRYPT|DECODE)|ERR_TLS_CERT|INVALID_CA|HOSTNAME_MISMATCH)/;
const TLS_FAULT = /^(?:ERR_SSL_|ERR_TLS_|EPROTO$|UPGRADE_TIMEOUT$|STARTTLS_INJECTION$)/;
/** Refusals that end by themselves (RFC 5530 section 3). */
const TEMPORARY = new Set(['UNAVAILABLE', 'INUSE', 'SERVERBUG', 'LIMIT', 'OVERQUOTA', 'THROTTLED']);

const BROKEN = new Set([...CLOSED, 'ECONNRESET', 'EPIPE']);

/** Returns the code of a tagged NO or BAD (RFC 9051 section 7.1), or an empty text if it has none. */
function serverCodeOf(error: unknown): string {
  if (!isObject(error)) return '';
  const { serverResponseCode, response } = error;
  if (typeof serverResponseCode === 'string') return serverResponseCode;
  // The library leaves out the code of some commands.
  const attributes: unknown = isObject(response) ? response['attributes'] : undefined;
  const first: unknown = Array.isArray(attributes) ? attributes[0] : undefined;
  const section: unknown = isObject(first) ? first['section'] : undefined;
  const code: unknown = Array.isArray(section) ? section[0] : undefined;
  return isObject(code) && typeof code['value'] === 'string' ? code['value'].toUpperCase() : '';
}

/** Servers report SERVERBUG for a message that they cannot parse, again and again. */
function isRefusedAnswer(error: unknown): boolean {
  if (!isObject(error) || codeOf(error) === 'ETHROTTLE') return false;
  if (error['responseStatus'] !== 'NO' && error['responseStatus'] !== 'BAD') return false;
  const code = serverCodeOf(error);
  return code === 'SERVERBUG' || !TEMPORARY.has(code);
}

/** Returns true if the server's answer about one message can be to blame, so that others may be readable. */
export function isUnreadableAnswer(error: unknown): boolean {
  const code = codeOf(error) ?? '';
  return isInvalid(code) || BROKEN.has(code) || isRefusedAnswer(error);
}

const hasMark = (error: unknown, mark: 'authenticationFailed' | 'mailboxMissing' | 'tlsFailed'): boolean =>
  isObject(error) && error[mark] === true;

/** Keeps only the code: errors of the library quote commands and answers, which may hold the password or somebody's mail. */
const causeOf = (error: unknown): ErrorOptions => ({ cause: new Error(codeOf(error) ?? 'the mail server refused the command') });

export const signInRefusedError = (name: string, options: ErrorOptions): PermanentError =>
  new PermanentError(
    'sign-in-refused',
    `The mail server refused the user or the password of the mailbox '${name}'. The operator must correct them in TL_IMAP. Many providers require an app password instead of the password of the account`,
    options,
  );

/** Faults of a mail server that its settings can explain. */
export type MailFault = 'untrusted' | 'no-encryption' | 'invalid-answer';

/** True if the server does not accept the password or the token. */
export const isSignInRefusal = (error: unknown): boolean =>
  hasMark(error, 'authenticationFailed') && !TEMPORARY.has(serverCodeOf(error));

/** The words of errors about a mailbox, for the people who can mend them. */
export interface MailboxWords {
  /** The name in texts for people. */
  readonly name: string;
  /** The failure that users read if the server does not accept the access. */
  refusedError(options: ErrorOptions): Error;
  /** Returns the sentence about a fault of the server that says who can mend it. */
  advise(fault: MailFault): string;
}

interface MailPlace {
  readonly account: MailboxWords;
  readonly folder: string;
}

const tlsFailedError = (account: MailboxWords, options: ErrorOptions): PermanentError =>
  new PermanentError(
    'tls-failed',
    `No encrypted connection to the mail server of '${account.name}' could be made. ${account.advise('no-encryption')}`,
    options,
  );

function toConnectionError(code: string, account: MailboxWords, options: ErrorOptions): Error | undefined {
  const { name } = account;
  if (UNTRUSTED.test(code))
    return new PermanentError(
      'certificate-refused',
      `The certificate of the mail server of '${name}' is not trusted (${code}). ${account.advise('untrusted')}`,
      options,
    );
  if (TLS_FAULT.test(code)) return tlsFailedError(account, options);
  if (AWAY.has(code))
    return new WaitingError('source-not-responding', `The mail server of '${name}' does not answer (${code})`, options);
  if (BROKEN.has(code))
    return new RetryableError('connection-broken', `The mail server of '${name}' closed the connection`, options);
  return undefined;
}

function toRefusal(error: unknown, { account, folder }: MailPlace, options: ErrorOptions): Error | undefined {
  const { name } = account;
  if (TEMPORARY.has(serverCodeOf(error)))
    return new WaitingError('source-not-responding', `The mail server of '${name}' is busy or unavailable`, options);
  if (isSignInRefusal(error)) return account.refusedError(options);
  if (hasMark(error, 'mailboxMissing'))
    return new PermanentError('source-gone', `The mailbox '${name}' has no mail folder '${folder}'`, options);
  return undefined;
}

const describeInvalid = (account: MailboxWords): string =>
  `The server of the mailbox '${account.name}' sends answers that are too large or not IMAP. ${account.advise('invalid-answer')}`;

/** Converts errors of the library to errors whose messages users read. They quote nothing that the server has sent. */
export function toMailError(error: unknown, place: MailPlace): Error {
  if (kindOf(error) !== undefined && error instanceof Error) return error;
  const code = codeOf(error) ?? '';
  const options = causeOf(error);
  const { account } = place;
  const mapped = toRefusal(error, place, options) ?? toConnectionError(code, account, options);
  if (mapped !== undefined) return mapped;
  if (hasMark(error, 'tlsFailed')) return tlsFailedError(account, options);
  if (isInvalid(code)) return new PermanentError('source-invalid', describeInvalid(account), options);
  return new RetryableError(
    'source-error',
    `The mailbox '${account.name}' cannot be read${code === '' ? '' : ` (${code})`}`,
    options,
  );
}

export const messageChangedError = (): PermanentError =>
  new PermanentError(
    'source-changed',
    'The message is no longer in the mail folder, or it has changed. The next sync looks again',
  );
