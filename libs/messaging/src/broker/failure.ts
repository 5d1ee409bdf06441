import { kindOf } from '@throughline/contracts';

/** JetStream error codes that have a meaning here. The texts of the server are never looked at. */
export const BROKER_CODES = {
  /** A store refused the message: "one message per subject" among other reasons. */
  storeFailed: 10077,
  wrongLastSequence: 10071,
  wrongLastSequenceUnknown: 10164,
  streamNotFound: 10059,
  consumerNotFound: 10014,
  consumerExists: 10148,
} as const;

/** Our own machinery could not do it: nothing is recorded, the same thing may be tried again. */
export class InfrastructureError extends Error {
  readonly kind = 'infrastructure';
  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'InfrastructureError';
    this.brokerCode = brokerCodeOf(options?.cause);
  }
  /** The error code of JetStream where it answered; undefined where no answer came, so the outcome is unknown. */
  readonly brokerCode: number | undefined;
}

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** The client's API errors carry JetStream's code as `code` and say so by `apiError`; other errors use `code` for other things. */
export function brokerCodeOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('brokerCode' in error) return numberOf(error.brokerCode);
  return 'apiError' in error && 'code' in error ? numberOf(error.code) : undefined;
}

/** Somebody else wrote the subject in between. */
export const isWrongLastSequence = (error: unknown): boolean => {
  const code = brokerCodeOf(error);
  return code === BROKER_CODES.wrongLastSequence || code === BROKER_CODES.wrongLastSequenceUnknown;
};

export const infrastructure = (what: string, cause: unknown): InfrastructureError =>
  kindOf(cause) === 'infrastructure' && cause instanceof InfrastructureError ? cause : new InfrastructureError(what, { cause });
