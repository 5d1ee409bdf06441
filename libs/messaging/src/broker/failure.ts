import { kindOf } from '@throughline/contracts';

/** The JetStream error codes that this library handles. It never looks at the server's texts. */
export const BROKER_CODES = {
  storeFailed: 10077,
  wrongLastSequence: 10071,
  wrongLastSequenceUnknown: 10164,
  streamNotFound: 10059,
  consumerNotFound: 10014,
  consumerExists: 10148,
} as const;

/** The error for trouble with the infrastructure: nothing was recorded, and the caller may try again. */
export class InfrastructureError extends Error {
  readonly kind = 'infrastructure';
  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'InfrastructureError';
    this.brokerCode = brokerCodeOf(options?.cause);
  }
  /** JetStream's error code if it answered. `undefined` means no answer, so the outcome is unknown. */
  readonly brokerCode: number | undefined;
}

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** Returns JetStream's code from an API error of the client. Other errors use `code` for other purposes. */
export function brokerCodeOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('brokerCode' in error) return numberOf(error.brokerCode);
  return 'apiError' in error && 'code' in error ? numberOf(error.code) : undefined;
}

export const isWrongLastSequence = (error: unknown): boolean => {
  const code = brokerCodeOf(error);
  return code === BROKER_CODES.wrongLastSequence || code === BROKER_CODES.wrongLastSequenceUnknown;
};

export const toInfrastructureError = (what: string, cause: unknown): InfrastructureError =>
  kindOf(cause) === 'infrastructure' && cause instanceof InfrastructureError ? cause : new InfrastructureError(what, { cause });
