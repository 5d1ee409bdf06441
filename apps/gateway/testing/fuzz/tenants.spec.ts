import { testDepth } from '@throughline/contracts/testing';
import { until } from '@throughline/stack/testing';
import fc from 'fast-check';
import { ulid } from 'ulid';
import { EventStreamReader } from '#src/testing/event-stream.js';
import { openApiDocument } from '#src/openapi-document.js';
import { operationsOf, type Operation } from './api-document.js';
import { fuzzSettings } from './config.js';
import { renderBody } from './body.js';
import { createDocumentIn } from './create-documents.js';
import { isId, validRequest, type IdOwner, type ParamValue } from './fuzz-request.js';
import { FuzzWorld } from './fuzz-world.js';
import { ItemDriver, LIVES, createItem } from './item-driver.js';

/** Operations that need no credential, with what limits them. A new one has to be added here with its reason. */
const OPEN: Readonly<Record<string, string>> = {
  'GET /api/v1/about': 'shows versions and settings of the server',
  'GET /api/v1/auth/methods': 'shows how people can sign in',
  'POST /api/v1/auth/passkey': 'checks the signature of a passkey',
  'POST /api/v1/auth/passkey/options': 'returns random values',
  'POST /api/v1/auth/provider': 'returns an address of the identity provider',
  'GET /api/v1/auth/provider/callback': 'checks the code of the identity provider',
  'POST /api/v1/auth/session': 'checks the code of a sign-in link',
  'GET /api/v1/credentials/oauth/callback': 'checks the signed state of a consent',
  'POST /api/v1/invitations/join': 'checks the code of an invitation',
  'POST /api/v1/invitations/preview': 'checks the code of an invitation',
  'GET /api/v1/feeds/{code}/feed.xml': 'checks the code of a podcast feed',
  'GET /api/v1/feeds/{code}/episodes/{episode}/{file}': 'checks the code of a podcast feed',
  'GET /api/v1/embedded/{code}': 'checks the code of an embed',
  'GET /api/v1/embedded/{code}/recordings/{recording}/transcript': 'checks the code of an embed',
  'GET /api/v1/embedded/{code}/recordings/{recording}/files/{file}': 'checks the code of an embed',
  'GET /api/v1/shared/{link}': 'checks the cookie of an opened share link',
  'GET /api/v1/shared/{link}/files/{name}': 'checks the cookie of an opened share link',
  'GET /api/v1/shared/{link}/transcript': 'checks the cookie of an opened share link',
  'POST /api/v1/shared/open': 'checks the code of a share link',
  'GET /api/v1/notices/{purpose}/{library}/{signature}': 'checks the signature of an e-mail',
  'POST /api/v1/notices/{purpose}/{library}/{signature}': 'checks the signature of an e-mail',
  'OPTIONS /api/v1/uploads': 'shows the supported extensions of tus',
  'POST /api/v1/webhooks/zoom/{connection}': 'checks the signature of Zoom',
  'POST /api/v1/webhooks/{name}': 'checks the secret of the channel',
  'GET /asyncapi.json': 'is a document',
  'GET /docs/problems': 'is a document',
  'GET /health/live': 'shows the health of the process',
  'GET /health/ready': 'shows the health of the process',
  'GET /metrics': 'checks a token of the operator; counts without ids',
  'GET /openapi.json': 'is a document',
};

/** Reads without an id that show nothing of any library, so that there is nothing to compare. */
const OF_THE_SERVER: Readonly<Record<string, string>> = {
  'GET /api/v1/admin/events/senders': 'counts events of other systems, for administrators',
  'GET /api/v1/admin/provider': 'checks the identity provider',
  'GET /api/v1/auth/provider/sign-out': 'returns an address of the identity provider',
  'GET /api/v1/credential-types': 'lists what the server supports',
  'GET /api/v1/output-types': 'lists what the server supports',
  'GET /api/v1/source-types': 'lists what the server supports',
  'GET /api/v1/me/quota': 'shows numbers',
  'GET /api/v1/me/quota/history': 'shows numbers',
  'GET /api/v1/outputs': 'lists outputs of the operator here; own-outputs lists those of a library',
  'GET /api/v1/simulation/outputs': 'lists simulated outputs, for administrators',
  'GET /api/v1/simulation/outputs/{output}/ledger': 'shows a test output, for administrators',
  'GET /api/v1/workers': 'lists workers, for administrators',
};

/** Reads of administrators that show users and changes of the whole server, but nothing of what libraries contain. */
const OF_ALL_USERS: ReadonlySet<string> = new Set([
  'GET /api/v1/admin/deletions',
  'GET /api/v1/admin/log',
  'GET /api/v1/admin/log/download',
  'GET /api/v1/admin/quarantine',
  'GET /api/v1/admin/users',
  'GET /api/v1/stats/quotas',
]);

/** Reads that show the libraries of their user, whichever library the credential works in. */
const OF_MEMBERSHIPS: ReadonlySet<string> = new Set(['GET /api/v1/libraries', 'GET /api/v1/me']);

/** Reads that name items in their query. A test of their own covers each. */
const OF_NAMED_ITEMS: ReadonlySet<string> = new Set(['GET /api/v1/items/archive']);

const isStream = ({ answers }: Operation): boolean => answers.get(200)?.content['text/event-stream'] !== undefined;
const idsOf = ({ parameters }: Operation): readonly string[] =>
  parameters.filter((one) => one.in === 'path' && isId(one.name)).map(({ name }) => name);

const document = await openApiDocument();
const operations = operationsOf(document);
const withCredential = operations.filter(({ scope }) => scope !== undefined);
const withId = withCredential.filter((one) => idsOf(one).length > 0);
const lists = withCredential.filter((one) => one.method === 'GET' && idsOf(one).length === 0 && !isStream(one));
const isOwn = ({ name }: Operation): boolean => !(name in OF_THE_SERVER) && !OF_ALL_USERS.has(name) && !OF_NAMED_ITEMS.has(name);
const comparable = lists.filter(isOwn);
const streams = withCredential.filter((one) => idsOf(one).length === 0 && isStream(one));

/** Part of what the stranger has set up. */
const MARK = 'somebody-elses-4b7d';
const SAMPLES = testDepth.isFull ? 4 : 1;
const PICKS = 2;
/** Queries that find something of the stranger by reads that need one. */
const QUERIES: Readonly<Record<string, string>> = { 'GET /api/v1/search': '?q=after:2000&limit=50' };
/** More than the states in which the world has items of a kind. */
const LIVES_OF_AN_ITEM = 16;

const without = (headers: Readonly<Record<string, string>>, name: string): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));

interface Answer {
  readonly status: number;
  readonly text: string;
}

describe('a library', () => {
  let world: FuzzWorld;
  let member: string;
  let tokens: Readonly<Record<'stranger' | 'another user' | 'a member with a token of another library', string>>;
  beforeAll(async () => {
    world = await FuzzWorld.open();
    const { gateway, stranger } = world;
    member = ulid();
    await gateway.ports.users.add({ id: member, name: `user-${member}`, role: 'admin' });
    await gateway.ports.libraries.addMember(stranger, member, 'owner');
    tokens = {
      stranger: await gateway.tokenFor(['admin'], stranger),
      'another user': gateway.token,
      'a member with a token of another library': await gateway.tokenFor(['admin'], member),
    };
    await until(async () => {
      await gateway.search.round();
      const { isBuilt, pendingItems } = await gateway.searchIndex.state();
      return isBuilt && pendingItems === 0;
    });
    await setUp('vocabulary', { terms: [MARK] });
    await setUp('notices', { email: `${MARK}@example.org` });
    await setUp('settings', { metadata_config: { title_pattern: MARK } });
  });
  afterAll(() => world.close());

  const setUp = async (name: string, body: object): Promise<void> => {
    const headers = { 'content-type': 'application/json', 'if-match': '*' };
    const request = { method: 'PUT', url: `/api/v1/me/${name}`, headers, payload: JSON.stringify(body) };
    expect(await ask(tokens.stranger, request)).toMatchObject({ status: 200 });
  };
  const ask = async (
    token: string,
    request: { method: string; url: string; headers?: Readonly<Record<string, string>>; payload?: string | Buffer },
  ): Promise<Answer> => {
    const { method, headers, ...rest } = request;
    const response = await world.gateway.app.inject({
      ...rest,
      method: method as 'GET',
      headers: { ...headers, authorization: `Bearer ${token}`, 'x-request-id': 'the-same' },
    });
    return { status: response.statusCode, text: response.body };
  };
  const marksIn = (text: string): readonly string[] => world.strangersMarks.filter((mark) => text.includes(mark));
  const others = ['another user', 'a member with a token of another library'] as const;

  it('is protected in each operation by a credential, or by a named check', () => {
    const open = operations.filter(({ scope }) => scope === undefined).map(({ name }) => name);
    expect(open.toSorted()).toEqual(Object.keys(OPEN).toSorted());
  });

  it('has no exception for an operation that does not exist', () => {
    const names = new Set(operations.map(({ name }) => name));
    const exceptions = [...Object.keys(OF_THE_SERVER), ...OF_ALL_USERS, ...OF_MEMBERSHIPS, ...OF_NAMED_ITEMS];
    expect(exceptions.filter((name) => !names.has(name))).toEqual([]);
  });

  it.each(comparable)('shows its user something by $name, and others nothing', async ({ name, method, path }) => {
    const url = `${path}${QUERIES[name] ?? ''}`;
    const own = await ask(tokens.stranger, { method, url });
    expect({ status: own.status, isEmpty: marksIn(own.text).length === 0 }).toEqual({ status: 200, isEmpty: false });
    for (const who of others) {
      if (who !== 'another user' && OF_MEMBERSHIPS.has(name)) continue;
      const { status, text } = await ask(tokens[who], { method, url });
      expect({ who, status, marks: marksIn(text) }).toEqual({ who, status: 200, marks: [] });
    }
  });

  it('sends an archive of several items to its user, and to others as of items that do not exist', async () => {
    const archiveOf = (whose: IdOwner): string => {
      const ids = new Set(Array.from({ length: LIVES_OF_AN_ITEM }, (_, pick) => world.idsOf(whose)(pick)));
      return `/api/v1/items/archive?ids=${[...ids].join(',')}`;
    };
    const own = await ask(tokens.stranger, { method: 'GET', url: archiveOf('stranger') });
    expect({ status: own.status, isEmpty: marksIn(own.text).length === 0 }).toEqual({ status: 200, isEmpty: false });
    for (const who of others) {
      const reasons = async (whose: IdOwner): Promise<readonly [number, ReadonlySet<string>]> => {
        const { status, text } = await ask(tokens[who], { method: 'GET', url: archiveOf(whose) });
        expect(marksIn(text)).toEqual([]);
        return [status, new Set(text.replaceAll(/Item \d+/g, 'Item').match(/Item: [^.]*/g))];
      };
      expect({ who, reasons: await reasons('stranger') }).toEqual({ who, reasons: await reasons('nobody') });
    }
  });

  /** Returns a path whose ids from the given one on are those of `whose`; the others belong to the asking user. */
  const pathFrom = async ({ path, parameters }: Operation, first: number, whose: IdOwner, pick: number): Promise<string> => {
    const params = (kind: 'own' | 'foreign'): Readonly<Record<string, ParamValue>> =>
      Object.fromEntries(
        parameters.flatMap(({ name, in: place, example }): [string, ParamValue][] => {
          if (place !== 'path') return [];
          if (!isId(name)) return [[name, { kind: 'text', text: String(example) }]];
          return [[name, kind === 'own' ? { kind, pick, isFresh: false } : { kind, pick }]];
        }),
      );
    const [own, asked] = await Promise.all([
      world.pathOf({ path, params: params('own') }, 'anybody'),
      world.pathOf({ path, params: params('foreign') }, whose),
    ]);
    const template = path.split('/');
    const at = template.map((part, index) => (isId(part.slice(1, -1)) ? index : -1)).filter((index) => index >= 0)[first] ?? 0;
    return [...own.split('/').slice(0, at), ...asked.split('/').slice(at)].join('/');
  };

  it.each(withId.flatMap((operation) => idsOf(operation).map((id, first) => ({ name: operation.name, id, first, operation }))))(
    'answers $name with its $id as for an id that does not exist',
    async ({ operation, first }) => {
      const { seed } = fuzzSettings;
      for (const { headers, body } of fc.sample(validRequest(operation), { seed, numRuns: SAMPLES }))
        for (let pick = 0; pick < PICKS; pick += 1) {
          const { payload, contentType } = body === undefined ? {} : renderBody(body);
          const request = {
            method: operation.method,
            headers: {
              ...without(headers, 'idempotency-key'),
              ...(contentType === undefined ? {} : { 'content-type': contentType }),
            },
            ...(payload === undefined ? {} : { payload }),
          };
          const missing = await pathFrom(operation, first, 'nobody', pick);
          const foreign = await pathFrom(operation, first, 'stranger', pick);
          for (const who of others) {
            const answer = await ask(tokens[who], { ...request, url: foreign });
            expect({ who, ...answer }).toEqual({ who, ...(await ask(tokens[who], { ...request, url: missing })) });
            expect(answer).toMatchObject({ status: 404 });
          }
        }
    },
  );

  // The world has users and quarantined items only of the fuzzer: administrators see all of them.
  it.each(withId.filter(({ method, path }) => method === 'GET' && !path.startsWith('/api/v1/admin/')))(
    'answers $name of its own user',
    async (operation) => {
      const method = isStream(operation) ? 'HEAD' : 'GET';
      const isFound = async (pick = 0): Promise<boolean> => {
        const { status } = await ask(tokens.stranger, { method, url: await pathFrom(operation, 0, 'stranger', pick) });
        return status !== 404 || (pick < LIVES_OF_AN_ITEM && isFound(pick + 1));
      };
      expect(await isFound()).toBe(true);
    },
  );

  const addItems = async (owner: string, mark: string): Promise<void> => {
    await createItem(new ItemDriver(world.gateway, owner, mark), LIVES.registered);
    await createDocumentIn(world.gateway, owner, mark, 1);
  };

  describe('with open streams', () => {
    const open: EventStreamReader[] = [];
    afterAll(() => {
      for (const reader of open) reader.close();
    });

    it.each(streams)('sends its changes by $name only to its user', async ({ path }) => {
      const { gateway, stranger } = world;
      if (!gateway.app.getHttpServer().listening) await gateway.app.listen(0, '127.0.0.1');
      const listen = async (token: string): Promise<EventStreamReader> => {
        const reader = await EventStreamReader.open(`${await gateway.app.getUrl()}${path}`, { authorization: `Bearer ${token}` });
        open.push(reader);
        await reader.first('a snapshot', ({ event }) => event === 'snapshot');
        return reader;
      };
      const own = await listen(tokens.stranger);
      const strange = await Promise.all(others.map((who) => listen(tokens[who])));
      await addItems(stranger, MARK);
      await own.first('the change', ({ event, data }) => event === 'change' && marksIn(JSON.stringify(data)).length > 0);
      await addItems(gateway.owner, 'the last change');
      await addItems(member, 'the last change');
      for (const reader of strange) {
        await reader.first('the last change', ({ data }) => JSON.stringify(data).includes('the last change'));
        expect(marksIn(JSON.stringify(reader.heard))).toEqual([]);
      }
    });
  });
});
