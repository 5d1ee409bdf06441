/** Follows imports from file to file. Pure: takes the texts of all files. */
import { posix } from 'node:path';

/** The beginning of a path in quotes: relative, by the imports or exports of a package, or from the root. */
const QUOTED = /(['"])((?:\.{1,2}\/|#|@throughline\/|\.?[\w-]+\/)[^'"\n]*)\1/g;
const SOURCE = '@throughline/source';
export const isSpec = (file) => /\.spec\.tsx?$/.test(file);

/** A compiled name stands for its source. */
const spellings = (path) => [
  path,
  ...(/\.jsx?$/.test(path) ? [path.replace(/\.jsx?$/, '.ts'), path.replace(/\.jsx?$/, '.tsx')] : []),
  ...['.ts', '.tsx', '.mjs', '/index.ts'].map((end) => path + end),
];

/** Looks up a key of the `imports` or `exports` of a package.json. */
function lookUp(map = {}, key) {
  for (const [pattern, target] of Object.entries(map)) {
    const path = typeof target === 'string' ? target : (target?.[SOURCE] ?? target?.default);
    if (typeof path !== 'string') continue;
    if (pattern === key) return path;
    const [start, end] = pattern.split('*');
    if (end !== undefined && key.startsWith(start) && key.endsWith(end))
      return path.replace('*', key.slice(start.length, key.length - end.length));
  }
  return undefined;
}

/** Returns the path from the root that a name in a file stands for, if it can be one. */
function pathOf(name, file, packages) {
  if (name.startsWith('.') && /^\.{1,2}\//.test(name)) return posix.join(posix.dirname(file), name);
  if (name.startsWith('#')) {
    const own = packages.find(({ folder }) => file.startsWith(`${folder}/`));
    const path = lookUp(own?.manifest.imports, name);
    return path && posix.join(own.folder, path);
  }
  const other = packages.find(({ manifest }) => name === manifest.name || name.startsWith(`${manifest.name}/`));
  if (other === undefined) return name;
  const path = lookUp(other.manifest.exports, `.${name.slice(other.manifest.name.length)}`);
  return path && posix.join(other.folder, path);
}

/**
 * Returns the files that name each file. Every path in quotes counts, so that types, dynamic imports, `new URL('./x', …)` and
 * 'docs/page.md' count too. A path that is put together at run time is not seen.
 * @param {ReadonlyMap<string, string>} texts of source files by path
 * @param {ReadonlySet<string>} files all paths, also of deleted files
 * @param {readonly { folder: string, manifest: object }[]} packages
 * @returns {ReadonlyMap<string, ReadonlySet<string>>}
 */
export function importersOf(texts, files, packages) {
  const importers = new Map();
  for (const [file, text] of texts) {
    for (const [, , name] of text.matchAll(QUOTED)) {
      const path = pathOf(name, file, packages);
      const target = path && spellings(path).find((one) => files.has(one));
      // Nothing depends on a spec: lists of specs only say when to run it.
      if (target === undefined || target === file || isSpec(target)) continue;
      importers.set(target, (importers.get(target) ?? new Set()).add(file));
    }
  }
  return importers;
}

/** Returns the given files and all that reach them by imports through files that `passes` accepts. */
export function reachedBy(changed, importers, passes = () => true) {
  const reached = new Set(changed);
  for (const file of reached) for (const other of importers.get(file) ?? []) if (passes(other)) reached.add(other);
  return reached;
}
