import { PATTERNS, isObject } from '@throughline/contracts';
import { findPatternProblem, identifyConfig, resolveRunConfig } from '@throughline/domain';
import type { Setting } from '@throughline/service-kit';

/** A partial run configuration that overrides the product's defaults for this installation. */
export type RunDefaults = Readonly<Record<string, unknown>>;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

function listPatternProblems({ metadata }: RunDefaults): readonly string[] {
  if (!isObject(metadata)) return [];
  return PATTERNS.flatMap((name) => {
    const pattern = metadata[name];
    if (pattern === undefined) return [];
    const problem = typeof pattern === 'string' ? findPatternProblem(name, pattern) : 'must be a text';
    return problem === undefined ? [] : [`metadata.${name} ${problem}`];
  });
}

/** Returns every problem with its path. Values stay secret. */
function listProblems(defaults: RunDefaults): readonly string[] {
  const { outputs, ...rest } = defaults;
  const resolved = resolveRunConfig([{ source: 'server', config: identifyConfig(rest) }]);
  return [
    ...(outputs === undefined ? [] : ['outputs belong in the file that TL_OUTPUTS_FILE names']),
    ...listPatternProblems(rest),
    ...('problems' in resolved ? resolved.problems.map(({ path, message }) => `${path || 'it'} ${message}`) : []),
  ];
}

/** Inline JSON, or the path of a JSON file: `{ "retry": { "max_attempts": 5 }, "limits": { "no_progress_ms": 60000 } }`. */
export const runDefaultsSetting = (name: string, readFile: (path: string) => string): Setting<RunDefaults> => ({
  name,
  read(raw) {
    if (raw === undefined || raw.trim() === '') return { value: {} };
    const inline = raw.trimStart().startsWith('{');
    let content = raw;
    try {
      if (!inline) content = readFile(raw);
    } catch {
      return { problem: 'names a file that cannot be read' };
    }
    const what = inline ? 'is' : 'names a file that is';
    const defaults = parse(content);
    if (!isObject(defaults)) return { problem: `${what} not a JSON object` };
    const problems = listProblems(defaults);
    return problems.length === 0 ? { value: defaults } : { problem: `${what} not a run configuration: ${problems.join('; ')}` };
  },
});
