import { until } from '@throughline/stack/testing';
import { ulid } from 'ulid';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';
import type { FuzzTarget, WireAnswer, WireRequest } from './exchange.js';
import { encodeText, isId, isNumber, isPartId, missingId } from './fuzz-request.js';
import type { Credentials, FuzzRequest, IdOwner, OwnId, ParamValue } from './fuzz-request.js';
import { createBulkCommands } from './bulk-world.js';
import { channelFactory, addExampleChannel } from './channel-world.js';
import { createCredentials } from './credential-world.js';
import { createDuplicates } from './duplicate-world.js';
import { createExports } from './export-world.js';
import { openFuzzGateway } from './fuzz-gateway.js';
import { ItemDriver, LIVES, createItem } from './item-driver.js';
import { createNumbered } from './create-numbered.js';
import { addExampleInvitations } from './invitation-world.js';
import { createJobs } from './job-world.js';
import {
  addExampleLink,
  credentialsOf,
  identitiesOf,
  librariesOf,
  passkeysOf,
  sessionsOf,
  tokensOf,
  usersOf,
} from './people-world.js';
import { addExampleNotices } from './notice-world.js';
import { createPublishedSets } from './published-world.js';
import { createSelections } from './selection-world.js';
import { createShareLinks } from './share-world.js';
import { createOwnOutputs } from './own-output-world.js';
import { createSources } from './source-world.js';
import { createQuarantined } from './quarantine-world.js';
import { createDocumentIn, createDocuments } from './create-documents.js';
import { createDocumentRules, createRuleSuggestions } from './document-rule-world.js';
import { createTemplates } from './template-world.js';
import { uploadsOf } from './upload-world.js';
import { webhookFactory } from './webhook-world.js';
import { createSessionIn, createSessions } from './create-sessions.js';
import { fuzzedNoteOf } from './item-template.js';

/** Part of every title, file name, content and token name of the stranger. No answer to another user may contain it. */
const SECRET = 'somebody-elses-4b7d';

const pickAt = <T>(list: readonly T[], pick: number): T => {
  const found = list[pick % list.length];
  if (found === undefined) throw new Error('There is nothing to pick from');
  return found;
};

type Tokens = Readonly<Record<string, string>>;

interface Resource {
  readonly make: (pick: number) => Promise<string>;
  readonly kept: readonly string[];
  readonly foreign: readonly string[];
  readonly partOf?: (id: string, name: string) => string | undefined;
}

/** A gateway with a fuzzing user, and a stranger whose items must not change. */
export class FuzzWorld implements FuzzTarget {
  readonly #toRead = new Map<Resource, Map<number, Promise<string>>>();
  /** Things that were made for a request that was refused, by the number of their state. */
  readonly #unchanged = new Map<Resource, Map<number, string>>();
  readonly #lent = new WeakMap<OwnId, { readonly resource: Resource; readonly id: string }>();
  #strangersItems: string | undefined;

  private constructor(
    readonly gateway: MemoryGateway,
    readonly stranger: string,
    private readonly resources: Readonly<Record<string, Resource>>,
    private readonly tokens: Tokens,
  ) {}

  static async open(openGateway: () => Promise<MemoryGateway> = openFuzzGateway): Promise<FuzzWorld> {
    const gateway = await openGateway();
    const stranger = ulid();
    // Sign-ins need a user.
    await gateway.ports.users.add({ id: stranger, name: `user-${stranger}`, role: 'admin' });
    const recordings = await recordingsOf(gateway, stranger);
    const resources = {
      recordings,
      'item-exports': recordings,
      sessions: await transcriptionsOf(gateway, stranger),
      documents: await documentsOf(gateway, stranger),
      'share-links': await createShareLinks(gateway, stranger, recordings),
      'podcast-feeds': await createPublishedSets(gateway, 'feed', [stranger, SECRET]),
      embeds: await createPublishedSets(gateway, 'embed', [stranger, SECRET]),
      'items/archives': await createSelections(gateway, stranger, recordings),
      'duplicates/kept': await createDuplicates(gateway, [stranger, SECRET], recordings),
      'me/tokens': await tokensOf(gateway, stranger, SECRET),
      'me/exports': await createExports(gateway, stranger),
      'me/passkeys': await passkeysOf(gateway, stranger, SECRET),
      'auth/sessions': await sessionsOf(gateway, stranger, SECRET),
      'me/identities': await identitiesOf(gateway, stranger, SECRET),
      'admin/users': await usersOf(gateway),
      libraries: await librariesOf(gateway, stranger, SECRET),
      'admin/quarantine': await createQuarantined(gateway, stranger, SECRET),
      uploads: await uploadsOf(gateway, stranger, SECRET),
      credentials: await createCredentials(gateway, [stranger, SECRET]),
      channels: await createNumbered(gateway, [stranger, SECRET], channelFactory),
      'webhook-endpoints': await createNumbered(gateway, [stranger, SECRET], webhookFactory),
      templates: await createTemplates(gateway, [stranger, SECRET]),
      'document-rules': await createDocumentRules(gateway, [stranger, SECRET]),
      'document-rules/suggestions': await createRuleSuggestions(gateway, [stranger, SECRET]),
      jobs: await createJobs(gateway, stranger, SECRET),
      'own-outputs': await createOwnOutputs(gateway, stranger, SECRET),
      sources: await createSources(gateway, stranger, SECRET),
      bulk: await createBulkCommands(
        gateway,
        { owner: gateway.owner, reason: 'My reason', itemIds: recordings.kept },
        { owner: stranger, reason: SECRET, itemIds: recordings.foreign },
      ),
    };
    await addExampleLink(gateway);
    await addExampleInvitations(gateway);
    await addExampleChannel(gateway);
    await addExampleNotices(gateway);
    return new FuzzWorld(gateway, stranger, resources, {
      ...(await credentialsOf(gateway)),
      stranger: await gateway.tokenFor(['read'], stranger),
    });
  }

  /** Returns the texts that no answer may contain. Administrators see the ids of all users, and the names of what they change. */
  secretsFrom({ path }: Pick<FuzzRequest, 'path'>): readonly string[] {
    if (path.startsWith('/api/v1/admin/log')) return [];
    const isAboutUsers = path.startsWith('/api/v1/admin/users') || path.startsWith('/api/v1/stats/quotas');
    return isAboutUsers ? [SECRET] : [SECRET, this.stranger];
  }

  /** Returns texts and ids of the stranger that an answer to another user cannot contain by chance. */
  get strangersMarks(): readonly string[] {
    const ids = Object.values(this.resources).flatMap(({ foreign }) => foreign);
    return [SECRET, this.stranger, ...ids.filter((id) => !isNumber(id))];
  }

  idsOf(whose: IdOwner): (pick: number) => string {
    const { kept, foreign } = this.resources['recordings'] ?? { kept: [], foreign: [] };
    const ways: Readonly<Record<IdOwner, (pick: number) => string>> = {
      anybody: (pick) => pickAt(pick % 2 === 0 ? kept : foreign, pick),
      stranger: (pick) => pickAt(foreign, pick),
      nobody: missingId,
    };
    return ways[whose];
  }

  async pathOf({ path, params }: Pick<FuzzRequest, 'path' | 'params'>, whose: IdOwner): Promise<string> {
    const texts = new Map<string, string>();
    for (const [, name = ''] of path.matchAll(/\{(\w+)\}/g)) {
      const value = params[name];
      const isPart = isPartId(name) && (value?.kind === 'own' || value?.kind === 'foreign');
      const text = isPart ? this.partId(path, texts.get('id') ?? '', name) : await this.paramText(path, name, value, whose);
      texts.set(name, text);
    }
    return path.replace(/\{(\w+)\}/g, (_part, name: string) => texts.get(name) ?? '');
  }

  authorization(credentials: Credentials, scope: string | undefined): string | undefined {
    if (credentials === 'none') return undefined;
    const token = this.tokens[credentials === 'too-weak' ? `less than ${scope ?? ''}` : credentials];
    return credentials === 'malformed' ? token : `Bearer ${token ?? ''}`;
  }

  /** Sends a request through the whole gateway without a socket. */
  async exchange({ method, url, headers, payload }: WireRequest): Promise<WireAnswer> {
    const response = await this.gateway.app.inject({
      payloadAsStream: true,
      method: method as 'GET',
      url,
      headers: { ...headers },
      ...(payload === undefined ? {} : { payload }),
    });
    return { status: response.statusCode, headers: response.headers, stream: response.stream() };
  }

  keepForOthers({ params }: Pick<FuzzRequest, 'params'>): void {
    for (const value of Object.values(params)) {
      const lent = value.kind === 'own' ? this.#lent.get(value) : undefined;
      if (value.kind !== 'own' || lent === undefined) continue;
      const unchanged = this.#unchanged.get(lent.resource) ?? new Map<number, string>();
      this.#unchanged.set(lent.resource, unchanged.set(value.pick, lent.id));
    }
  }

  /** Returns the stranger's items of the last read: nothing happens between two operations of a world. */
  async lastStrangersItems(): Promise<string> {
    return this.#strangersItems ?? this.readStrangersItems();
  }

  /** Returns the stranger's items, both from the log and from the API. As text: to compare hundreds of members takes longer. */
  async readStrangersItems(): Promise<string> {
    const ids = this.resources['recordings']?.foreign ?? [];
    const heads = await Promise.all(ids.map((id) => this.gateway.store.head(id)));
    const recordings = await until(async () => {
      const { items } = await this.askedByStranger<{ items: readonly { revision: string }[] }>(
        '/api/v1/recordings?limit=200&deleted=any',
      );
      // The rows lag the log by moments.
      return heads.every((head) => items.some(({ revision }) => revision === String(head))) ? items : undefined;
    });
    const tokens = await this.askedByStranger('/api/v1/me/tokens');
    const signIns = (await this.gateway.ports.sessions.list(this.stranger)).map(({ id }) => id);
    this.#strangersItems = JSON.stringify({ heads, recordings, tokens, signIns }, undefined, 1);
    return this.#strangersItems;
  }

  close(): Promise<void> {
    return this.gateway.close();
  }

  private async askedByStranger<T>(url: string): Promise<T> {
    const headers = { authorization: `Bearer ${this.tokens['stranger'] ?? ''}` };
    return (await this.gateway.app.inject({ url, headers })).json<T>();
  }

  private async paramText(path: string, name: string, value: ParamValue | undefined, whose: IdOwner): Promise<string> {
    if (value === undefined) throw new Error(`${path} was asked for without ${name}`);
    if (value.kind === 'raw') return value.text;
    if (value.kind === 'text') return encodeText(value.text);
    if (!isId(name)) throw new Error(`${name} of ${path} is no id`);
    const resource = this.resource(path, name);
    if (value.kind === 'own') return this.ownId(resource, value);
    return whose === 'nobody' ? missingId(value.pick, resource.foreign[0]) : pickAt(resource.foreign, value.pick);
  }

  private ownId(resource: Resource, value: OwnId): string | Promise<string> {
    const { pick, isFresh } = value;
    if (!isFresh) return pickAt(resource.kept, pick);
    if (isFresh === true) return this.#freshId(resource, value);
    const made = this.#toRead.get(resource) ?? new Map<number, Promise<string>>();
    this.#toRead.set(resource, made);
    const id = made.get(pick) ?? resource.make(pick);
    made.set(pick, id);
    return id;
  }

  async #freshId(resource: Resource, value: OwnId): Promise<string> {
    const unchanged = this.#unchanged.get(resource);
    const id = unchanged?.get(value.pick) ?? (await resource.make(value.pick));
    unchanged?.delete(value.pick);
    this.#lent.set(value, { resource, id });
    return id;
  }

  private partId(path: string, id: string, name: string): string {
    return this.resource(path, 'id').partOf?.(id, name) ?? missingId(0);
  }

  private resource(path: string, name: string): Resource {
    const kind = name === 'template_id' ? 'templates' : (/^\/api\/v1\/(.+?)\/\{id\}/.exec(path)?.[1] ?? '');
    const resource = this.resources[kind];
    if (resource === undefined) throw new Error(`The fuzzed world has no ${kind}: give it some, the user's own and a stranger's`);
    return resource;
  }
}

async function recordingsOf(gateway: MemoryGateway, stranger: string): Promise<Resource> {
  const lives = Object.values(LIVES);
  const make = (live: (life: ItemDriver) => Promise<void>, owner: string, mark: string): Promise<string> =>
    createItem(new ItemDriver(gateway, owner, mark), live);
  const all = (owner: string, mark: string): Promise<string[]> => Promise.all(lives.map((live) => make(live, owner, mark)));
  return {
    make: (pick) => make(pickAt(lives, pick), gateway.owner, 'My talk'),
    kept: await all(gateway.owner, 'My talk'),
    foreign: await all(stranger, SECRET),
  };
}

const transcriptionsOf = async (gateway: MemoryGateway, stranger: string): Promise<Resource> => ({
  make: (pick) => createSessionIn(gateway, gateway.owner, 'My talk', pick),
  kept: await createSessions(gateway, gateway.owner, 'My talk'),
  foreign: await createSessions(gateway, stranger, SECRET),
  partOf: fuzzedNoteOf,
});

const documentsOf = async (gateway: MemoryGateway, stranger: string): Promise<Resource> => ({
  make: (pick) => createDocumentIn(gateway, gateway.owner, 'My paper', pick),
  kept: await createDocuments(gateway, gateway.owner, 'My paper'),
  foreign: await createDocuments(gateway, stranger, SECRET),
});
