import type { OutputConfig } from '@throughline/contracts';
import { resolveRunConfig } from '@throughline/domain';
import type { Setting } from '@throughline/service-kit';

/** The default output: the upload service's folder `library`. */
const LIBRARY: readonly OutputConfig[] = [{ name: 'library', type: 'folder', settings: { folder: 'library' } }];

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** Reads the outputs from a JSON file: `[{ "name": "library", "type": "folder", "settings": { "folder": "library" } }]`. */
export const outputsFileSetting = (name: string, readFile: (path: string) => string): Setting<readonly OutputConfig[]> => ({
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
    const resolved = resolveRunConfig([{ source: 'server', config: { outputs: listed } }]);
    if ('config' in resolved) return { value: resolved.config.outputs };
    return {
      problem: `names a file that does not contain valid outputs: ${resolved.problems.map((one) => `${one.path} ${one.message}`).join('; ')}`,
    };
  },
});
