import { createHash } from 'node:crypto';
import { packageName } from './packages.mjs';

/**
 * A program is bundled in parts, each in a process of its own, because the bundler holds all modules of a part in memory. The
 * first holds the modules of the program's workspace, the second our libraries, the third all packages that no other part names.
 * A part imports files of later parts only.
 * @type {readonly RegExp[]} names of packages
 */
const LATER_PARTS = [
  /^typeorm$/,
  /^@(simplewebauthn|peculiar)\/|^(tsyringe|asn1js|pvtsutils|pvutils)$/,
  /^@(aws-sdk|aws-crypto|smithy)\//,
  /^typebox$/,
];

export const OWN_PART = 0;
const LIBRARIES = 1;
const PACKAGES = 2;
export const PARTS = LATER_PARTS.length + PACKAGES + 1;

/** Returns whether a part holds our code. */
export const isOurs = (part) => part < PACKAGES;

/** A compiled module of a library: the library's name and the path below it. */
const LIBRARY = /\/libs\/([^/]+)\/dist\/.+$/;

/** @param {string} id path of a module */
export function partOf(id) {
  const name = packageName(id);
  if (name === undefined) return LIBRARY.test(id) ? LIBRARIES : OWN_PART;
  const later = LATER_PARTS.findIndex((names) => names.test(name));
  return later === -1 ? PACKAGES : PACKAGES + 1 + later;
}

/** Returns the name and the path of a module, the same on each machine. */
function placeOf(id) {
  const name = packageName(id);
  if (name !== undefined) return [name.replace('@', '').replace('/', '-'), id.slice(id.indexOf('node_modules'))];
  const [path, library] = LIBRARY.exec(id);
  return [library, path];
}

/** Returns the file through which other parts import a module of a library or of a package. */
export function fileOf(id) {
  const [name, path] = placeOf(id);
  return `${name}-${createHash('sha256').update(path).digest('hex').slice(0, 8)}.js`;
}

/** The name of the export that a dynamic import returns. */
const NAMESPACE = 'namespace';

/**
 * Sends imports of modules of later parts to files of their own. A `require` is not sent: it would have to load an ES module.
 * @param {number} part
 * @param {Map<string, string>} imported gets the module of each file
 */
export const importLaterParts = (part, imported) => ({
  name: 'later-parts',
  resolveId: {
    order: 'pre',
    filter: { id: /^[^./#\0]/ },
    async handler(source, importer, { kind }) {
      if (importer === undefined) return undefined;
      const resolved = await this.resolve(source, importer, { kind, skipSelf: true });
      if (!resolved || resolved.external || kind === 'require-call' || partOf(resolved.id) <= part) return resolved;
      const file = fileOf(resolved.id);
      imported.set(file, resolved.id);
      return { id: `./${file}`, external: true, moduleSideEffects: resolved.moduleSideEffects };
    },
  },
});

const STATEMENT = /^(?:import|export) (?:(?:([\w$]+)(?:, )?)?(?:\{ ([^}]*) \})? from )?"\.\/([^"]+)";$/gm;
const CALL = /\bimport\("\.\/([^"]+)"\)/g;

const listNames = (list = '') =>
  list
    .split(', ')
    .filter(Boolean)
    .map((specifier) => specifier.split(' as ')[0]);

/**
 * Reads what a bundled file imports from files of later parts. In the returned code, dynamic imports return the module.
 * @param {string} code
 * @param {ReadonlyMap<string, string>} imported the module of each file of later parts
 * @returns {{ names: Map<string, string[]>, code: string }} names: by file
 */
export function readImports(code, imported) {
  const names = new Map();
  const add = (file, more) => names.set(file, [...(names.get(file) ?? []), ...more]);
  const rest = code.replace(STATEMENT, (statement, byDefault, list, file) => {
    if (!imported.has(file)) return statement;
    add(file, [...(byDefault === undefined ? [] : ['default']), ...listNames(list)]);
    return '';
  });
  for (const [, file] of rest.matchAll(CALL)) if (imported.has(file)) add(file, [NAMESPACE]);
  const others = rest.replace(CALL, '');
  const [, missed] = [...imported].find(([file]) => others.includes(`"./${file}"`)) ?? [];
  if (missed !== undefined) throw new Error(`name what is imported from ${missed}: "*" is not supported`);
  const returnModule = (call, file) => (imported.has(file) ? `${call}.then((module) => module.${NAMESPACE})` : call);
  return { names, code: code.replace(CALL, returnModule) };
}

/** Returns the module that exports what earlier parts import from a module of a package. */
export function entryOf(id, names) {
  const from = JSON.stringify(id);
  const own = [...new Set(names)].filter((name) => name !== NAMESPACE);
  return [
    `import ${from};`,
    ...(own.length > 0 ? [`export { ${own.join(', ')} } from ${from};`] : []),
    ...(names.includes(NAMESPACE) ? [`import * as ${NAMESPACE} from ${from};`, `export { ${NAMESPACE} };`] : []),
  ].join('\n');
}
