const NODE_MODULES = '/node_modules/';

/** Returns the name of the package that a specifier such as `@scope/name/file.js` belongs to. */
export const nameOf = (specifier) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Returns the name of the package that a module belongs to. */
export function packageName(id) {
  const begin = id.lastIndexOf(NODE_MODULES);
  return begin === -1 ? undefined : nameOf(id.slice(begin + NODE_MODULES.length));
}

/** Returns the folder of the package that a module belongs to. */
export function packageFolder(id) {
  const name = packageName(id);
  return name === undefined ? undefined : id.slice(0, id.lastIndexOf(NODE_MODULES) + NODE_MODULES.length) + name;
}
