import { newId } from '@throughline/contracts';
import { testDepth } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { openApiDocument } from '../docs/openapi.js';
import { operationsOf } from './testing/api-document.js';
import { send, type Exchange } from './testing/exchange.js';
import { faultIn, faultOf } from './testing/fuzz-operation.js';
import { validRequest, type FuzzRequest } from './testing/fuzz-request.js';
import { FuzzWorld } from './testing/fuzz-world.js';

const RUNS = testDepth.runs(40);
const KEY = 'Idempotency-Key';

const codeOf = ({ text }: Exchange): unknown => (JSON.parse(text) as { code?: unknown }).code;

/** What was answered by a command is answered again; what was refused before anything happened may be tried again. */
const isAnswer = (exchange: Exchange): boolean =>
  exchange.status < 400 || (exchange.status === 409 && codeOf(exchange) !== 'quarantined');

/** Of an upload that was begun only its first bytes were refused: the repeat tells where it is, and takes none. */
const hasBegun = (first: Exchange, again: Exchange): boolean => first.status === 460 && again.status === 201;

/** Hundreds of requests, on a machine that may have other things to do. */
const LONG_MS = 120_000;

describe('a request that is sent again with its Idempotency-Key', () => {
  const operations = operationsOf(openApiDocument());
  const keyed = operations.filter(({ parameters }) => parameters.some(({ name }) => name === KEY));

  // Keys belong to somebody: whoever is not known yet has none.
  it('is known to everything that is posted by somebody', () => {
    const posts = operations.filter(({ method, scope }) => method === 'POST' && scope !== undefined).map(({ name }) => name);
    expect(keyed.map(({ name }) => name)).toEqual(expect.arrayContaining(posts));
  });

  it.each(keyed)(
    'gets from $name the same answer, and does nothing twice',
    async (operation) => {
      const world = await FuzzWorld.open();
      try {
        const compare = async (valid: FuzzRequest): Promise<void> => {
          const request = { ...valid, headers: { ...valid.headers, [KEY.toLowerCase()]: newId() } };
          const first = await send(world, request, operation.scope);
          const { last } = await world.gateway.store.incarnation();
          const again = await send(world, request, operation.scope);
          const isSame =
            (first.status === again.status && (!isAnswer(first) || first.text === again.text)) || hasBegun(first, again);
          const isMarked = !isAnswer(first) || again.headers['idempotency-replayed'] === 'true';
          if (!isSame || !isMarked) throw faultOf(request, again, [`differs from ${JSON.stringify(first).slice(0, 400)}`]);
          if ((await world.gateway.store.incarnation()).last !== last) throw faultOf(request, again, ['has added to the log']);
        };
        const requests = validRequest(operation).filter((request) => !isDryRun(request));
        const fault = await faultIn(`again ${operation.name}`, RUNS, fc.asyncProperty(requests, compare));
        expect(fault).toBeUndefined();
      } finally {
        await world.close();
      }
    },
    LONG_MS,
  );
});

/** Takes up no key: it does nothing. */
const isDryRun = ({ query }: FuzzRequest): boolean => query.includes('dry_run=true');
