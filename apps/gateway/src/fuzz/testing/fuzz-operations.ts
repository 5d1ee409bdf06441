import { openApiDocument } from '../../docs/openapi.js';
import { operationsOf, type Operation } from './api-document.js';
import { fuzzOperation } from './fuzz-operation.js';
import { FuzzWorld } from './fuzz-world.js';
import type { Api } from './verdict.js';

/** Hundreds of requests, on a machine that may have other things to do. */
const LONG_MS = 120_000;

export interface FuzzedOperations {
  readonly isChosen: (operation: Operation) => boolean;
  readonly atLeast: number;
  /** Operations that change nothing can share a world; opening one costs more than a tenth of the requests. */
  readonly shareWorld: boolean;
}

/** Defines one test for each operation chosen: two files divide them, so that two workers can. */
export function fuzzOperations({ isChosen, atLeast, shareWorld }: FuzzedOperations): void {
  const operations = operationsOf(openApiDocument());
  const [before, after] = shareWorld ? [beforeAll, afterAll] : [beforeEach, afterEach];
  let world: FuzzWorld;
  before(async () => {
    world = await FuzzWorld.open();
  });
  after(() => world.close());

  it.each(operations.filter(isChosen))(
    '$name answers as the document says, and touches nothing of a stranger',
    async (operation) => {
      const things = await world.strangersThings();
      const { sent, allowed, faults } = await fuzzOperation(world, await apiOf(world, operations, operation), operation);
      expect(faults.join('\n\n')).toBe('');
      expect(await world.strangersThings()).toEqual(things);
      expect(sent).toBeGreaterThanOrEqual(atLeast);
      // Else everything was refused at the door, and nothing behind it was tried.
      expect([...allowed].some((status) => status < 400)).toBe(true);
    },
    LONG_MS,
  );
}

async function apiOf(world: FuzzWorld, operations: readonly Operation[], of: Operation): Promise<Api> {
  const page = await world.gateway.app.inject({ url: '/docs/problems' });
  const anchors = new Set([...page.body.matchAll(/ id="([^"]+)"/g)].map(([, anchor]) => anchor ?? ''));
  return { operations, anchors, secrets: world.secretsFrom(of) };
}
