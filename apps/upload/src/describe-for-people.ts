import { kindOf } from '@throughline/contracts';

const MAX_MESSAGE = 500;

/** The kinds of errors whose messages are for people. Others may quote paths, addresses or answers of a service. */
const FOR_PEOPLE = new Set(['permanent', 'retryable', 'waiting']);
const UNEXPECTED = 'The test failed unexpectedly. The log of the upload service names the cause: ask the operator of the server';

/** Returns the message of an expected error. Gives any other error to `onUnexpected`, because its message may hold secrets. */
export function describeForPeople(error: unknown, onUnexpected: (error: unknown) => void): string {
  const kind = kindOf(error);
  if (error instanceof Error && kind !== undefined && FOR_PEOPLE.has(kind)) return error.message.slice(0, MAX_MESSAGE);
  onUnexpected(error);
  return UNEXPECTED;
}
