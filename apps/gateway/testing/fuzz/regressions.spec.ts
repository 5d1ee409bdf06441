import { readFile } from 'node:fs/promises';
import { openApiDocument } from '#src/openapi-document.js';
import { operationsOf } from './api-document.js';
import { send } from './exchange.js';
import { apiOf } from './fuzz-operations.js';
import type { FuzzRequest } from './fuzz-request.js';
import { FuzzWorld } from './fuzz-world.js';
import { findComplaints } from './verdict.js';

/** A request as a fuzzer prints it, with the reason why it is kept. */
type Regression = FuzzRequest & { readonly why: string };

const FILE = new URL('../../testing/fuzz/regressions.json', import.meta.url);

const operations = operationsOf(await openApiDocument());
const regressions = JSON.parse(await readFile(FILE, 'utf8')) as readonly Regression[];

describe('a request that once got a wrong answer', () => {
  let world: FuzzWorld;
  beforeAll(async () => {
    world = await FuzzWorld.open();
  });
  afterAll(() => world.close());

  // All are sent to one world in the order of the file, because an answer may depend on an earlier request.
  it.each(regressions)('is answered as documented: $why', async ({ why: _, ...request }) => {
    const operation = operations.find(({ name }) => name === `${request.method} ${request.path}`);
    if (operation === undefined) throw new Error(`The document has no ${request.method} ${request.path}`);
    const exchange = await send(world, request, operation.scope);
    expect(findComplaints(await apiOf(world, operations, operation), request, exchange)).toEqual([]);
  });
});
