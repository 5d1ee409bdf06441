import { findRunConfigProblems, type ConfigProblem, type RunConfig } from '@throughline/contracts';
import { topicsDisplayOf } from '../topics/topics-text.js';

const findDuplicates = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);

/** CFG-18: a minimum above the maximum would leave no possible title. */
function findDisplayProblems(config: RunConfig): readonly ConfigProblem[] {
  const { min_length: least, max_length: most } = topicsDisplayOf(config);
  return most >= least
    ? []
    : [{ path: 'topics_display.max_length', message: `must not be less than min_length (${String(least)})` }];
}

/** Returns all problems of a run's configuration: schema errors, duplicate output names (CFG-17) and contradicting settings. */
export function findConfigProblems(config: RunConfig): readonly ConfigProblem[] {
  const problems = findRunConfigProblems(config);
  if (problems.length > 0) return problems;
  const named = [...new Set(findDuplicates(config.outputs.map(({ name }) => name)))].map((name) => ({
    path: 'outputs',
    message: `two outputs are named '${name}'`,
  }));
  return [...named, ...findDisplayProblems(config)];
}
