import { codeOf } from '@throughline/contracts';
import { isCertificateCode } from '@throughline/outgoing';
import { maskAddress } from './addresses.js';
import { MailFault } from './mail-fault.js';

const TEMPORARY_REPLY = /^4\d\d$/;
const NEGATIVE_REPLY = /^[45]\d\d$/;

/** Returns the code of the server's reply, such as 550, if the error has one. */
function replyCodeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'responseCode' in error ? error.responseCode : undefined;
  return typeof code === 'number' && code > 0 ? String(code) : '';
}

/** Returns the code of the system or of OpenSSL. The library replaces it by its own. */
function systemCodeOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'originalCode' in error ? error.originalCode : undefined;
  return typeof code === 'string' ? code : (codeOf(error) ?? '');
}

const isEncryptionError = (error: unknown): boolean => {
  const code = systemCodeOf(error);
  return isCertificateCode(code) || /^(?:ETLS$|EPROTO$|ERR_SSL_|ERR_TLS_)/.test(code);
};

const isTemporaryReply = (error: unknown): boolean => TEMPORARY_REPLY.test(replyCodeOf(error));

/** Returns true if the server has replied that it did not take what was sent. */
export const isRefusal = (error: unknown): boolean => NEGATIVE_REPLY.test(replyCodeOf(error));

/** Keeps only the codes: errors of the library quote commands and replies. */
const causeOf = (error: unknown): Error =>
  new Error([systemCodeOf(error), replyCodeOf(error)].filter((part) => part !== '').join(' ') || 'no code');

export const whereOf = (name: string): string => `The mail server of the connection '${name}'`;

export function noAnswer(name: string, cause?: unknown): MailFault {
  const code = systemCodeOf(cause);
  return new MailFault('no-answer', `${whereOf(name)} does not answer${code === '' ? '' : ` (${code})`}`, {
    cause: causeOf(cause),
    isTemporary: true,
  });
}

/** Returns the fault of a message whose end was sent, without a reply. */
export const unconfirmed = (name: string, cause: unknown): MailFault =>
  new MailFault('unconfirmed', `${whereOf(name)} did not confirm the message, which it may have taken`, {
    cause: causeOf(cause),
  });

/** Converts an error from before the connection was open. */
export function toConnectFault(error: unknown, name: string): unknown {
  const code = codeOf(error);
  if (code === 'address-refused')
    return new MailFault(
      'address',
      `${whereOf(name)} is not at a public address. If this is intended, the operator can allow its host with TL_FETCH_ALLOW`,
    );
  return code === undefined ? error : noAnswer(name, error);
}

const signInFault = (name: string, cause: Error): MailFault =>
  new MailFault(
    'sign-in',
    `${whereOf(name)} refused the user or the password. The operator must correct them in TL_SMTP. Many providers require an app password instead of the password of the account`,
    { cause },
  );

const encryptionFault = (name: string, cause: Error): MailFault =>
  new MailFault(
    'encryption',
    `${whereOf(name)} offers no encrypted connection with a trusted certificate. The operator must check "tls" and "port" in TL_SMTP, and can name the authority of the certificate by "ca"`,
    { cause },
  );

/** Replies that a message is too large: RFC 5321 section 4.2.3 (552), RFC 1870 section 6.1 (552), RFC 3463 (5.3.4). */
const isTooLarge = (error: unknown): boolean =>
  replyCodeOf(error) === '552' || (codeOf(error) === 'EMESSAGE' && replyCodeOf(error) === '');

const tooLargeFault = (name: string, cause: Error): MailFault =>
  new MailFault('too-large', `${whereOf(name)} does not accept a message of this size`, { cause });

function refusedFault(name: string, error: unknown): MailFault {
  const reply = replyCodeOf(error);
  const isTemporary = isTemporaryReply(error);
  const why = isTemporary ? 'does not accept the message now' : 'refused the message or its sender';
  const options = { cause: causeOf(error), isTemporary };
  return new MailFault(isTemporary ? 'busy' : 'refused', `${whereOf(name)} ${why} (${reply})`, options);
}

/** Converts an error of the library to one that users read. */
export function toMailFault(error: unknown, name: string): MailFault {
  if (error instanceof MailFault) return error;
  const cause = causeOf(error);
  const code = codeOf(error);
  if (isTooLarge(error)) return tooLargeFault(name, cause);
  if (isEncryptionError(error)) return encryptionFault(name, cause);
  if (code === 'EAUTH' && !isTemporaryReply(error)) return signInFault(name, cause);
  return replyCodeOf(error) === '' ? noAnswer(name, error) : refusedFault(name, error);
}

interface RefusedRecipient {
  readonly recipient?: string | undefined;
}

/** Describes the refusal of recipients. It is temporary if each of them may be accepted later. */
export function recipientsFault(name: string, errors: readonly (Error & RefusedRecipient)[]): MailFault {
  const recipients = errors.flatMap(({ recipient }) => (recipient === undefined ? [] : [recipient]));
  const isTemporary = errors.every(isTemporaryReply);
  const listed = errors
    .map((error) => `${error.recipient === undefined ? 'a recipient' : maskAddress(error.recipient)} (${replyCodeOf(error)})`)
    .join(', ');
  const when = isTemporary ? 'does not accept some recipients now' : 'refused recipients';
  return new MailFault('recipients', `${whereOf(name)} ${when}, so nobody got the message: ${listed}`, {
    isTemporary,
    recipients,
  });
}
