import type { Operation } from './api-document.js';
import { fuzzDepth } from './config.js';
import { FuzzWorld } from './fuzz-world.js';

/** Allows hundreds of requests on a busy machine. Milliseconds. */
export const LONG_MS = 1_800_000;

const resourceOf = ({ path }: Operation): string => path.split('/').slice(0, 4).join('/');

/** Operations whose work goes on in the background after their answer. */
const IN_BACKGROUND = /^\/api\/v1\/(bulk|jobs|sources|me\/exports)\b/;

/** Limits how much the operations of a world slow each other down by what they have made. */
const MOST_AT_FULL_DEPTH = 6;

const inParts = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, part) => list.slice(part * size, (part + 1) * size));

/**
 * Returns the changing operations that share a world. Opening one costs more than a tenth of the requests. So one operation of
 * each resource shares it: they change different things. At full depth, a few of them share it.
 */
export function groupByWorld(operations: readonly Operation[]): readonly (readonly Operation[])[] {
  const worlds: Operation[][] = [];
  const alone = operations.filter(({ path }) => IN_BACKGROUND.test(path));
  const places = new Map<string, number>();
  for (const operation of operations.filter((one) => !alone.includes(one))) {
    const resource = resourceOf(operation);
    const place = places.get(resource) ?? 0;
    places.set(resource, place + 1);
    (worlds[place] ??= []).push(operation);
  }
  const shared = fuzzDepth.isFull ? worlds.flatMap((members) => inParts(members, MOST_AT_FULL_DEPTH)) : worlds;
  return [...shared, ...alone.map((operation) => [operation])];
}

/** Defines one test for each operation. Each group of operations has a world of its own. */
export function testInWorlds(
  groups: readonly (readonly Operation[])[],
  title: string,
  expectOf: (world: FuzzWorld, operation: Operation) => Promise<void>,
): void {
  const worlds = groups.filter((members) => members.length > 0);
  if (worlds.length === 0) {
    // Jest refuses a file without tests.
    it.todo('has no operation of TL_FUZZ_OPERATIONS');
    return;
  }
  describe.each(worlds.map((members, index) => ({ name: `in world ${String(index + 1)}`, members })))('$name', ({ members }) => {
    let world: FuzzWorld;
    beforeAll(async () => {
      world = await FuzzWorld.open();
    });
    afterAll(() => world.close());

    it.each(members)(title, (operation) => expectOf(world, operation), LONG_MS);
  });
}
