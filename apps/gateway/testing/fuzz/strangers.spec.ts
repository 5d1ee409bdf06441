import fc from 'fast-check';
import { openApiDocument } from '#src/openapi-document.js';
import { operationsOf, type Operation } from './api-document.js';
import { fuzzDepth } from './config.js';
import { send, type Exchange } from './exchange.js';
import { findFault, faultOf } from './fuzz-operation.js';
import { FRESH_KEY, isId, type FuzzRequest, type IdOwner } from './fuzz-request.js';
import { FuzzWorld } from './fuzz-world.js';
import { hostilities } from './hostilities/all.js';
import { restorePlaceholders, hasPlaceholders } from './placeholders.js';
import { selectOperations } from './select-operations.js';
import { LONG_MS } from './worlds.js';

const RUNS = fuzzDepth.runs(3);

const inPath = ({ parameters }: Operation): boolean => parameters.some((one) => one.in === 'path' && isId(one.name));
const elsewhere = (operation: Operation): boolean => JSON.stringify([operation.parameters, operation.bodies]).includes('"uuid"');

/** Puts a stranger's id into the path, and fixes the headers that would make answers differ. */
const addressTo = (operation: Operation, request: FuzzRequest, pick: number): FuzzRequest => ({
  ...request,
  params: inPath(operation) ? { ...request.params, id: { kind: 'foreign', pick } } : request.params,
  headers: {
    ...request.headers,
    'x-request-id': 'the-same',
    ...('idempotency-key' in request.headers ? { 'idempotency-key': FRESH_KEY } : {}),
  },
});

/** Removes the id of what a request has created, and the times of its creation, which differ between any two requests. */
function withoutNovelties(headers: Exchange['headers'], text: string): Pick<Exchange, 'headers' | 'text'> {
  const { location } = headers;
  const id = typeof location === 'string' ? location.split('/').at(-1) : undefined;
  if (id === undefined) return { headers, text };
  const times = /\d{4}-\d{2}-\d{2}T[\d:.]+Z/g;
  return {
    headers: { ...headers, location: location?.replace(id, 'new') },
    text: text.replaceAll(id, 'new').replaceAll(times, 'time'),
  };
}

const document = await openApiDocument();

describe('another user’s item', () => {
  const operations = selectOperations(operationsOf(document)).filter((one) => inPath(one) || elsewhere(one));

  if (operations.length === 0) {
    // Jest refuses a file without tests.
    it.todo('has no operation of TL_FUZZ_OPERATIONS');
    return;
  }

  // All tests share one world: a request with no id of the fuzzer's own changes nothing.
  let world: FuzzWorld;
  beforeAll(async () => {
    world = await FuzzWorld.open();
  });
  afterAll(() => world.close());

  it.each(operations)(
    'is answered by $name with the same bytes as an item that does not exist',
    async (operation) => {
      const before = await world.lastStrangersItems();
      const ask = async (request: FuzzRequest, whose: IdOwner): Promise<Exchange> => {
        const { status, headers, text } = await send(world, request, operation.scope, whose);
        const shown = restorePlaceholders(text, world.idsOf(whose));
        return { status, ...withoutNovelties({ ...headers, date: undefined }, shown) };
      };
      const compare = async (request: FuzzRequest): Promise<void> => {
        // Without an id the request is about the fuzzer's own items, and would change them.
        if (!inPath(operation) && !hasPlaceholders(request)) return;
        const [strange, missing] = [await ask(request, 'stranger'), await ask(request, 'nobody')];
        const isEqual = JSON.stringify(strange) === JSON.stringify(missing);
        if (!isEqual) throw faultOf(request, strange, [`differs from ${JSON.stringify(missing).slice(0, 400)}`]);
        if (inPath(operation) && strange.status < 400) throw faultOf(request, strange, ['is no refusal']);
      };
      // Runs them concurrently: reading a missing item mostly waits for the projector.
      const faults = await Promise.all(
        hostilities.map(async ({ name, requests }) => {
          const made = requests(operation);
          if (made === undefined) return [];
          const property = fc.asyncProperty(made, fc.nat(1_000), (request, pick) => compare(addressTo(operation, request, pick)));
          return (await findFault(`strange ${name}`, RUNS, property)) ?? [];
        }),
      );
      expect(faults.flat().join('\n\n')).toBe('');
      expect(await world.readStrangersItems()).toBe(before);
    },
    LONG_MS,
  );
});
