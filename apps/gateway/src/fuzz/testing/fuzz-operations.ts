import { openApiDocument } from '../../docs/openapi.js';
import { operationsOf, type Operation } from './api-document.js';
import { fuzzOperation } from './fuzz-operation.js';
import { FuzzWorld } from './fuzz-world.js';
import type { Api } from './verdict.js';

/** Hundreds of requests, on a machine that may have other things to do. */
const LONG_MS = 120_000;

/** Defines one test for each operation chosen: two files share them, so that two workers can. */
export function fuzzOperations(isChosen: (operation: Operation) => boolean, { atLeast }: { readonly atLeast: number }): void {
  const operations = operationsOf(openApiDocument());

  it.each(operations.filter(isChosen))(
    '$name answers as the document says, and touches nothing of a stranger',
    async (operation) => {
      const world = await FuzzWorld.open();
      try {
        const before = await world.strangersThings();
        const { sent, allowed, faults } = await fuzzOperation(world, await apiOf(world, operations, operation), operation);
        expect(faults.join('\n\n')).toBe('');
        expect(await world.strangersThings()).toEqual(before);
        expect(sent).toBeGreaterThanOrEqual(atLeast);
        // Else everything was refused at the door, and nothing behind it was tried.
        expect([...allowed].some((status) => status < 400)).toBe(true);
      } finally {
        await world.close();
      }
    },
    LONG_MS,
  );
}

async function apiOf(world: FuzzWorld, operations: readonly Operation[], of: Operation): Promise<Api> {
  const page = await world.gateway.app.inject({ url: '/docs/problems' });
  const anchors = new Set([...page.body.matchAll(/ id="([^"]+)"/g)].map(([, anchor]) => anchor ?? ''));
  return { operations, anchors, secrets: world.secretsFrom(of) };
}
