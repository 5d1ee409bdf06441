import { newId } from '@throughline/contracts';
import fc from 'fast-check';
import { openApiDocument } from '#src/openapi-document.js';
import { operationsOf, type Operation } from './api-document.js';
import { fuzzDepth } from './config.js';
import { send, type Exchange } from './exchange.js';
import { findFault, faultOf } from './fuzz-operation.js';
import { validRequest, type FuzzRequest } from './fuzz-request.js';
import { selectOperations } from './select-operations.js';
import { groupByWorld, testInWorlds } from './worlds.js';

const RUNS = 40;
const KEY = 'Idempotency-Key';

/** Only browsers send them, and each part of such an exchange with an authenticator or a provider is valid once. */
const CEREMONIES: ReadonlySet<string> = new Set([
  'POST /api/v1/me/identities',
  'POST /api/v1/me/passkeys',
  'POST /api/v1/me/passkeys/options',
]);

/**
 * Each commit of an import has its own key, its `originref`, which is kept for ever. Item and key name the upload of a file. An item
 * gets one original, so a repetition finds it.
 */
const OWN_KEYS: ReadonlySet<string> = new Set([
  'POST /api/v1/admin/imports',
  'POST /api/v1/admin/imports/files',
  'POST /api/v1/admin/imports/originals',
]);

const codeOf = ({ text }: Exchange): unknown => (JSON.parse(text) as { code?: unknown }).code;

/** Returns true for answers that are stored and replayed. A refusal before the command was decided may change on a retry. */
const isAnswer = (exchange: Exchange): boolean =>
  exchange.status < 400 || (exchange.status === 409 && codeOf(exchange) !== 'quarantined');

/** An upload whose first bytes were refused exists all the same: the repeat returns its offset and takes no bytes. */
const hasBegun = (first: Exchange, again: Exchange): boolean =>
  [413, 460].includes(first.status) && first.headers['location'] !== undefined && again.status === 201;

const document = await openApiDocument();

describe('a request that is sent again with its Idempotency-Key', () => {
  const operations = operationsOf(document);
  const takesKey = ({ parameters }: Operation): boolean => parameters.some(({ name }) => name === KEY);
  const selected = selectOperations(operations).filter(takesKey);

  // Keys are stored per user, so operations without a token take none.
  it('is documented with that header for every POST that needs a token', () => {
    const posts = operations
      .filter(
        ({ method, scope, name }) => method === 'POST' && scope !== undefined && !CEREMONIES.has(name) && !OWN_KEYS.has(name),
      )
      .map(({ name }) => name);
    expect(operations.filter(takesKey).map(({ name }) => name)).toEqual(expect.arrayContaining(posts));
  });

  testInWorlds(groupByWorld(selected), 'gets the same answer from $name, and changes nothing twice', async (world, operation) => {
    const compare = async (valid: FuzzRequest): Promise<void> => {
      const request = { ...valid, headers: { ...valid.headers, [KEY.toLowerCase()]: newId() } };
      const first = await send(world, request, operation.scope);
      const { last } = await world.gateway.store.incarnation();
      const again = await send(world, request, operation.scope);
      const isSame = (first.status === again.status && (!isAnswer(first) || first.text === again.text)) || hasBegun(first, again);
      const isMarked = !isAnswer(first) || again.headers['idempotency-replayed'] === 'true';
      if (!isSame || !isMarked) throw faultOf(request, again, [`differs from ${JSON.stringify(first).slice(0, 400)}`]);
      if ((await world.gateway.store.incarnation()).last !== last) throw faultOf(request, again, ['has added to the log']);
    };
    const requests = validRequest(operation).filter((request) => !isDryRun(request));
    const fault = await findFault(`again ${operation.name}`, fuzzDepth.runs(RUNS), fc.asyncProperty(requests, compare));
    expect(fault).toBeUndefined();
  });
});

/** A dry run stores nothing under its key. */
const isDryRun = ({ query }: FuzzRequest): boolean => query.includes('dry_run=true');
