import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId, type OutputConfig } from '@throughline/contracts';
import { SimulationSettings } from '../../settings/simulation.js';
import { until } from '@throughline/stack/testing';
import { ulid } from 'ulid';
import { KEPT_MS } from '../../uploads/upload.js';
import { openMemoryGateway, type MemoryGateway } from '../../testing/memory-gateway.js';
import type { Scope } from '../../tokens/scope.js';
import { hashOf, newToken } from '../../tokens/token.js';
import { CODE_EXAMPLE } from '../../docs/openapi/people-examples.js';
import { LINK_MS, SESSION_MS, newSecret } from '../../sign-in/session.js';
import type { Credentials, FuzzRequest, ParamValue } from './fuzz-request.js';
import { encoded, isId } from './fuzz-request.js';
import { channelsIn, letWebhookIn } from './channel-world.js';
import { LastingConsents, credentialsIn, generousProvider } from './credential-world.js';
import { LIVES, Life } from './lives.js';
import { quarantinedIn } from './quarantine-world.js';
import { documentLife, documentLives } from './document-lives.js';
import { sessionLife, sessionLives } from './session-lives.js';

/** Stands in every title, file name, content and token name of the stranger: no answer to anybody else may hold it. */
const SECRET = 'somebody-elses-4b7d';

/** Named as in the examples of the document. */
const OUTPUTS: readonly OutputConfig[] = [
  { name: 'library', type: 'folder', settings: { folder: 'library' } },
  { name: 'sim-keyed', type: 'simulated', settings: { class: 'keyed' } },
];

const at = <T>(list: readonly T[], pick: number): T => {
  const found = list[pick % list.length];
  if (found === undefined) throw new Error('There is nothing to pick from');
  return found;
};

/** Nobody has these, and they look like all others. */
const nobodys = (pick: number): string => `0199f5a0-4f0c-7c3e-9d0a-${pick.toString(16).padStart(12, '0')}`;

/** Whose things the ids in a request name: the fuzzer's and the stranger's in turn, the stranger's alone, or nobody's. */
export type Whose = 'anybody' | 'stranger' | 'nobody';

type Tokens = Readonly<Record<string, string>>;

interface Resource {
  /** Makes one of the fuzzer's own for one request. */
  readonly make: (pick: number) => Promise<string>;
  /** The fuzzer's own. */
  readonly kept: readonly string[];
  readonly foreign: readonly string[];
}

/** A gateway with a user who fuzzes, and a stranger whose things must stay as they are. */
export class FuzzWorld {
  private constructor(
    readonly gateway: MemoryGateway,
    private readonly folder: string,
    readonly stranger: string,
    private readonly resources: Readonly<Record<string, Resource>>,
    private readonly tokens: Tokens,
  ) {}

  static async open(): Promise<FuzzWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'throughline-fuzz-'));
    const gateway = await openMemoryGateway({
      ports: { credentials: new LastingConsents(), consent: generousProvider },
      limits: { maxUploadBytes: 20_000, maxBodyBytes: 64 * 1024 },
      settings: { outputs: OUTPUTS, simulation: new SimulationSettings(true, folder) },
    });
    const stranger = ulid();
    const recordings = await recordingsOf(gateway, stranger);
    const resources = {
      recordings,
      sessions: await transcriptionsOf(gateway, stranger),
      documents: await documentsOf(gateway, stranger),
      'me/tokens': await tokensOf(gateway, stranger),
      'auth/sessions': await sessionsOf(gateway, stranger),
      'admin/users': await usersOf(gateway),
      'admin/quarantine': await quarantinedIn(gateway, stranger, SECRET),
      uploads: await uploadsOf(gateway, stranger),
      credentials: await secretsOf(gateway, stranger),
      channels: await channelsOf(gateway, stranger),
    };
    await letSignIn(gateway);
    await letWebhookIn(gateway);
    return new FuzzWorld(gateway, folder, stranger, resources, {
      ...(await credentialsOf(gateway)),
      stranger: await gateway.tokenFor(['read'], stranger),
    });
  }

  /** What must not be found in an answer to anybody else. Who there is, administrators may know. */
  secretsFrom({ path }: Pick<FuzzRequest, 'path'>): readonly string[] {
    return path.startsWith('/api/v1/admin/users') ? [SECRET] : [SECRET, this.stranger];
  }

  /** What the placeholders in a request stand for. */
  idsOf(whose: Whose): (pick: number) => string {
    const { kept, foreign } = this.resources['recordings'] ?? { kept: [], foreign: [] };
    const ways: Readonly<Record<Whose, (pick: number) => string>> = {
      anybody: (pick) => at(pick % 2 === 0 ? kept : foreign, pick),
      stranger: (pick) => at(foreign, pick),
      nobody: nobodys,
    };
    return ways[whose];
  }

  async pathOf({ path, params }: FuzzRequest, whose: Whose): Promise<string> {
    const parts = path.split('/').map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      return name === undefined ? Promise.resolve(part) : this.paramText(path, name, params[name], whose);
    });
    return (await Promise.all(parts)).join('/');
  }

  authorization(credentials: Credentials, scope: string | undefined): string | undefined {
    if (credentials === 'none') return undefined;
    const token = this.tokens[credentials === 'too-weak' ? `less than ${scope ?? ''}` : credentials];
    return credentials === 'malformed' ? token : `Bearer ${token ?? ''}`;
  }

  /** Everything of the stranger's: as the log has it, and as the stranger is shown it. */
  async strangersThings(): Promise<unknown> {
    const ids = this.resources['recordings']?.foreign ?? [];
    const heads = await Promise.all(ids.map((id) => this.gateway.store.head(id)));
    const recordings = await until(async () => {
      const { items } = await this.askedByStranger<{ items: readonly { revision: string }[] }>(
        '/api/v1/recordings?limit=200&deleted=any',
      );
      // Rows follow the log within moments.
      return heads.every((head) => items.some(({ revision }) => revision === String(head))) ? items : undefined;
    });
    return {
      heads,
      recordings,
      tokens: await this.askedByStranger('/api/v1/me/tokens'),
      signIns: (await this.gateway.ports.sessions.list(this.stranger)).map(({ id }) => id),
    };
  }

  async close(): Promise<void> {
    await this.gateway.close();
    await rm(this.folder, { recursive: true });
  }

  private async askedByStranger<T>(url: string): Promise<T> {
    const headers = { authorization: `Bearer ${this.tokens['stranger'] ?? ''}` };
    return (await this.gateway.app.inject({ url, headers })).json<T>();
  }

  private async paramText(path: string, name: string, value: ParamValue | undefined, whose: Whose): Promise<string> {
    if (value === undefined) throw new Error(`${path} was asked for without ${name}`);
    if (value.kind === 'raw') return value.text;
    if (value.kind === 'text') return encoded(value.text);
    if (!isId(name)) throw new Error(`${name} of ${path} is no id`);
    const resource = this.resource(path);
    if (value.kind === 'own') return value.isFresh ? resource.make(value.pick) : at(resource.kept, value.pick);
    return whose === 'nobody' ? nobodys(value.pick) : at(resource.foreign, value.pick);
  }

  /** By what stands before the id. */
  private resource(path: string): Resource {
    const kind = /^\/api\/v1\/(.+?)\/\{id\}/.exec(path)?.[1] ?? '';
    const resource = this.resources[kind];
    if (resource === undefined) throw new Error(`The fuzzed world has no ${kind}: give it some, the user's own and a stranger's`);
    return resource;
  }
}

async function recordingsOf(gateway: MemoryGateway, stranger: string): Promise<Resource> {
  const lives = Object.values(LIVES);
  const make = async (live: (life: Life) => Promise<void>, owner: string, mark: string): Promise<string> => {
    const life = new Life(gateway, owner, mark);
    await live(life);
    return life.id;
  };
  const all = (owner: string, mark: string): Promise<string[]> => Promise.all(lives.map((live) => make(live, owner, mark)));
  return {
    make: (pick) => make(at(lives, pick), gateway.owner, 'My talk'),
    kept: await all(gateway.owner, 'My talk'),
    foreign: await all(stranger, SECRET),
  };
}

const transcriptionsOf = async (gateway: MemoryGateway, stranger: string): Promise<Resource> => ({
  make: (pick) => sessionLife(gateway, gateway.owner, 'My talk', pick),
  kept: await sessionLives(gateway, gateway.owner, 'My talk'),
  foreign: await sessionLives(gateway, stranger, SECRET),
});

const documentsOf = async (gateway: MemoryGateway, stranger: string): Promise<Resource> => ({
  make: (pick) => documentLife(gateway, gateway.owner, 'My paper', pick),
  kept: await documentLives(gateway, gateway.owner, 'My paper'),
  foreign: await documentLives(gateway, stranger, SECRET),
});

async function tokensOf(gateway: MemoryGateway, stranger: string): Promise<Resource> {
  const add = async (userId: string, name: string): Promise<string> => {
    const hash = hashOf(newToken());
    return (await gateway.ports.tokens.add({ id: newId(), userId, name, scopes: ['read'], hash, expiresAt: undefined })).id;
  };
  return {
    make: () => add(gateway.owner, 'for once'),
    kept: [await add(gateway.owner, 'mine'), await add(gateway.owner, 'mine too')],
    foreign: [await add(stranger, SECRET), await add(stranger, SECRET)],
  };
}

/** The example of the document signs in, once. */
async function letSignIn({ ports, owner }: MemoryGateway): Promise<void> {
  const expiresAt = new Date(Date.now() + LINK_MS).toISOString();
  await ports.sessions.addLink({ hash: hashOf(CODE_EXAMPLE), userId: owner, scopes: ['read'], madeBy: owner, expiresAt });
}

async function sessionsOf({ ports, owner }: MemoryGateway, stranger: string): Promise<Resource> {
  const expiresAt = new Date(Date.now() + SESSION_MS).toISOString();
  const add = async (userId: string, client: string): Promise<string> => {
    const [code, id] = [hashOf(newSecret()), newId()];
    await ports.sessions.addLink({ hash: code, userId, scopes: ['read'], madeBy: userId, expiresAt });
    await ports.sessions.redeem(code, { id, hash: hashOf(newSecret()), client, expiresAt });
    return id;
  };
  return {
    make: () => add(owner, 'for once'),
    kept: [await add(owner, 'mine'), await add(owner, 'mine too')],
    foreign: [await add(stranger, SECRET), await add(stranger, SECRET)],
  };
}

async function uploadsOf({ ports, owner }: MemoryGateway, stranger: string): Promise<Resource> {
  const expiresAt = new Date(Date.now() + KEPT_MS).toISOString();
  const add = async (by: string): Promise<string> => {
    const id = newId();
    const words = { fileName: SECRET, mediaType: 'video/mp4', sha256: undefined, fields: {} };
    await ports.uploads.add({ id, by, owner: by, recordingId: newId(), length: 1_000, words, expiresAt }, 10_000);
    return id;
  };
  const finished = async (): Promise<string> => {
    const id = await add(owner);
    await ports.uploads.grow(id, { start: 0, size: 1_000, key: `parts/${id}/0` }, expiresAt);
    await ports.uploads.conclude(id, { kind: 'registered' }, expiresAt);
    return id;
  };
  return {
    make: (pick) => (pick % 2 === 0 ? add(owner) : finished()),
    kept: [await add(owner), await finished()],
    foreign: [await add(stranger), await add(stranger)],
  };
}

/** Numbers: the stranger's are as easily guessed as one's own. */
async function secretsOf(gateway: MemoryGateway, stranger: string): Promise<Resource> {
  const [make, makeForeign] = [
    credentialsIn(gateway, gateway.token, 'My Drive'),
    credentialsIn(gateway, await gateway.tokenFor(['write'], stranger), SECRET),
  ];
  const foreign = [await makeForeign(1), await makeForeign(0)];
  return { make, foreign, kept: [await make(1), await make(0)] };
}

async function channelsOf(gateway: MemoryGateway, stranger: string): Promise<Resource> {
  const make = channelsIn(gateway, gateway.token, 'mine');
  const makeForeign = channelsIn(gateway, await gateway.tokenFor(['write'], stranger), SECRET);
  const foreign = [await makeForeign(), await makeForeign()];
  return { make, foreign, kept: [await make(), await make()] };
}

/** An administrator has to do with everybody: nobody is foreign to him, but those who do not exist. */
async function usersOf({ ports }: MemoryGateway): Promise<Resource> {
  const add = async (): Promise<string> => {
    const id = ulid();
    await ports.users.add({ id, name: `user-${id}`, role: 'viewer' });
    return id;
  };
  return { make: add, kept: [await add(), await add()], foreign: [ulid(), ulid()] };
}

async function credentialsOf(gateway: MemoryGateway): Promise<Tokens> {
  const scopes: readonly Scope[] = ['admin'];
  const add = async (expiresAt: string | undefined): Promise<{ id: string; token: string }> => {
    const token = newToken();
    const record = { id: newId(), userId: gateway.owner, name: 'old', scopes, hash: hashOf(token), expiresAt };
    return { id: (await gateway.ports.tokens.add(record)).id, token };
  };
  const expired = await add('2020-01-01T00:00:00.000Z');
  const revoked = await add(undefined);
  await gateway.ports.tokens.revoke(gateway.owner, revoked.id);
  return {
    owner: gateway.token,
    unknown: newToken(),
    expired: expired.token,
    revoked: revoked.token,
    malformed: `Basic ${gateway.token}`,
    'less than write': await gateway.tokenFor(['read'], gateway.owner),
    'less than admin': await gateway.tokenFor(['write'], gateway.owner),
  } satisfies Partial<Record<Credentials | `less than ${Scope}`, string>>;
}
