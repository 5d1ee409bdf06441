import { depthProblem, textProblem } from './body-shape.js';
import { Problem } from './problem.js';

/** The tokens of a JSON text that decide which names belong to which object. A text before a colon is a name. */
const TOKENS = /("[^"\\]*(?:\\.[^"\\]*)*")\s*:|"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]]/g;

/** Returns a name that one object of this valid JSON text has twice. Programs differ in which of the two they read (RFC 8259, 4). */
export function duplicateName(json: string): string | undefined {
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

/** Returns the reason why a JSON text that parses is refused all the same. */
export function jsonProblem(json: string, value: unknown): Problem | undefined {
  const tooDeep = depthProblem(value);
  if (tooDeep !== undefined) return tooDeep;
  const name = duplicateName(json);
  return name === undefined
    ? textProblem(value)
    : new Problem('malformed-request', {
        detail: `The JSON has the name ${JSON.stringify(name.slice(0, 100))} twice in one object.`,
      });
}
