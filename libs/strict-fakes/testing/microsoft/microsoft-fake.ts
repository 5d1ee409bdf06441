import { randomBytes } from 'node:crypto';
import { OAuthFake, type AccessGrant, type OAuthFakeClient } from '../oauth/oauth-fake.js';
import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { FakeService } from '../serving/fake-service.js';
import { DriveItems, renderItem, type OneDriveAccount, type OneDriveNode } from './drive-items.js';
import { GraphRefusal, graphError, invalidRequest, jsonAnswer, readJson, requireOnlyParameters } from './refusals.js';
import { OneDriveUploadSessions } from './upload-sessions.js';

export interface MicrosoftFakeOptions {
  readonly client?: Partial<OAuthFakeClient>;
  readonly accounts?: readonly string[];
  /** The largest page of a listing. */
  readonly pageSize?: number;
  readonly now?: () => number;
}

export const FAKE_MICROSOFT_ACCOUNT = 'someone@outlook.example';
const CLIENT = { clientId: 'fake-application-id', clientSecret: 'fake-secret-value' };
const IMAP_SCOPE = 'https://outlook.office.com/IMAP.AccessAsUser.All';
/** Scopes that no answer lists. */
const SILENT: ReadonlySet<string> = new Set(['offline_access', 'openid', 'profile']);
const CONFLICT = '@microsoft.graph.conflictBehavior';
/** `/me/drive/root`, `/me/drive/root:/a/b` or `/me/drive/items/ID`, and what belongs to the item. */
const ADDRESS =
  /^\/v1\.0\/me\/drive\/(?:items\/(?<id>[^/:]+)|root(?::(?<path>\/[^:]+))?)(?::?\/(?<below>children|content|createUploadSession))?$/;

interface Target {
  readonly items: DriveItems;
  readonly id: string | undefined;
  /** From the top; empty for the top. */
  readonly path: string;
  readonly request: FakeRequest;
}

/**
 * Consent (OAuth 2.0) with refresh tokens that are replaced at each use, and OneDrive in Microsoft Graph (v1.0) with upload
 * sessions. Refuses what Graph refuses: unknown parameters and fields, fragments that do not fit, missing parents, access tokens
 * at the addresses of upload sessions. Keeps everything in memory; the spec sets the clock.
 */
export class MicrosoftFake extends FakeService {
  readonly oauth: OAuthFake;
  readonly uploads: OneDriveUploadSessions;
  readonly #accounts: ReadonlyMap<string, OneDriveAccount>;
  readonly #pageSize: number;
  /** Contents by the secret part of their addresses. */
  readonly #downloads = new Map<string, Buffer>();

  private constructor({ client, accounts = [FAKE_MICROSOFT_ACCOUNT], pageSize = 200, now = Date.now }: MicrosoftFakeOptions) {
    super();
    this.oauth = new OAuthFake(
      { ...CLIENT, redirectUris: [], ...client },
      {
        scopes: ['offline_access', 'openid', 'profile', 'User.Read', 'Files.ReadWrite', IMAP_SCOPE],
        isOffline: (read) => read('scope').split(' ').includes('offline_access'),
        reportScope: (scope) =>
          scope === IMAP_SCOPE ? scope : SILENT.has(scope) ? undefined : `https://graph.microsoft.com/${scope}`,
        claims: (account) => ({ sub: `sub-of-${account}`, oid: `oid-of-${account}`, preferred_username: account }),
        accessSeconds: 3_600,
        rotates: true,
        describe: (error) => ({ error, error_description: `AADSTS70000: ${error}`, error_codes: [70_000] }),
      },
      now,
    );
    this.uploads = new OneDriveUploadSessions(now);
    this.#pageSize = pageSize;
    this.#accounts = new Map(accounts.map((email) => [email, { email, quotaBytes: 2 ** 40, nodes: new Map() }]));
    this.oauth.consenting = accounts[0];
  }

  static start(options: MicrosoftFakeOptions = {}): Promise<MicrosoftFake> {
    return new MicrosoftFake(options).serve();
  }

  /** Replaces all of Microsoft's hosts. */
  get url(): string {
    return this.origin;
  }

  account(email: string = FAKE_MICROSOFT_ACCOUNT): OneDriveAccount {
    const account = this.#accounts.get(email);
    if (account === undefined) throw new Error(`There is no account ${email}`);
    return account;
  }

  /** Returns the contents of all files by path, and `undefined` for folders. */
  tree(email: string = FAKE_MICROSOFT_ACCOUNT): Readonly<Record<string, Buffer | undefined>> {
    return Object.fromEntries([...this.account(email).nodes.values()].map(({ path, content }) => [path, content]));
  }

  /** Deletes an item, as a user does. */
  delete(path: string, email: string = FAKE_MICROSOFT_ACCOUNT): void {
    const items = new DriveItems(this.account(email));
    items.remove(items.requireAt(path));
  }

  /** Secrets besides those of OAuth: addresses of upload sessions and of contents. */
  get addresses(): readonly string[] {
    return [...this.uploads.sessions.keys(), ...this.#downloads.keys()];
  }

  protected answer(request: FakeRequest): FakeAnswer {
    try {
      return this.#route(request);
    } catch (error) {
      if (error instanceof GraphRefusal) return graphError(error);
      throw error;
    }
  }

  #route(request: FakeRequest): FakeAnswer {
    const { method, path, query } = request;
    if (method === 'GET' && path === '/common/oauth2/v2.0/authorize') return this.oauth.consent(request);
    if (path === '/common/oauth2/v2.0/token') return this.oauth.token(request);
    if (path.startsWith('/up/')) return this.uploads.answer(request);
    if (path.startsWith('/dl/')) return this.#download(request);
    const account = this.account(this.#grant(request).account);
    if (method === 'GET' && path === '/v1.0/me') {
      requireOnlyParameters(query, '$select');
      return jsonAnswer(200, { id: `id-of-${account.email}`, userPrincipalName: account.email, mail: null });
    }
    return this.#item(request, new DriveItems(account));
  }

  #grant({ path, headers }: FakeRequest): AccessGrant {
    const grant = this.oauth.bearer(headers['authorization']);
    if (grant === undefined) throw new GraphRefusal(401, 'InvalidAuthenticationToken', 'Access token has expired.');
    const scope = path === '/v1.0/me' ? 'User.Read' : 'Files.ReadWrite';
    if (!grant.scope.split(' ').includes(scope)) throw new GraphRefusal(403, 'accessDenied', 'Insufficient privileges');
    return grant;
  }

  #item(request: FakeRequest, items: DriveItems): FakeAnswer {
    const { id, path = '', below = '' } = ADDRESS.exec(request.path)?.groups ?? {};
    const operation = ADDRESS.test(request.path) ? this.#operations[`${request.method} ${below}`] : undefined;
    if (operation === undefined) throw new GraphRefusal(400, 'BadRequest', 'Resource not found for the segment');
    const decoded = path.split('/').map(decodeURIComponent).join('/');
    const target = { items, request, id: id === undefined ? undefined : decodeURIComponent(id), path: decoded };
    return operation(target);
  }

  readonly #operations: Readonly<Record<string, (target: Target) => FakeAnswer>> = {
    'GET ': ({ request: { query }, ...target }) => {
      requireOnlyParameters(query, '$select');
      return jsonAnswer(200, renderItem(find(target), query.get('$select')));
    },
    'DELETE ': (target) => {
      target.items.remove(find(target));
      return { status: 204 };
    },
    'GET children': (target) => this.#children(target),
    'POST children': (target) => {
      const { headers, body } = target.request;
      const { name, folder, [CONFLICT]: conflict } = readJson(headers['content-type'], body, ['name', 'folder', CONFLICT]);
      if (typeof name !== 'string' || typeof folder !== 'object' || conflict !== 'fail') throw invalidRequest('Bad Argument');
      return jsonAnswer(201, renderItem(target.items.createFolder(find(target), name), null));
    },
    'GET content': (target) => {
      const { content } = find(target);
      if (content === undefined) throw invalidRequest('A folder has no content');
      const secret = randomBytes(18).toString('base64url');
      this.#downloads.set(secret, content);
      return { status: 302, headers: { location: `${this.url}/dl/${secret}` } };
    },
    'PUT content': ({ items, path, id, request: { headers, body } }) => {
      if (id !== undefined || headers['content-type'] === undefined) throw invalidRequest('Bad Argument');
      const { node, isNew } = items.write(path, body);
      return jsonAnswer(isNew ? 201 : 200, renderItem(node, null));
    },
    'POST createUploadSession': ({ items, path, request: { headers, body } }) => {
      const { item } = readJson(headers['content-type'], body, ['item']);
      const { [CONFLICT]: conflict, ...rest } = (item ?? {}) as Readonly<Record<string, unknown>>;
      if (conflict !== 'replace' || Object.keys(rest).length > 0) throw invalidRequest('the fake knows only replacing sessions');
      return this.uploads.begin(items, path, this.url);
    },
  };

  #children(target: Target): FakeAnswer {
    const { query, path } = target.request;
    requireOnlyParameters(query, '$select', '$top', '$skiptoken');
    const folder = find(target);
    if (folder.content !== undefined) throw invalidRequest('A file has no children');
    const from = Number(query.get('$skiptoken') ?? '0');
    const to = from + Math.min(Number(query.get('$top') ?? '200'), this.#pageSize);
    const all = target.items.children(folder);
    const next = new URLSearchParams(query);
    next.set('$skiptoken', String(to));
    return jsonAnswer(200, {
      value: all.slice(from, to).map((node) => renderItem(node, query.get('$select'))),
      ...(to < all.length ? { '@odata.nextLink': `${this.url}${path}?${next.toString()}` } : {}),
    });
  }

  #download({ method, path, headers }: FakeRequest): FakeAnswer {
    if (headers['authorization'] !== undefined) throw new GraphRefusal(401, 'unauthenticated', 'Unexpected authorization');
    const content = this.#downloads.get(path.slice('/dl/'.length));
    if (method !== 'GET' || content === undefined) return { status: 404, body: '' };
    return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: content };
  }
}

const find = ({ items, id, path }: Pick<Target, 'items' | 'id' | 'path'>): OneDriveNode =>
  id === undefined ? items.requireAt(path) : items.withId(id);
