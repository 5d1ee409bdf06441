import { RetryableError, WaitingError } from '@throughline/contracts';
import { ConnectionErrors, STATUS, SftpStatusError, hasStatus, isMissing } from '@throughline/sftp';
import { toTransportError, type ServiceTerms } from '../../kit/http-errors.js';
import { misconfiguredError } from '../../kit/output-settings.js';

const GOES_ON = 'the delivery continues automatically';

export const termsOf = (connection: string): ServiceTerms => ({
  where: `The SFTP server of the connection '${connection}'`,
  credentials: 'the user, password or key of the connection',
});

/** Errors of deliveries to a connection, by its name. The item itself is fine, so most deliveries wait. */
export class OutputErrors extends ConnectionErrors {
  readonly #terms: ServiceTerms;

  constructor(connection: string) {
    super(connection, 'output');
    this.#terms = termsOf(connection);
  }

  unreachable(cause: unknown): Error {
    const error = toTransportError(cause, this.#terms, 'a connection');
    return error instanceof Error && 'kind' in error ? error : this.lost();
  }

  notResponding(): Error {
    return new WaitingError('output-unreachable', `${this.where} does not answer: ${GOES_ON} when it does`);
  }

  notSignedIn(): Error {
    return new WaitingError(
      'output-not-writable',
      `${this.where} refuses ${this.#terms.credentials}: the operator must correct them, and ${GOES_ON} then`,
    );
  }

  noChannel(): Error {
    return new WaitingError('output-busy', `${this.where} opens no channel for SFTP: ${GOES_ON}`);
  }

  lost(): Error {
    return new WaitingError('output-unreachable', `${this.where} has closed the connection: ${GOES_ON}`);
  }

  ofFolder(error: unknown): unknown {
    if (isMissing(error))
      return misconfiguredError(`${this.where} has no such folder: correct the folder of the connection`, error);
    return this.ofRequest(error);
  }

  /** Converts a refused request. Other errors pass unchanged. */
  ofRequest(error: unknown): unknown {
    if (!(error instanceof SftpStatusError)) return error;
    if (hasStatus(error, STATUS.forbidden))
      return new WaitingError(
        'output-not-writable',
        `${this.where} does not let the user of the connection write here: correct owner and permissions there, and ${GOES_ON} then`,
      );
    if (isMissing(error))
      return new RetryableError('output-changed', `${this.where} has lost a file or folder of the delivery; it is sent again`);
    return new RetryableError('output-failed', `${this.where} has refused a request (status ${String(error.status)} of SFTP)`);
  }
}
