import { findDepthProblem, findTextProblem } from './body-shape.js';
import { Problem } from './problem.js';

/** The tokens of a JSON text that decide which names belong to which object. A text before a colon is a name. */
const TOKENS = /("[^"\\]*(?:\\.[^"\\]*)*")\s*:|"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]/g;

/**
 * Returns a name that occurs twice in one object of this valid JSON text. Programs differ in which of the two they read (RFC
 * 8259, 4).
 */
export function findDuplicateName(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [token, name] of json.matchAll(TOKENS)) {
    if (name !== undefined) {
      const read = JSON.parse(name) as string;
      if (open.at(-1)?.has(read) === true) return read;
      open.at(-1)?.add(read);
    } else if ('{['.includes(token)) open.push(new Set());
    else if ('}]'.includes(token)) open.pop();
  }
  return undefined;
}

/** Returns the reason for refusing a JSON text that parses. */
export function findJsonProblem(json: string, value: unknown): Problem | undefined {
  const tooDeep = findDepthProblem(value);
  if (tooDeep !== undefined) return tooDeep;
  const name = findDuplicateName(json);
  return name === undefined
    ? findTextProblem(value)
    : new Problem('malformed-request', {
        detail: `The JSON has the name ${JSON.stringify(name.slice(0, 100))} twice in one object.`,
      });
}
