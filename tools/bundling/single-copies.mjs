/**
 * Keeps one copy of each package in a process. Two copies share no state: what one registers (metadata, classes, caches), the
 * other does not know.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { nameOf, packageFolder } from './packages.mjs';

/** Packages that may be there twice in one part of a bundle, with the reason. */
const MAY_BE_IN_TWO_FORMATS = new Map([
  ['commander', 'its ES module only passes on the CommonJS one'],
  ['typeorm', 'its ES module only passes on the CommonJS one'],
]);
/** Packages that may be there twice, with the reason. */
const MAY_BE_TWICE = new Map([
  ['ajv', 'npm puts a copy beside each of its users; each compiles its own schemas'],
  ['fast-uri', 'as ajv'],
  ['json-schema-traverse', 'as ajv'],
  ['libbase64', 'pure functions; the parser of mails requires what the client of mailboxes imports'],
  ['libmime', 'as libbase64'],
  ['libqp', 'as libbase64'],
  ['reflect-metadata', 'keeps its state in the global Reflect, where a second copy finds it'],
  ['tslib', 'pure functions'],
]);

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
function showRequires(code) {
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
 * Records what `findCopies` needs to know of a part of a bundle.
 * @typedef {object} Survey
 * @property {readonly (readonly [folder: string, format: string])[]} packages format: `es` or `cjs`
 * @property {readonly string[]} required what its modules and files load from `node_modules`
 */

/** Shows the bundler what packages require, and records what it does not follow. */
export function surveyor() {
  const hidden = new Map();
  const plugin = {
    name: 'single-copies',
    transform: {
      filter: { id: /\/node_modules\//, code: /createRequire/ },
      handler(code, id) {
        const shown = showRequires(code);
        hidden.set(id, hiddenRequires(shown));
        return shown === code ? undefined : { code: shown, map: null };
      },
    },
  };
  const packages = new Map();
  const required = new Set();
  return {
    plugin,
    addModule(id, format) {
      for (const specifier of hidden.get(id) ?? []) required.add(specifier);
      const folder = packageFolder(id);
      if (folder !== undefined && (format === 'es' || format === 'cjs')) packages.set(`${format} ${folder}`, [folder, format]);
    },
    addFile(code) {
      for (const specifier of leftRequires(code)) required.add(specifier);
    },
    /** @returns {Survey} */
    survey: () => ({ packages: [...packages.values()], required: [...required] }),
  };
}

/**
 * Returns a problem for each version of a package that a bundle holds in two forms, from two folders or in two parts, and for
 * each package that it holds and also loads from `node_modules`.
 * @param {readonly Survey[]} parts
 * @param {string} workspace from where the bundle resolves packages
 * @returns {Promise<string[]>}
 */
export async function findCopies(parts, workspace) {
  const copies = new Map();
  for (const [part, { packages }] of parts.entries()) {
    for (const [folder, format] of packages) {
      const key = await keyOf(folder);
      const formats = MAY_BE_IN_TWO_FORMATS.has(key.split(' ')[0]) ? 'es and cjs' : format;
      const form = `${formats} from ${folder.slice(folder.indexOf('node_modules'))} in part ${part}`;
      copies.set(key, (copies.get(key) ?? new Set()).add(form));
    }
  }
  const names = new Set([...copies.keys()].map((key) => key.split(' ')[0]));
  const twice = [...copies].filter(([key, forms]) => forms.size > 1 && !MAY_BE_TWICE.has(key.split(' ')[0]));
  const required = new Set(parts.flatMap((part) => part.required));
  const again = [...required].filter((specifier) => names.has(nameOf(specifier)) && isInstalled(specifier, workspace));
  return [
    ...twice.map(([key, forms]) => `${key} is bundled twice: ${[...forms].sort().join(', ')}`),
    ...again.map((specifier) => `${specifier} is bundled, and also required from node_modules`),
  ];
}
