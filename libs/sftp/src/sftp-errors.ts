import { PermanentError, WaitingError } from '@throughline/contracts';

/** Status codes of draft-ietf-secsh-filexfer-02, section 7, which is version 3 of the protocol. */
export const STATUS = { eof: 1, missing: 2, forbidden: 3 } as const;

/** A refusal of one request. It does not contain the text of the server, which could repeat a password. */
export class SftpStatusError extends Error {
  constructor(readonly status: number) {
    super(`The server has refused a request with the status ${String(status)}`);
    this.name = 'SftpStatusError';
  }
}

export const hasStatus = (error: unknown, status: number): boolean => error instanceof SftpStatusError && error.status === status;
export const isMissing = (error: unknown): boolean => hasStatus(error, STATUS.missing);
export const isEndOfFolder = (error: unknown): boolean => hasStatus(error, STATUS.eof);

/** The errors of one connection, by its name: an address would tell users about the operator's network. */
export abstract class ConnectionErrors {
  protected readonly where: string;

  constructor(
    connection: string,
    /** The beginning of the codes. */
    private readonly use: 'output' | 'source',
  ) {
    this.where = `The SFTP server of the connection '${connection}'`;
  }

  abstract unreachable(cause: unknown): Error;
  abstract notResponding(): Error;
  abstract notSignedIn(): Error;
  abstract noChannel(): Error;
  abstract lost(): Error;
  /** Converts a refusal of the folder of the connection. Other errors pass unchanged. */
  abstract ofFolder(error: unknown): unknown;

  otherHostKey(fingerprint: string): Error {
    return new WaitingError(
      'host-key-refused',
      `${this.where} has shown the host key ${fingerprint}, which is not one of the connection's fingerprints, so nothing ` +
        `secret was sent to it. If the server really has this key, the operator must add the fingerprint to the connection`,
    );
  }

  /** Returns the error of an aborted request: the reason, or that the time is over. */
  aborted({ reason }: AbortSignal): Error {
    return reason instanceof Error && reason.name !== 'TimeoutError' ? reason : this.notResponding();
  }

  noMutualMethod(): Error {
    return new PermanentError(`${this.use}-not-supported`, `${this.where} supports none of the SSH methods of this release`);
  }

  noSftp(): Error {
    return new PermanentError(`${this.use}-not-supported`, `${this.where} does not offer SFTP to the user of the connection`);
  }
}

/** Creates the errors of the connection with this name. */
export type ErrorsOf = (connection: string) => ConnectionErrors;
