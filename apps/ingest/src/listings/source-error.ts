import { SOURCE_LIMITS, codeOf, kindOf, type SourceError } from '@throughline/contracts';

const KNOWN = new Set(['permanent', 'retryable', 'waiting']);

/** Describes an expected problem of a source for its user. Returns `undefined` for any other error. */
export function toSourceError(error: unknown): SourceError | undefined {
  if (!KNOWN.has(kindOf(error) ?? '') || !(error instanceof Error)) return undefined;
  return { code: codeOf(error) ?? 'source-error', message: error.message.slice(0, SOURCE_LIMITS.message) };
}

/** Returns the message of an expected problem. Gives any other error to `onUnexpected`, because its message may hold secrets. */
export function describeError(error: unknown, onUnexpected: (error: unknown) => void = () => undefined): string {
  const sourceError = toSourceError(error);
  if (sourceError === undefined) onUnexpected(error);
  return sourceError?.message ?? 'The test failed for an unexpected reason';
}
