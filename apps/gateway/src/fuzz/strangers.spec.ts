import { testDepth } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { openApiDocument } from '../docs/openapi.js';
import { operationsOf, type Operation } from './testing/api-document.js';
import { send, type Exchange } from './testing/exchange.js';
import { faultIn, faultOf } from './testing/fuzz-operation.js';
import { FRESH_KEY, isId, type FuzzRequest } from './testing/fuzz-request.js';
import { FuzzWorld, type Whose } from './testing/fuzz-world.js';
import { hostilities } from './testing/hostilities/all.js';
import { emptied, namesIds } from './testing/placeholders.js';

/** For each kind of request. */
const RUNS = testDepth.runs(3);

const inPath = ({ parameters }: Operation): boolean => parameters.some((one) => one.in === 'path' && isId(one.name));
const elsewhere = (operation: Operation): boolean => JSON.stringify([operation.parameters, operation.bodies]).includes('"uuid"');

/** With a strange id in the path, an id for the logs that does not differ, and a key that is not in the way. */
const aimed = (operation: Operation, request: FuzzRequest, pick: number): FuzzRequest => ({
  ...request,
  params: inPath(operation) ? { ...request.params, id: { kind: 'foreign', pick } } : request.params,
  headers: {
    ...request.headers,
    'x-request-id': 'the-same',
    ...('idempotency-key' in request.headers ? { 'idempotency-key': FRESH_KEY } : {}),
  },
});

/** Hundreds of requests, on a machine that may have other things to do. */
const LONG_MS = 120_000;

describe('what is somebody else’s', () => {
  const operations = operationsOf(openApiDocument()).filter((one) => inPath(one) || elsewhere(one));

  // One world for all: a request that names nothing of the fuzzer's changes nothing.
  let world: FuzzWorld;
  beforeAll(async () => {
    world = await FuzzWorld.open();
  });
  afterAll(() => world.close());

  it.each(operations)(
    'is to $name as if it did not exist, byte for byte',
    async (operation) => {
      const before = await world.strangersThings();
      const ask = async (request: FuzzRequest, whose: Whose): Promise<Exchange> => {
        const { status, headers, text } = await send(world, request, operation.scope, whose);
        return { status, headers: { ...headers, date: undefined }, text: emptied(text, world.idsOf(whose)) };
      };
      const compare = async (request: FuzzRequest): Promise<void> => {
        // Without an id it is about whatever the fuzzer has, and changes that.
        if (!inPath(operation) && !namesIds(request)) return;
        const [strange, missing] = [await ask(request, 'stranger'), await ask(request, 'nobody')];
        const isEqual = JSON.stringify(strange) === JSON.stringify(missing);
        if (!isEqual) throw faultOf(request, strange, [`differs from ${JSON.stringify(missing).slice(0, 400)}`]);
        if (inPath(operation) && strange.status < 400) throw faultOf(request, strange, ['is no refusal']);
      };
      const faults: string[] = [];
      for (const { name, requests } of hostilities) {
        const made = requests(operation);
        if (made === undefined) continue;
        const property = fc.asyncProperty(made, fc.nat(1_000), (request, pick) => compare(aimed(operation, request, pick)));
        const fault = await faultIn(`strange ${name}`, RUNS, property);
        if (fault !== undefined) faults.push(fault);
      }
      expect(faults.join('\n\n')).toBe('');
      expect(await world.strangersThings()).toEqual(before);
    },
    LONG_MS,
  );
});
