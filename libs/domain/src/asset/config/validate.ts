import { findRunConfigProblems, type ConfigProblem, type RunConfig } from '@throughline/contracts';
import { topicsDisplayOf } from '../texts/topics-text.js';

/** A problem of a setting. `counterpart`: the other setting of a contradiction, with the problem as seen from there. */
export interface SettingProblem extends ConfigProblem {
  readonly counterpart?: ConfigProblem;
}

const findDuplicates = (names: readonly string[]): readonly string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);

/** CFG-18: a minimum above the maximum would leave no possible title. */
function findDisplayProblems(config: RunConfig): readonly SettingProblem[] {
  const { min_length: least, max_length: most } = topicsDisplayOf(config);
  if (most >= least) return [];
  return [
    {
      path: 'topics_display.max_length',
      message: `must not be less than min_length (${String(least)})`,
      counterpart: { path: 'topics_display.min_length', message: `must not be greater than max_length (${String(most)})` },
    },
  ];
}

/** Returns all problems of a run's configuration: schema errors, duplicate output names (CFG-17) and contradicting settings. */
export function findConfigProblems(config: RunConfig): readonly SettingProblem[] {
  const problems = findRunConfigProblems(config);
  if (problems.length > 0) return problems;
  const named = [...new Set(findDuplicates(config.outputs.map(({ name }) => name)))].map((name) => ({
    path: 'outputs',
    message: `two outputs are named '${name}'`,
  }));
  return [...named, ...findDisplayProblems(config)];
}
