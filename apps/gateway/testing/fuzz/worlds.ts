import type { Operation } from './api-document.js';
import { fuzzDepth } from './config.js';
import { renewFuzzGateway } from './fuzz-gateway.js';
import { FuzzWorld } from './fuzz-world.js';

/** Allows hundreds of requests on a busy machine. Milliseconds. */
export const LONG_MS = 1_800_000;

/** Failed sign-ins count for the address, which all tests of a world share. */
const SIGN_IN = /^\/api\/v1\/(auth|invitations)\b/;
const MOST_SIGN_INS = 2;

const resourceOf = ({ path }: Operation): string => (SIGN_IN.test(path) ? 'sign-in' : path.split('/').slice(0, 4).join('/'));

/** Operations whose work goes on in the background after their answer, so that nothing may follow them in their world. */
const IN_BACKGROUND = /^\/api\/v1\/(bulk|jobs|sources|me\/exports)\b/;

/**
 * Operations of a resource change the same things, and all operations slow each other down by what they make: the less, the fewer
 * requests they get.
 */
const LIMITS = { operations: fuzzDepth.isFull ? 12 : Infinity, ofAResource: 2 } as const;

function hasRoom(members: readonly Operation[], operation: Operation): boolean {
  const resource = resourceOf(operation);
  const most = resource === 'sign-in' ? MOST_SIGN_INS : LIMITS.ofAResource;
  return members.length < LIMITS.operations && members.filter((one) => resourceOf(one) === resource).length < most;
}

/** After these, the world has fewer things in fewer states. */
const isEnding = ({ method, path }: Operation): boolean => method === 'DELETE' || /\/(erase|transfer|deletion)$/.test(path);

/** Returns the changing operations that share a world. Opening one costs as much as a hundred requests. */
export function groupByWorld(operations: readonly Operation[]): readonly (readonly Operation[])[] {
  const worlds: Operation[][] = [];
  const last = operations.filter(({ path }) => IN_BACKGROUND.test(path));
  for (const operation of operations.filter((one) => !last.includes(one))) {
    const world = worlds.find((members) => hasRoom(members, operation));
    if (world === undefined) worlds.push([operation]);
    else world.push(operation);
  }
  const shared = worlds.map((members) => [...members.filter((one) => !isEnding(one)), ...members.filter(isEnding)]);
  const empty = Array.from({ length: Math.max(0, last.length - shared.length) }, (): Operation[] => []);
  const all = [...shared, ...empty];
  // The last worlds have fewer operations that end what these need.
  const begin = all.length - last.length;
  return all.map((members, at) => (at < begin ? members : [...members, ...last.slice(at - begin, at - begin + 1)]));
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
  const renew = renewFuzzGateway();
  describe.each(worlds.map((members, index) => ({ name: `in world ${String(index + 1)}`, members })))('$name', ({ members }) => {
    let world: FuzzWorld;
    beforeAll(async () => {
      world = await FuzzWorld.open(renew);
    });
    afterAll(() => world.close());

    it.each(members)(title, (operation) => expectOf(world, operation), LONG_MS);
  });
}
