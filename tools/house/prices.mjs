/** Measures what a resource, a connector and a credential type cost. */
import { quantile, sortNumbers, sum } from './files.mjs';

/** Words in the names of folders and files that belong to a resource, in the singular. */
const RESOURCES = ['template', 'source', 'job', 'webhook', 'channel', 'output', 'credential', 'quota', 'notice'];
const API_SIDE = /^(?:apps\/gateway|apps\/web|tools\/tl)\//;

const words = (path) =>
  path
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z]+/);

const linesOf = (files) => sum(files.map(({ lines }) => lines));

export const operationsOf = ({ paths = {} }) => Object.values(paths).flatMap((path) => Object.keys(path)).length;

/** The first folder or file that names a resource owns the file: `sources/jobs` belongs to sources. */
function resourceOf(path) {
  const own = path.split('/').slice(3).flatMap(words);
  return own.map((word) => RESOURCES.find((name) => word === name || word === `${name}s`)).find(Boolean);
}

/** @param {readonly import('./files.mjs').SourceFile[]} source */
export function measureResources(source) {
  const files = source.filter(({ path }) => API_SIDE.test(path));
  return RESOURCES.map((name) => ({ name, lines: linesOf(files.filter(({ path }) => resourceOf(path) === name)) })).sort(
    (one, other) => other.lines - one.lines,
  );
}

/** Returns the median lines of the folders below a folder. */
export function priceOfFolder(source, folder) {
  const sizes = new Map();
  for (const { path, lines } of source) {
    if (!path.startsWith(`${folder}/`)) continue;
    const [name, ...rest] = path.slice(folder.length + 1).split('/');
    if (rest.length > 0) sizes.set(name, (sizes.get(name) ?? 0) + lines);
  }
  return quantile(sortNumbers(sizes.values()), 0.5);
}

/** A secret that a person types in stands for no service. */
const isOfService = (type) => type !== 'password' && type !== 'token';

/** Returns for each credential type the source files that name it, and lie in no folder of that name. Most first. */
export function measureCredentialTypes(source, document) {
  const types = document.components?.schemas?.Credential?.properties?.type?.enum ?? [];
  return types
    .filter(isOfService)
    .map((type) => {
      const isNamed = new RegExp(`['"\`]${type}['"\`]|^\\s+${type}: `, 'm');
      const outside = source.filter(({ path, text }) => !path.split('/').includes(type) && isNamed.test(text));
      return { type, files: outside.length };
    })
    .sort((one, other) => other.files - one.files);
}
