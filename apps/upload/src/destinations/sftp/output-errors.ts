import { PermanentError, RetryableError, WaitingError } from '@throughline/contracts';
import { STATUS, SftpStatusError, hasStatus, isMissing, type ConnectionErrors } from '@throughline/sftp';
import { toTransportError, type ServiceTerms } from '../../kit/http-errors.js';
import { misconfiguredError } from '../../kit/output-settings.js';

const GOES_ON = 'the delivery continues automatically';

export const termsOf = (connection: string): ServiceTerms => ({
  where: `The SFTP server of the connection '${connection}'`,
  credentials: 'the user, password or key of the connection',
});

/** Errors of deliveries to a connection, by its name. The item itself is fine, so most deliveries wait. */
export class OutputErrors implements ConnectionErrors {
  readonly #terms: ServiceTerms;

  constructor(connection: string) {
    this.#terms = termsOf(connection);
  }

  unreachable(cause: unknown): Error {
    const error = toTransportError(cause, this.#terms, 'a connection');
    return error instanceof Error && 'kind' in error ? error : this.lost();
  }

  notResponding(): Error {
    return new WaitingError('output-unreachable', `${this.#terms.where} does not answer: ${GOES_ON} when it does`);
  }

  otherHostKey(fingerprint: string): Error {
    return new WaitingError(
      'host-key-refused',
      `${this.#terms.where} has shown the host key ${fingerprint}, which is not one of the connection's fingerprints, so nothing ` +
        `secret was sent to it. If the server really has this key, the operator must add the fingerprint to the connection`,
    );
  }

  notSignedIn(): Error {
    return new WaitingError(
      'output-not-writable',
      `${this.#terms.where} refuses ${this.#terms.credentials}: the operator must correct them, and ${GOES_ON} then`,
    );
  }

  /** Returns the error of an aborted request: the reason, or that the time is over. */
  aborted({ reason }: AbortSignal): Error {
    return reason instanceof Error && reason.name !== 'TimeoutError' ? reason : this.notResponding();
  }

  noMutualMethod(): Error {
    return new PermanentError('output-not-supported', `${this.#terms.where} supports none of the SSH methods of this release`);
  }

  noSftp(): Error {
    return new PermanentError('output-not-supported', `${this.#terms.where} does not offer SFTP to the user of the connection`);
  }

  noChannel(): Error {
    return new WaitingError('output-busy', `${this.#terms.where} opens no channel for SFTP: ${GOES_ON}`);
  }

  lost(): Error {
    return new WaitingError('output-unreachable', `${this.#terms.where} has closed the connection: ${GOES_ON}`);
  }

  ofFolder(error: unknown): unknown {
    if (isMissing(error))
      return misconfiguredError(`${this.#terms.where} has no such folder: correct the folder of the connection`, error);
    return this.ofRequest(error);
  }

  /** Converts a refused request. Other errors pass unchanged. */
  ofRequest(error: unknown): unknown {
    if (!(error instanceof SftpStatusError)) return error;
    if (hasStatus(error, STATUS.forbidden))
      return new WaitingError(
        'output-not-writable',
        `${this.#terms.where} does not let the user of the connection write here: correct owner and permissions there, and ${GOES_ON} then`,
      );
    if (isMissing(error))
      return new RetryableError(
        'output-changed',
        `${this.#terms.where} has lost a file or folder of the delivery; it is sent again`,
      );
    return new RetryableError(
      'output-failed',
      `${this.#terms.where} has refused a request (status ${String(error.status)} of SFTP)`,
    );
  }
}
