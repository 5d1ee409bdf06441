import { operationsOf, type Operation } from './api-document.js';
import { fuzzOperation } from './fuzz-operation.js';
import { FuzzWorld } from './fuzz-world.js';
import type { ApiUnderTest } from './verdict.js';

/** Allows hundreds of requests on a busy machine. Milliseconds. */
const LONG_MS = 1_800_000;

export interface FuzzOptions {
  readonly isChosen: (operation: Operation) => boolean;
  readonly atLeast: number;
  /** Read operations can share a world. Opening one costs more than a tenth of the requests. */
  readonly shareWorld: boolean;
}

/** Defines one test for each chosen operation. Two spec files share the operations, so that two test workers can run them. */
export function fuzzOperations(document: object, { isChosen, atLeast, shareWorld }: FuzzOptions): void {
  const operations = operationsOf(document);
  const [before, after] = shareWorld ? [beforeAll, afterAll] : [beforeEach, afterEach];
  let world: FuzzWorld;
  before(async () => {
    world = await FuzzWorld.open();
  });
  after(() => world.close());

  it.each(operations.filter(isChosen))(
    '$name answers generated requests as documented, and changes nothing of a stranger',
    async (operation) => {
      const things = await world.readStrangersItems();
      const { sent, allowed, faults } = await fuzzOperation(world, await apiOf(world, operations, operation), operation);
      expect(faults.join('\n\n')).toBe('');
      expect(await world.readStrangersItems()).toEqual(things);
      expect(sent).toBeGreaterThanOrEqual(atLeast);
      // Without a success, every request was refused early and the operation itself was not tested.
      expect([...allowed].some((status) => status < 400)).toBe(true);
    },
    LONG_MS,
  );
}

async function apiOf(world: FuzzWorld, operations: readonly Operation[], of: Operation): Promise<ApiUnderTest> {
  const page = await world.gateway.app.inject({ url: '/docs/problems' });
  const anchors = new Set([...page.body.matchAll(/ id="([^"]+)"/g)].map(([, anchor]) => anchor ?? ''));
  return { operations, anchors, secrets: world.secretsFrom(of) };
}
