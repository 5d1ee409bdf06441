import type { Operation } from './api-document.js';
import { fuzzSettings } from './config.js';

/** Returns the operations that `TL_FUZZ_OPERATIONS` names; all if it names none. */
export function selectOperations(
  operations: readonly Operation[],
  names: readonly string[] = fuzzSettings.operations,
): readonly Operation[] {
  const unknown = names.filter((name) => !operations.some((operation) => operation.name === name));
  if (unknown.length > 0) throw new Error(`TL_FUZZ_OPERATIONS: the document has no operation ${unknown.join(', ')}`);
  return names.length === 0 ? operations : operations.filter(({ name }) => names.includes(name));
}
