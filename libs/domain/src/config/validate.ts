import { runConfigProblems, type ConfigProblem, type RunConfig } from '@throughline/contracts';
import { topicsDisplayOf } from '../topics/topics-text.js';

const duplicates = (names: readonly string[]): readonly string[] => names.filter((name, index) => names.indexOf(name) !== index);

/** CFG-18: no title could be as long as it must and as short as it may. */
function displayProblems(config: RunConfig): readonly ConfigProblem[] {
  const { min_length: least, max_length: most } = topicsDisplayOf(config);
  return most >= least
    ? []
    : [{ path: 'topics_display.max_length', message: `must not be less than min_length (${String(least)})` }];
}

/** Everything that is wrong with a run's configuration: its schema, that an output's name names one step (CFG-17), and what does not go together. */
export function configProblems(config: RunConfig): readonly ConfigProblem[] {
  const problems = runConfigProblems(config);
  if (problems.length > 0) return problems;
  const named = [...new Set(duplicates(config.outputs.map(({ name }) => name)))].map((name) => ({
    path: 'outputs',
    message: `two outputs are named '${name}'`,
  }));
  return [...named, ...displayProblems(config)];
}
