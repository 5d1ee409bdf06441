import { PermanentError, RetryableError, WaitingError, codeOf } from '@throughline/contracts';
import { STATUS, SftpStatusError, hasStatus, isMissing, type ConnectionErrors } from '@throughline/sftp';

/** Converts refused requests to errors whose messages users read. Others pass unchanged. */
export function toTreeError(error: unknown, what: string): unknown {
  if (!(error instanceof SftpStatusError)) return error;
  if (isMissing(error)) return new PermanentError('source-gone', `${what} does not exist`);
  if (hasStatus(error, STATUS.forbidden))
    return new WaitingError(
      'source-not-permitted',
      `${what} cannot be accessed: the operator must correct its owner and permissions on the SFTP server`,
    );
  return new RetryableError('source-error', `${what} cannot be accessed (status ${String(error.status)} of SFTP)`);
}

/** Errors of a connection, by its name: an address would tell users about the operator's network. */
export class SourceErrors implements ConnectionErrors {
  readonly #server: string;

  constructor(private readonly connection: string) {
    this.#server = `The SFTP server of the connection '${connection}'`;
  }

  unreachable(cause: unknown): Error {
    const code = codeOf(cause);
    const why = code === undefined ? '' : ` (${code})`;
    return new WaitingError('source-unreachable', `${this.#server} cannot be reached${why}. The next sync tries again`);
  }

  notResponding(): Error {
    return new WaitingError('source-not-responding', `${this.#server} does not answer. The next sync tries again`);
  }

  otherHostKey(fingerprint: string): Error {
    return new WaitingError(
      'host-key-refused',
      `${this.#server} has shown the host key ${fingerprint}, which is not one of the connection's fingerprints, so nothing ` +
        `secret was sent to it. If the server really has this key, the operator must add the fingerprint to the connection`,
    );
  }

  notSignedIn(): Error {
    return new WaitingError(
      'source-not-permitted',
      `${this.#server} refuses the user, password or key of the connection. The operator must correct the connection`,
    );
  }

  aborted({ reason }: AbortSignal): Error {
    return reason instanceof Error && reason.name !== 'TimeoutError' ? reason : this.notResponding();
  }

  noMutualMethod(): Error {
    return new PermanentError('source-not-supported', `${this.#server} supports none of the SSH methods of this release`);
  }

  noSftp(): Error {
    return new PermanentError('source-not-supported', `${this.#server} does not offer SFTP to the user of the connection`);
  }

  noChannel(): Error {
    return new WaitingError('source-busy', `${this.#server} opens no channel for SFTP. The next sync tries again`);
  }

  lost(): Error {
    return new RetryableError('connection-broken', `${this.#server} has closed the connection. The next sync tries again`);
  }

  ofFolder(error: unknown): unknown {
    return toTreeError(error, `The folder of the connection '${this.connection}'`);
  }
}
