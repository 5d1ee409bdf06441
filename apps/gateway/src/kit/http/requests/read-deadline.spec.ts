import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import type { GatewayPorts } from '../../../testing/gateway-ports.js';
import { openMemoryGateway, type MemoryGateway } from '../../../testing/memory-gateway.js';
import { upload } from '../../../testing/upload.js';

/** Members that Nest looks for in every provider. */
const OF_THE_FRAMEWORK = /^(then|on[A-Z]|before[A-Z])/;
/** A port that never answers, as behind a silent connection. */
const silent: unknown = new Proxy(
  {},
  { get: (_, name) => (OF_THE_FRAMEWORK.test(String(name)) ? undefined : () => new Promise(() => undefined)) },
);

const DEADLINE_MS = 500;
/** The ports of reads of the projection and of the control data, except sign-in. */
const TABLES = [
  'administrationLog',
  'libraries',
  'invitations',
  'shareLinks',
  'publishedSets',
  'rows',
  'sessionRows',
  'documentRows',
  'itemRows',
  'past',
  'documentPast',
  'projected',
  'quarantined',
  'uploads',
  'credentials',
  'channels',
  'templates',
  'documentRules',
  'ruledDocuments',
  'templateUses',
  'ownOutputs',
  'quotaLimits',
  'quotaBook',
  'sources',
  'syncs',
  'jobs',
  'bulkCommands',
  'webhooks',
  'webhookQueue',
  'searchReader',
  'duplicates',
  'selections',
  'notices',
  'exports',
  'deletions',
  'users',
  'libraries',
  'sessions',
  'identities',
  'passkeys',
] as const;
/** Public reads that need no database, and those that are refused before they read. */
const OPEN: Readonly<Record<string, number>> = {
  '/': 302,
  '/health/live': 200,
  '/health/ready': 200,
  '/metrics': 200,
  '/api/v1/credentials/oauth/callback': 400,
  '/api/v1/auth/methods': 200,
  '/api/v1/auth/provider/callback': 303,
  '/api/v1/notices/:purpose/:library/:signature': 404,
  '/api/v1/feeds/:code/feed.xml': 404,
  '/api/v1/feeds/:code/episodes/:episode/:file': 404,
  '/api/v1/embedded/:code': 404,
  '/api/v1/embedded/:code/recordings/:recording/transcript': 404,
  '/api/v1/embedded/:code/recordings/:recording/files/:file': 404,
  '/api/v1/shared/:link': 404,
  '/api/v1/shared/:link/files/:name': 404,
  '/api/v1/shared/:link/transcript': 404,
  '/openapi.json': 200,
  '/asyncapi.json': 200,
};
/** Reads of authenticated users that need no database. */
const OF_MEMORY: Readonly<Record<string, number>> = {
  '/api/v1/about': 200,
  '/api/v1/admin/events/senders': 200,
  '/api/v1/admin/provider': 404,
  '/api/v1/auth/provider/sign-out': 200,
  // They read the log, not the tables.
  '/api/v1/item-exports/:id/events': 404,
  '/api/v1/item-exports/:id/files': 404,
  '/api/v1/me': 200,
  '/api/v1/credential-types': 200,
  '/api/v1/output-types': 200,
  '/api/v1/source-types': 200,
  '/api/v1/workers': 200,
  '/api/v1/simulation/outputs': 404,
  '/api/v1/simulation/outputs/:output/ledger': 404,
};
/** Parameters that a read requires. */
const QUERIES: Readonly<Record<string, string>> = {
  '/api/v1/items/archive': `?ids=${newId()}`,
  '/api/v1/search': '?q=talk',
};
const idIn = (path: string, library: string): string => {
  if (path.includes('/libraries/')) return library;
  if (/\/(users|exports|podcast-feeds|embeds|archives)\//.test(path)) return ulid();
  return /\/(credentials|channels|templates|document-rules|own-outputs|sources|jobs|webhook-endpoints)\//.test(path)
    ? '1'
    : newId();
};

describe('a read while the database is silent', () => {
  let gateway: MemoryGateway;
  const open = (names: readonly (keyof GatewayPorts)[], readDeadlineMs = DEADLINE_MS): Promise<MemoryGateway> =>
    openMemoryGateway({
      ports: Object.fromEntries(names.map((name) => [name, silent])),
      limits: { readDeadlineMs },
    });
  afterEach(() => gateway.close());

  /** Excludes the documentation page, which consists of files. */
  const paths = (): readonly string[] => [
    ...new Set(
      gateway.routes.operations
        .filter(({ method, path }) => method === 'GET' && !path.startsWith('/docs'))
        .map(({ path }) => path),
    ),
  ];
  /** A gateway without a deadline answers the routes that need no silent port: a busy machine may take any time for them. */
  const answers = async (
    names: readonly (keyof GatewayPorts)[],
    quick: Readonly<Record<string, number>>,
  ): Promise<Readonly<Record<string, unknown>>> => {
    gateway = await open(names);
    const patient = await open(names, 600_000);
    try {
      const given = paths().map(async (path): Promise<[string, unknown]> => {
        const asked = Object.hasOwn(quick, path) ? patient : gateway;
        const headers = { authorization: `Bearer ${asked.token}` };
        const answer = await asked.app.inject({
          url: `${path.replaceAll(/:\w+/g, () => idIn(path, asked.owner))}${QUERIES[path] ?? ''}`,
          headers,
        });
        return [path, answer.statusCode === 503 ? late(answer) : answer.statusCode];
      });
      return Object.fromEntries(await Promise.all(given));
    } finally {
      await patient.close();
    }
  };
  const late = (answer: Awaited<ReturnType<MemoryGateway['app']['inject']>>): unknown => ({
    code: answer.json<{ code: string }>().code,
    retryAfter: answer.headers['retry-after'],
  });
  const allUnavailable = (): Readonly<Record<string, unknown>> =>
    Object.fromEntries(paths().map((path) => [path, { code: 'unavailable', retryAfter: '2' }]));

  it('answers 503 by its deadline on every route', async () => {
    const quick = { ...OPEN, ...OF_MEMORY, '/api/v1/me/tokens': 200 };
    expect(await answers(TABLES, quick)).toEqual({ ...allUnavailable(), ...quick });
  });

  it('answers 503 by its deadline on every route if the token cannot be checked', async () => {
    expect(await answers(['tokens'], OPEN)).toEqual({ ...allUnavailable(), ...OPEN });
  });

  it('may take as long as the client asks to wait for a change', async () => {
    gateway = await open([]);
    const { id, revision } = await upload(gateway, { fields: { title: 'waits' } });
    const url = `/api/v1/recordings/${id}?after_revision=${revision}&wait=1`;
    const headers = { authorization: `Bearer ${gateway.token}` };
    expect((await gateway.app.inject({ url, headers })).statusCode).toBe(200);
  });
});
