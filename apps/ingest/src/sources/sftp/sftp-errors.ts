import { PermanentError, RetryableError, WaitingError, codeOf } from '@throughline/contracts';
import { ConnectionErrors, STATUS, SftpStatusError, hasStatus, isMissing } from '@throughline/sftp';

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

export class SourceErrors extends ConnectionErrors {
  constructor(private readonly connection: string) {
    super(connection, 'source');
  }

  unreachable(cause: unknown): Error {
    const code = codeOf(cause);
    const why = code === undefined ? '' : ` (${code})`;
    return new WaitingError('source-unreachable', `${this.where} cannot be reached${why}. The next sync tries again`);
  }

  notResponding(): Error {
    return new WaitingError('source-not-responding', `${this.where} does not answer. The next sync tries again`);
  }

  notSignedIn(): Error {
    return new WaitingError(
      'source-not-permitted',
      `${this.where} refuses the user, password or key of the connection. The operator must correct the connection`,
    );
  }

  noChannel(): Error {
    return new WaitingError('source-busy', `${this.where} opens no channel for SFTP. The next sync tries again`);
  }

  lost(): Error {
    return new RetryableError('connection-broken', `${this.where} has closed the connection. The next sync tries again`);
  }

  ofFolder(error: unknown): unknown {
    return toTreeError(error, `The folder of the connection '${this.connection}'`);
  }
}
