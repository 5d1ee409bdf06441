/** Counts the places where the API's names are written again. */
import { sum } from './files.mjs';

/** Returns the names of members with `_`: no other code has them by chance. */
export function apiNames({ components: { schemas = {} } = {} }) {
  const names = Object.values(schemas).flatMap(({ properties = {} }) => Object.keys(properties));
  return new Set(names.filter((name) => name.includes('_')));
}

/**
 * @param {readonly import('./files.mjs').SourceFile[]} files
 * @param {object} document the OpenAPI document
 * @returns {{ names: number, files: number, projects: number, most: readonly [string, number][] }} means per name that stands
 *   somewhere; `most`: the names in most files
 */
export function measureNames(files, document) {
  const found = new Map([...apiNames(document)].map((name) => [name, []]));
  for (const file of files) {
    if (file.isTest) continue;
    for (const word of new Set(file.text.match(/\w+/g))) found.get(word)?.push(file);
  }
  const used = [...found].filter(([, places]) => places.length > 0);
  const projectsOf = (places) => new Set(places.map(({ project }) => project)).size;
  return {
    names: used.length,
    files: sum(used.map(([, places]) => places.length)) / used.length,
    projects: sum(used.map(([, places]) => projectsOf(places))) / used.length,
    most: used
      .map(([name, places]) => [name, places.length])
      .sort(([, one], [, other]) => other - one)
      .slice(0, 5),
  };
}
