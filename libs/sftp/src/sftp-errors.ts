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

/** The errors of one connection. Each user of the connections has its own. */
export interface ConnectionErrors {
  unreachable(cause: unknown): Error;
  notResponding(): Error;
  otherHostKey(fingerprint: string): Error;
  notSignedIn(): Error;
  /** Returns the error of an aborted request: the reason, or that the time is over. */
  aborted(signal: AbortSignal): Error;
  noMutualMethod(): Error;
  noSftp(): Error;
  noChannel(): Error;
  lost(): Error;
  /** Converts a refusal of the folder of the connection. Other errors pass unchanged. */
  ofFolder(error: unknown): unknown;
}

/** Creates the errors of the connection with this name. */
export type ErrorsOf = (connection: string) => ConnectionErrors;
