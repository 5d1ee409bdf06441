/**
 * Keeps one copy of each package in a process. Two copies share no state: what one registers (metadata, classes, caches), the
 * other does not know.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Packages that may be there twice, with the reason. */
const MAY_BE_TWICE = new Map([
  ['ajv', 'npm puts a copy beside each of its users; each compiles its own schemas'],
  ['commander', 'its ES module only passes on the CommonJS one'],
  ['fast-uri', 'as ajv'],
  ['json-schema-traverse', 'as ajv'],
  ['libbase64', 'pure functions; the parser of mails requires what the client of mailboxes imports'],
  ['libmime', 'as libbase64'],
  ['libqp', 'as libbase64'],
  ['typeorm', 'its ES module only passes on the CommonJS one'],
]);

const NODE_MODULES = '/node_modules/';

/** Returns the folder of the package that a module belongs to. */
function packageFolder(id) {
  const begin = id.lastIndexOf(NODE_MODULES);
  if (begin === -1) return undefined;
  const parts = id.slice(begin + NODE_MODULES.length).split('/');
  return id.slice(0, begin + NODE_MODULES.length) + parts.slice(0, parts[0].startsWith('@') ? 2 : 1).join('/');
}

const nameOf = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

const withoutComments = (code) => code.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

const OWN_REQUIRE = /^const require = createRequire\(import\.meta\.url\);$/m;
const DIRECT_REQUIRE = /createRequire\(import\.meta\.url\)(?=\(['"])/g;
/** Any use of `require` but a call with a literal, which is all that the bundler follows. */
const OTHER_USE = /\brequire\b(?!\(['"])/;

/**
 * Lets the bundler see what an ES module of a package requires. Through `createRequire`, it would load a second copy from
 * `node_modules` while the program runs.
 * @param {string} code
 */
export function showRequires(code) {
  const direct = code.replace(DIRECT_REQUIRE, 'require');
  if (!OWN_REQUIRE.test(direct)) return direct;
  const rest = direct.replace(OWN_REQUIRE, '');
  return OTHER_USE.test(withoutComments(rest)) ? direct : rest;
}

const LOADER = /\b(?:const|let|var) ([\w$]+) = (?:\w+\.)?createRequire\(/g;
const CALL = /(?:([\w$]+)|\bcreateRequire\([^()]*\))\(\s*["'`]([^"'`]+)["'`]\s*\)/g;

/** Returns what a module loads by a function of `createRequire`, which the bundler does not follow. */
function hiddenRequires(code) {
  if (!code.includes('createRequire')) return [];
  const text = withoutComments(code);
  const loaders = new Set([...text.matchAll(LOADER)].map(([, name]) => name));
  return [...text.matchAll(CALL)]
    .filter(([, name]) => name === undefined || loaders.has(name))
    .map(([, , specifier]) => specifier);
}

/** Returns what the bundler leaves to Node. */
const leftRequires = (code) => [...code.matchAll(/\b__require\(["'`]([^"'`]+)["'`]\)/g)].map(([, specifier]) => specifier);

const isInstalled = (specifier, folder) => {
  try {
    return createRequire(join(folder, 'package.json')).resolve(specifier) !== undefined;
  } catch {
    return false;
  }
};

const keyOf = async (folder) => {
  const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  return `${name} ${version}`;
};

/**
 * Returns a problem for each version of a package that a bundle holds in two forms or from two folders, and for each package
 * that it holds and also loads from `node_modules`.
 * @param {readonly { id: string, format: string, code: string }[]} modules format: `es` or `cjs`
 * @param {readonly string[]} codes of the bundle's files
 * @param {string} workspace from where the bundle resolves packages
 * @returns {Promise<string[]>}
 */
export async function findCopies(modules, codes, workspace) {
  const copies = new Map();
  for (const { id, format } of modules) {
    const folder = packageFolder(id);
    if (folder === undefined) continue;
    const key = await keyOf(folder);
    copies.set(key, (copies.get(key) ?? new Set()).add(`${format} from ${folder.slice(folder.indexOf('node_modules'))}`));
  }
  const names = new Set([...copies.keys()].map((key) => key.split(' ')[0]));
  const twice = [...copies].filter(([key, forms]) => forms.size > 1 && !MAY_BE_TWICE.has(key.split(' ')[0]));
  const required = new Set([...modules.flatMap(({ code }) => hiddenRequires(code)), ...codes.flatMap(leftRequires)]);
  const again = [...required].filter((specifier) => names.has(nameOf(specifier)) && isInstalled(specifier, workspace));
  return [
    ...twice.map(([key, forms]) => `${key} is bundled twice: ${[...forms].sort().join(', ')}`),
    ...again.map((specifier) => `${specifier} is bundled, and also required from node_modules`),
  ];
}

/**
 * Refuses a bundle in which a package is there twice.
 * @param {string} workspace
 */
export const singleCopies = (workspace) => ({
  name: 'single-copies',
  async generateBundle(_, files) {
    const chunks = Object.values(files).filter(({ type }) => type === 'chunk');
    const ids = [...new Set(chunks.flatMap(({ modules }) => Object.keys(modules)))];
    const modules = ids
      .map((id) => ({ id, info: this.getModuleInfo(id) }))
      .filter(({ info }) => info?.inputFormat === 'es' || info?.inputFormat === 'cjs')
      .map(({ id, info }) => ({ id, format: info.inputFormat, code: info.code ?? '' }));
    const problems = await findCopies(
      modules,
      chunks.map(({ code }) => code),
      workspace,
    );
    if (problems.length > 0) throw new Error(problems.join('\n'));
  },
});
