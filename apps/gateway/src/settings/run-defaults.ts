import { resolveRunConfig } from '@throughline/domain';
import type { Setting } from '@throughline/service-kit';

/** A partial run configuration: what the operator of this installation wants otherwise than the product's own defaults. */
export type RunDefaults = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is RunDefaults => typeof value === 'object' && value !== null && !Array.isArray(value);

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** Every problem by its path, and no value. */
function problemsOf(defaults: RunDefaults): readonly string[] {
  const { outputs, ...rest } = defaults;
  const resolved = resolveRunConfig([{ source: 'server', config: rest }]);
  return [
    ...(outputs === undefined ? [] : ['outputs stand in the file of TL_OUTPUTS_FILE']),
    ...('problems' in resolved ? resolved.problems.map(({ path, message }) => `${path || 'it'} ${message}`) : []),
  ];
}

/** Inline JSON, or the path of a JSON file: `{ "retry": { "max_attempts": 5 }, "limits": { "no_progress_ms": 60000 } }`. */
export const runDefaults = (name: string, readFile: (path: string) => string): Setting<RunDefaults> => ({
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
    if (!isObject(defaults)) return { problem: `${what} no JSON object` };
    const problems = problemsOf(defaults);
    return problems.length === 0 ? { value: defaults } : { problem: `${what} no run configuration: ${problems.join('; ')}` };
  },
});
