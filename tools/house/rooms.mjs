/** Finds rooms that import each other. A room is a folder directly below the `src` of a workspace, or a workspace. */
import { importersOf } from '../checking/imports.mjs';

/** Returns the place of a file and its room there: `apps/gateway`, `items`. Files beside the rooms belong to none. */
function roomOf(path) {
  const [, place, room] = /^((?:apps|libs|tools)\/[^/]+)\/src\/([^/]+)\//.exec(path) ?? [];
  return room === undefined ? undefined : { place, room };
}

/** Imports of types count: who needs the words of a room cannot be read without it. */
function* edgesOf(files, packages) {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const importers = importersOf(texts, new Set(texts.keys()), packages);
  for (const [target, sources] of importers) {
    const to = roomOf(target);
    if (to === undefined) continue;
    for (const source of sources) {
      const from = roomOf(source);
      if (from?.place === to.place && from.room !== to.room)
        yield { place: to.place, from: from.room, to: to.room, source, target };
    }
  }
}

/**
 * @param {readonly import('./files.mjs').SourceFile[]} files
 * @param {readonly { folder: string, manifest: object }[]} packages
 * @returns {{ arrows: number, pairs: readonly { name: string, place: string, imports: readonly string[] }[] }} `imports`: those
 *   of the direction with fewer of them, as `FILE -> FILE`
 */
export function measureRooms(files, packages) {
  const arrows = new Map();
  for (const { place, from, to, source, target } of edgesOf(
    files.filter(({ isTest }) => !isTest),
    packages,
  )) {
    const key = `${place} ${from} ${to}`;
    arrows.set(key, [...(arrows.get(key) ?? []), `${source} -> ${target}`]);
  }
  const pairs = [];
  for (const [key, imports] of arrows) {
    const [place, from, to] = key.split(' ');
    const back = arrows.get(`${place} ${to} ${from}`);
    if (back === undefined || from > to) continue;
    pairs.push({ name: `${place}: ${from} <-> ${to}`, place, imports: back.length < imports.length ? back : imports });
  }
  return { arrows: arrows.size, pairs: pairs.sort((one, other) => (one.name < other.name ? -1 : 1)) };
}
