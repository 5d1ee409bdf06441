import { runConfigProblems, type ConfigProblem, type RunConfig } from '@throughline/contracts';

const duplicates = (names: readonly string[]): readonly string[] => names.filter((name, index) => names.indexOf(name) !== index);

/** Everything that is wrong with a run's configuration: its schema, and that an output's name names one step (CFG-17). */
export function configProblems(config: RunConfig): readonly ConfigProblem[] {
  const problems = runConfigProblems(config);
  if (problems.length > 0) return problems;
  return [...new Set(duplicates(config.outputs.map(({ name }) => name)))].map((name) => ({
    path: 'outputs',
    message: `two outputs are named '${name}'`,
  }));
}
