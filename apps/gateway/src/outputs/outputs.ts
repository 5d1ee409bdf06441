import { PATTERNS, isObject, type MetadataPatterns, type OutputConfig, type OutputPatterns } from '@throughline/contracts';
import { findPatternProblem, identifyPatterns, resolveRunConfig } from '@throughline/domain';
import type { Setting } from '@throughline/service-kit';
import { PLACES, listTexts } from './own/own-output.js';

/** The outputs of the operator, with the texts of the patterns that their definitions name by ids. */
export interface SharedOutputs {
  readonly outputs: readonly OutputConfig[];
  readonly patterns: OutputPatterns;
}

/** The default output: the upload service's folder `library`. */
const LIBRARY: SharedOutputs = {
  outputs: [{ name: 'library', type: 'folder', settings: { folder: 'library' } }],
  patterns: {},
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

interface PatternedOutput {
  /** Without its patterns. */
  readonly output: unknown;
  readonly given: Readonly<Record<string, unknown>>;
}

/** Separates an output from its patterns, which have the form of those of own outputs. */
function splitOutput(listed: unknown): PatternedOutput {
  if (!isObject(listed)) return { output: listed, given: {} };
  const { metadata_config: given, ...output } = listed;
  return { output, given: isObject(given) ? given : given === undefined ? {} : { '': given } };
}

function listPatternProblems({ type }: OutputConfig, given: PatternedOutput['given']): readonly string[] {
  const texts = listTexts(type);
  return Object.entries(given).flatMap(([key, pattern]) => {
    const name = PATTERNS.find((each) => each === key);
    if (name === undefined) return [key === '' ? 'metadata_config must be an object' : `metadata_config.${key} is unknown`];
    const problem = typeof pattern === 'string' ? findPatternProblem(name, pattern) : 'must be a text';
    if (problem !== undefined) return [`metadata_config.${name} ${problem}`];
    return texts.includes(PLACES[name])
      ? []
      : [`metadata_config.${name} must be omitted: outputs of the type ${type} have no ${PLACES[name]}`];
  });
}

function readOutputs(listed: unknown): SharedOutputs | { readonly problems: readonly string[] } {
  const split: readonly PatternedOutput[] = Array.isArray(listed) ? listed.map(splitOutput) : [];
  const plain = Array.isArray(listed) ? split.map(({ output }) => output) : listed;
  const resolved = resolveRunConfig([{ source: 'server', config: { outputs: plain } }]);
  if (!('config' in resolved)) return { problems: resolved.problems.map(({ path, message }) => `${path} ${message}`) };
  const pairs = resolved.config.outputs.map((output, index) => ({ output, given: split[index]?.given ?? {} }));
  const problems = pairs.flatMap(({ output, given }, index) =>
    listPatternProblems(output, given).map((problem) => `outputs.${String(index)}.${problem}`),
  );
  if (problems.length > 0) return { problems };
  const patterned = pairs.flatMap(({ output: { name }, given }) =>
    Object.keys(given).length === 0 ? [] : [[name, given as MetadataPatterns] as const],
  );
  const patterns = Object.fromEntries(patterned);
  const outputs = resolved.config.outputs.map((output) => {
    const own = patterns[output.name];
    return own === undefined ? output : { ...output, metadata: identifyPatterns(own) };
  });
  return { outputs, patterns };
}

/**
 * Reads the outputs from a JSON file: `[{ "name": "library", "type": "folder", "settings": { "folder": "library" } }]`. An output
 * can have patterns of its own in `metadata_config`.
 */
export const outputsFileSetting = (name: string, readFile: (path: string) => string): Setting<SharedOutputs> => ({
  name,
  read(path) {
    if (path === undefined || path === '') return { value: LIBRARY };
    let content: string;
    try {
      content = readFile(path);
    } catch {
      return { problem: 'names a file that cannot be read' };
    }
    const listed = parse(content);
    if (listed === undefined) return { problem: 'names a file that is not JSON' };
    const read = readOutputs(listed);
    return 'problems' in read
      ? { problem: `names a file that does not contain valid outputs: ${read.problems.join('; ')}` }
      : { value: read };
  },
});
