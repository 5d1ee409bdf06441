import { testDepth } from '@throughline/contracts/testing';
import { newId } from '@throughline/contracts';
import { ulid } from 'ulid';
import {
  LIBRARY_ROLES,
  ROLES,
  SCOPES,
  limitScopes,
  limitToLibrary,
  type LibraryRole,
  type Role,
  type Scope,
} from '#src/kit/http/access.js';
import { openApiDocument } from '#src/openapi-document.js';
import { LINK_MS, newSecret } from '#src/people/sign-in/session.js';
import { hashOf } from '#src/people/tokens/token.js';
import { Browser, type BrowserRequest } from '#src/testing/browser.js';
import { openMemoryGateway, type MemoryGateway } from '#src/testing/memory-gateway.js';
import { operationsOf, type Operation, type Schema } from './api-document.js';

interface Holder {
  readonly role: Role;
  readonly libraryRole: LibraryRole;
  readonly scope: Scope;
}

const levelOf = <T>(order: readonly T[], value: T | undefined): number => (value === undefined ? -1 : order.indexOf(value));
const HOLDERS: readonly Holder[] = ROLES.flatMap((role) =>
  LIBRARY_ROLES.flatMap((libraryRole) => SCOPES.map((scope) => ({ role, libraryRole, scope }))),
);
const rightsOf = ({
  role,
  libraryRole,
  scope,
}: Holder): { readonly server: readonly Scope[]; readonly library: readonly Scope[] } => {
  const server = limitScopes([scope], role);
  return { server, library: limitToLibrary(server, libraryRole) };
};

/** The table below shows that role and scope limit each other. So a role with all its scopes stands for each pair with the same rights. */
const CHOSEN = testDepth.isFull ? HOLDERS : HOLDERS.filter(({ role, scope }) => levelOf(ROLES, role) === levelOf(SCOPES, scope));

const document = await openApiDocument();
const operations = operationsOf(document).filter(
  ({ scope, answers }) => scope !== undefined && answers.get(200)?.content['text/event-stream'] === undefined,
);
const changes = operations.filter(({ method }) => method !== 'GET');

type Right = (holder: Holder) => boolean;
const hasServerWrite: Right = (holder) => rightsOf(holder).server.includes('write');
const ownsLibrary: Right = (holder) => hasServerWrite(holder) && holder.libraryRole === 'owner';
const hasFullRole: Right = ({ role, scope }) => levelOf(SCOPES, scope) >= levelOf(ROLES, role);

/** Rights of a sign-in that an operation needs besides the scope in its description. */
const FURTHER: Readonly<Record<string, Right>> = {
  'POST /api/v1/libraries': hasServerWrite,
  'PATCH /api/v1/libraries/{id}': ownsLibrary,
  'DELETE /api/v1/libraries/{id}': ownsLibrary,
  'POST /api/v1/libraries/{id}/transfer': ownsLibrary,
  'PATCH /api/v1/libraries/{id}/members/{user_id}': ownsLibrary,
  'DELETE /api/v1/libraries/{id}/members/{user_id}': ownsLibrary,
  'GET /api/v1/libraries/{id}/invitations': ownsLibrary,
  'GET /api/v1/libraries/{id}/log': ownsLibrary,
  'POST /api/v1/libraries/{id}/invitations': ownsLibrary,
  'DELETE /api/v1/libraries/{id}/invitations/{invitation_id}': ownsLibrary,
  'POST /api/v1/libraries/{id}/members': ownsLibrary,
  // The documented example changes a setting of the library.
  'PATCH /api/v1/me': (holder) => rightsOf(holder).library.includes('write'),
  'POST /api/v1/me/passkeys/options': hasFullRole,
  'POST /api/v1/me/passkeys': hasFullRole,
  'POST /api/v1/me/identities': hasFullRole,
  'POST /api/v1/me/deletion': hasFullRole,
};

const grantsTo = (holder: Holder, { name, scope }: Operation): boolean =>
  rightsOf(holder).library.some((one) => one === scope) && (FURTHER[name]?.(holder) ?? true);

type Send = (path: string, request: BrowserRequest) => Promise<{ statusCode: number; body: string; json: () => unknown }>;

interface Member {
  readonly id: string;
  readonly send: Send;
  /** The name of the token that sends the requests, if any. */
  readonly token?: string;
}

interface Rights {
  readonly isSignedIn: boolean;
  readonly role: Role | undefined;
  readonly libraries: ReadonlyMap<string, LibraryRole>;
  readonly tokens: readonly { readonly libraryId: string; readonly scopes: readonly Scope[] }[];
}

/** Values of a field that name a high role, beside given ones. */
const greedyValues = (schema: Schema, given: readonly unknown[]): readonly unknown[] => [
  ...given,
  ...['owner', 'admin'].filter((role) => Array.isArray(schema['enum']) && schema['enum'].includes(role)),
];

const scopesIn = (holder: Holder, libraryId: string, shared: string): readonly Scope[] =>
  libraryId === shared ? rightsOf(holder).library : rightsOf(holder).server;

const isUnchanged = (holder: Holder, { isSignedIn, role, libraries }: Rights, shared: string): boolean =>
  isSignedIn && role === holder.role && libraries.get(shared) === holder.libraryRole;

describe('the rights of a request', () => {
  it.each(HOLDERS)('are the smallest of role, role in the library and scope for %j', ({ role, libraryRole, scope }) => {
    const level = Math.min(levelOf(ROLES, role), levelOf(SCOPES, scope));
    const server = SCOPES.slice(0, level + 1);
    const library = libraryRole === 'viewer' ? server.filter((one) => one !== 'write') : server;
    expect(rightsOf({ role, libraryRole, scope })).toEqual({ server, library });
  });
});

describe('a member of a library', () => {
  let gateway: MemoryGateway;
  let foreign: string;
  beforeAll(async () => {
    gateway = await openMemoryGateway();
    foreign = ulid();
    await gateway.tokenFor(['admin'], foreign);
  });
  afterAll(() => gateway.close());

  const join = async ({ role, libraryRole, scope }: Holder): Promise<Member> => {
    const id = ulid();
    const { users, sessions } = gateway.ports;
    await users.add({ id, name: `holder-${id}`, role, joins: { libraryId: gateway.owner, role: libraryRole } });
    const code = newSecret();
    const expiresAt = new Date(Date.now() + LINK_MS).toISOString();
    await sessions.addLink({ hash: hashOf(code), userId: id, scopes: [scope], madeBy: id, expiresAt });
    const browser = new Browser(gateway);
    expect((await browser.open(code)).statusCode).toBe(200);
    return { id, send: (path, request) => browser.send(path, request) };
  };
  const joinWithToken = async (holder: Holder): Promise<Member> => {
    const { id } = await join(holder);
    const authorization = `Bearer ${await gateway.tokenFor([holder.scope], id)}`;
    return {
      id,
      token: 'spec',
      send: (url, { method = 'GET', headers, body }) =>
        gateway.app.inject({ url, method, headers: { ...headers, authorization }, ...(body && { payload: body }) }),
    };
  };
  const ask = (member: Member, { method, path }: Operation, library: string, body: unknown) => {
    const url = path
      .replace('/libraries/{id}', `/libraries/${library}`)
      .replace('/users/{id}', `/users/${member.id}`)
      .replace('{user_id}', member.id)
      .replaceAll(/\{\w+\}/g, () => newId());
    return member.send(url, {
      method: method as 'GET',
      headers: { 'if-match': '*' },
      ...(body === undefined ? {} : { body: body as object }),
    });
  };
  const exampleOf = ({ bodies }: Operation): unknown => bodies.find(({ type }) => type === 'application/json')?.example;

  /** Returns the rights of a member on the server and in all libraries that existed before; undefined: the sign-in has ended. */
  const presentRights = async ({ id, token }: Member): Promise<Rights> => {
    const { users, sessions, tokens } = gateway.ports;
    const user = await users.find(id);
    const access = await users.accessTo(id, id);
    const made = await tokens.list(id);
    return {
      isSignedIn: token === undefined ? (await sessions.list(id)).length > 0 : made.some(({ name }) => name === token),
      role: user?.disabledAt === undefined ? user?.role : undefined,
      libraries: new Map(access?.libraries.map((library) => [library.id, library.role])),
      tokens: made.filter(({ name }) => name !== token),
    };
  };
  /** Returns the same member while the rights are unchanged, and otherwise a new one. */
  const renew = async (holder: Holder, member: Member): Promise<Member> =>
    isUnchanged(holder, await presentRights(member), gateway.owner) ? member : join(holder);

  it.each(CHOSEN)('with %j gets from each operation what its description says', async (holder) => {
    let member = await join(holder);
    const wrong: string[] = [];
    for (const operation of operations) {
      const { statusCode } = await ask(member, operation, gateway.owner, exampleOf(operation));
      const isAllowed = statusCode !== 403;
      if (isAllowed !== grantsTo(holder, operation) || statusCode === 401) wrong.push(`${operation.name} ${String(statusCode)}`);
      if (operation.method !== 'GET') member = await renew(holder, member);
    }
    expect(wrong).toEqual([]);
  });

  /** Returns the scopes of the sign-in that a link in an answer makes; none without a link. */
  const scopesOfLink = async ({ statusCode, json }: Awaited<ReturnType<Send>>): Promise<readonly Scope[]> => {
    const url = statusCode === 201 ? (json() as { url?: unknown }).url : undefined;
    if (typeof url !== 'string' || !url.includes('/sign-in#')) return [];
    const browser = new Browser(gateway);
    expect((await browser.open(new URL(url).hash.slice(1))).statusCode).toBe(200);
    return (await browser.send('/api/v1/me')).json<{ scopes: Scope[] }>().scopes;
  };
  /** Returns the documented body, and variants of it whose values would raise rights. */
  const bodiesOf = ({ bodies }: Operation, member: Member): readonly unknown[] => {
    const body = bodies.find(({ type }) => type === 'application/json');
    if (body === undefined) return [undefined];
    const greedy = Object.entries((body.schema['properties'] ?? {}) as Readonly<Record<string, Schema>>).flatMap(
      ([name, schema]) => greedyValues(schema, (values[name] ?? (() => []))(member)).map((value) => ({ [name]: value })),
    );
    const example = Object(body.example) as object;
    return [
      example,
      ...greedy.map((one) => ({ ...example, ...one })),
      ...(greedy.length > 1 ? [Object.assign({}, example, ...greedy)] : []),
    ];
  };
  const values: Readonly<Record<string, (member: Member) => readonly unknown[]>> = {
    library_id: () => [foreign],
    library: () => [`user-${foreign}`, `user-${gateway.owner}`],
    user_id: ({ id }) => [id],
    user: () => [`user-${gateway.owner}`],
    scopes: () => [SCOPES],
  };

  const KINDS = [
    ['sign-in', join],
    ['token', joinWithToken],
  ] as const;
  it.each(CHOSEN.flatMap((holder) => KINDS.map(([kind, open]) => ({ ...holder, kind, open }))))(
    'with role $role, library role $libraryRole, scope $scope and a $kind cannot raise the own rights',
    async ({ open, ...holder }) => {
      const { server } = rightsOf(holder);
      let member = await open(holder);
      const raised: string[] = [];
      for (const operation of changes)
        for (const library of operation.path.includes('/libraries/{id}') ? [gateway.owner, foreign] : [gateway.owner])
          for (const body of bodiesOf(operation, member)) {
            const answer = await ask(member, operation, library, body);
            const after = await presentRights(member);
            const isRaised = [
              levelOf(ROLES, after.role) > levelOf(ROLES, holder.role),
              levelOf(LIBRARY_ROLES, after.libraries.get(gateway.owner)) > levelOf(LIBRARY_ROLES, holder.libraryRole),
              after.libraries.has(foreign),
              after.tokens.some((token) =>
                token.scopes.some((scope) => !scopesIn(holder, token.libraryId, gateway.owner).includes(scope)),
              ),
              !server.includes('admin') && (await scopesOfLink(answer)).some((scope) => !server.includes(scope)),
            ];
            if (isRaised.includes(true)) raised.push(`${operation.name} ${JSON.stringify(body)}: ${JSON.stringify(isRaised)}`);
            if (!isUnchanged(holder, after, gateway.owner)) member = await open(holder);
          }
      expect(raised).toEqual([]);
    },
  );
});
