import type { OutputConfig } from '@throughline/contracts';
import { Problem, type FieldProblem } from '../kit/http/problems/problem.js';

/**
 * Returns the outputs that a request names. Throws, with the position of each unknown name in the list `at`. An output of
 * another library counts as unknown.
 */
export function requireOutputs(names: readonly string[], offered: readonly OutputConfig[], at: string): readonly OutputConfig[] {
  const errors: FieldProblem[] = [];
  const available = offered.map(({ name }) => name).join(', ') || 'none';
  const chosen = names.flatMap((name, index) => {
    const output = offered.find((one) => one.name === name);
    if (output === undefined)
      errors.push({
        pointer: `${at}/${String(index)}`,
        message: `is not an output of the server or your library; available: ${available}`,
      });
    return output ?? [];
  });
  if (errors.length > 0) throw new Problem('output-not-found', { errors });
  return chosen;
}
