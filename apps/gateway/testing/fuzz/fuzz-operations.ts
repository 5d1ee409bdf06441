import { operationsOf, type Operation } from './api-document.js';
import { fuzzOperation } from './fuzz-operation.js';
import type { FuzzWorld } from './fuzz-world.js';
import type { ApiUnderTest } from './verdict.js';
import { testInWorlds } from './worlds.js';

export interface FuzzOptions {
  /** The operations that share a world, of all operations of the API. */
  readonly worlds: (operations: readonly Operation[]) => readonly (readonly Operation[])[];
  readonly atLeast: number;
}

/** Defines one test for each chosen operation. Two spec files share the operations, so that two test workers can run them. */
export function fuzzOperations(document: object, { worlds, atLeast }: FuzzOptions): void {
  const operations = operationsOf(document);

  testInWorlds(
    worlds(operations),
    '$name answers generated requests as documented, and changes nothing of a stranger',
    async (world, operation) => {
      const things = await world.readStrangersItems();
      const { sent, allowed, faults } = await fuzzOperation(world, await apiOf(world, operations, operation), operation);
      expect(faults.join('\n\n')).toBe('');
      expect(await world.readStrangersItems()).toEqual(things);
      expect(sent).toBeGreaterThanOrEqual(atLeast);
      // Without a success, every request was refused early and the operation itself was not tested.
      expect([...allowed].some((status) => status < 400)).toBe(true);
    },
  );
}

async function apiOf(world: FuzzWorld, operations: readonly Operation[], of: Operation): Promise<ApiUnderTest> {
  const page = await world.gateway.app.inject({ url: '/docs/problems' });
  const anchors = new Set([...page.body.matchAll(/ id="([^"]+)"/g)].map(([, anchor]) => anchor ?? ''));
  return { operations, anchors, secrets: world.secretsFrom(of) };
}
