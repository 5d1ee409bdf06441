import { OAuthFake, type AccessGrant, type OAuthFakeClient } from '../oauth/oauth-fake.js';
import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { FakeService } from '../serving/fake-service.js';
import { DropboxFiles, renderNode, type DropboxAccount, type DropboxNode } from './dropbox-files.js';
import { DropboxBadRequest, DropboxRefusal, badRequest, dropboxError, jsonAnswer, readFields, refuse } from './refusals.js';
import { DropboxUploadSessions, MAX_REQUEST_BYTES } from './upload-sessions.js';

export interface DropboxFakeOptions {
  readonly client?: Partial<OAuthFakeClient>;
  readonly accounts?: readonly string[];
  /** Entries of a page of a listing. */
  readonly pageSize?: number;
  readonly now?: () => number;
}

export const FAKE_DROPBOX_ACCOUNT = 'someone@dropbox.example';
const CLIENT = { clientId: 'fake-app-key', clientSecret: 'fake-app-secret' };

const METADATA = ['files.metadata.read', 'files.metadata.write'] as const;
const CONTENT = ['files.content.read', 'files.content.write'] as const;
const SCOPES = ['account_info.read', ...METADATA, ...CONTENT];

interface Call {
  readonly account: DropboxAccount;
  readonly files: DropboxFiles;
  readonly argument: unknown;
  readonly body: Buffer;
}

interface Endpoint {
  readonly scope: string;
  /** `rpc`: the body is the argument. `content`: the header is. `none`: no argument. */
  readonly style: 'rpc' | 'content' | 'none';
  readonly run: (call: Call) => FakeAnswer;
}

/**
 * Consent (OAuth 2.0) and files (API v2) of several accounts, with upload sessions. Refuses what Dropbox refuses: unknown
 * fields, arguments that are not ASCII, wrong offsets, missing scopes, expired tokens. Keeps everything in memory; the spec sets
 * the clock.
 */
export class DropboxFake extends FakeService {
  readonly oauth: OAuthFake;
  readonly uploads: DropboxUploadSessions;
  readonly #accounts: ReadonlyMap<string, DropboxAccount>;
  readonly #pageSize: number;
  /** Continued listings, by cursor. */
  readonly #cursors = new Map<string, readonly DropboxNode[]>();

  private constructor({ client, accounts = [FAKE_DROPBOX_ACCOUNT], pageSize = 500, now = Date.now }: DropboxFakeOptions) {
    super();
    this.oauth = new OAuthFake(
      { ...CLIENT, redirectUris: [], ...client },
      {
        scopes: SCOPES,
        isOffline: (read) => read('token_access_type') === 'offline',
        accessSeconds: 14_400,
        rotates: false,
        describe: (error) => ({ error, error_description: 'refused' }),
      },
      now,
    );
    this.uploads = new DropboxUploadSessions(now);
    this.#pageSize = pageSize;
    this.#accounts = new Map(accounts.map((email) => [email, { email, quotaBytes: 2 ** 40, nodes: new Map() }]));
    this.oauth.consenting = accounts[0];
  }

  static start(options: DropboxFakeOptions = {}): Promise<DropboxFake> {
    return new DropboxFake(options).serve();
  }

  /** Replaces all of Dropbox's hosts. */
  get url(): string {
    return this.origin;
  }

  account(email: string = FAKE_DROPBOX_ACCOUNT): DropboxAccount {
    const account = this.#accounts.get(email);
    if (account === undefined) throw new Error(`There is no account ${email}`);
    return account;
  }

  /** Returns the contents of all files by path, and `undefined` for folders. */
  tree(email: string = FAKE_DROPBOX_ACCOUNT): Readonly<Record<string, Buffer | undefined>> {
    return Object.fromEntries([...this.account(email).nodes.values()].map(({ path, content }) => [path, content]));
  }

  /** Deletes an item, as a user does. */
  delete(path: string, email: string = FAKE_DROPBOX_ACCOUNT): void {
    const account = this.account(email);
    const node = account.nodes.get(path.toLowerCase());
    if (node === undefined) throw new Error(`There is no ${path}`);
    new DropboxFiles(account).remove(node);
  }

  protected answer(request: FakeRequest): FakeAnswer {
    try {
      return this.#route(request);
    } catch (error) {
      if (error instanceof DropboxRefusal) return dropboxError(error);
      if (error instanceof DropboxBadRequest) return badRequest(error.message);
      throw error;
    }
  }

  #route(request: FakeRequest): FakeAnswer {
    const { method, path, query } = request;
    if (method === 'GET' && path === '/oauth2/authorize') return this.oauth.consent(request);
    if (path === '/oauth2/token') return this.oauth.token(request);
    const endpoint = this.#endpoints[path.replace(/^\/2\//, '')];
    if (endpoint === undefined || !path.startsWith('/2/') || method !== 'POST' || [...query].length > 0)
      return { status: 404, body: 'Unknown API function' };
    const account = this.account(this.#grant(request, endpoint.scope).account);
    const argument = argumentOf(request, endpoint);
    return endpoint.run({ account, files: new DropboxFiles(account), argument, body: request.body });
  }

  #grant({ headers }: FakeRequest, scope: string): AccessGrant {
    const grant = this.oauth.bearer(headers['authorization']);
    if (grant === undefined) throw new DropboxRefusal(401, 'expired_access_token');
    if (!grant.scope.split(' ').includes(scope)) throw new DropboxRefusal(401, 'missing_scope', { required_scope: scope });
    return grant;
  }

  readonly #endpoints: Readonly<Record<string, Endpoint>> = {
    'users/get_current_account': {
      scope: 'account_info.read',
      style: 'none',
      run: ({ account: { email } }) => jsonAnswer(200, { account_id: `dbid:${email}`, email, email_verified: true }),
    },
    'files/get_metadata': { scope: 'files.metadata.read', style: 'rpc', run: (call) => jsonAnswer(200, metadata(call)) },
    'files/list_folder': { scope: 'files.metadata.read', style: 'rpc', run: (call) => this.#list(call) },
    'files/list_folder/continue': { scope: 'files.metadata.read', style: 'rpc', run: (call) => this.#continue(call) },
    'files/create_folder_v2': {
      scope: 'files.content.write',
      style: 'rpc',
      run: ({ files, argument }) => {
        const { path } = readFields(argument, ['path', 'autorename']);
        return jsonAnswer(200, { metadata: renderNode(files.createFolder(DropboxFiles.requirePath(path)), false) });
      },
    },
    'files/delete_v2': {
      scope: 'files.content.write',
      style: 'rpc',
      run: ({ files, argument }) => {
        const node = files.find(readFields(argument, ['path']).path) ?? refuse('path_lookup/not_found');
        files.remove(node);
        return jsonAnswer(200, { metadata: renderNode(node) });
      },
    },
    'files/download': {
      scope: 'files.content.read',
      style: 'content',
      run: ({ files, argument }) => {
        const node = files.find(readFields(argument, ['path']).path) ?? refuse('path/not_found');
        const content = node.content ?? refuse('path/not_file');
        const headers = { 'content-type': 'application/octet-stream', 'dropbox-api-result': JSON.stringify({ id: node.id }) };
        return { status: 200, headers, body: content };
      },
    },
    'files/upload': {
      scope: 'files.content.write',
      style: 'content',
      run: ({ files, argument, body }) => jsonAnswer(200, renderNode(files.write(commitPath(argument), body), false)),
    },
    'files/upload_session/start': {
      scope: 'files.content.write',
      style: 'content',
      run: ({ account, argument, body }) => jsonAnswer(200, this.uploads.start(account.email, argument, body)),
    },
    'files/upload_session/append_v2': {
      scope: 'files.content.write',
      style: 'content',
      run: ({ account, argument, body }) => jsonAnswer(200, this.uploads.append(account.email, argument, body)),
    },
    'files/upload_session/finish': {
      scope: 'files.content.write',
      style: 'content',
      run: ({ account, files, argument, body }) => {
        const { cursor, commit } = readFields(argument, ['cursor', 'commit']);
        const path = commitPath(commit);
        const { content, forget } = this.uploads.content(account.email, cursor, body);
        const node = files.write(path, content);
        forget();
        return jsonAnswer(200, renderNode(node, false));
      },
    },
  };

  #list({ files, argument }: Call): FakeAnswer {
    const { path, limit = this.#pageSize } = readFields(argument, ['path', 'limit']);
    if (typeof limit !== 'number' || limit < 1 || limit > 2_000) throw new DropboxBadRequest('limit: out of range');
    if (path === '') return this.#page(files.children(''), limit);
    const folder = files.find(path) ?? refuse('path/not_found');
    if (folder.content !== undefined) refuse('path/not_folder');
    return this.#page(files.children(folder.path), limit);
  }

  #continue({ argument }: Call): FakeAnswer {
    const { cursor } = readFields(argument, ['cursor']);
    const rest = this.#cursors.get(String(cursor)) ?? refuse('reset');
    return this.#page(rest, this.#pageSize);
  }

  #page(nodes: readonly DropboxNode[], limit: number): FakeAnswer {
    const cursor = `cursor-${String(this.#cursors.size)}`;
    this.#cursors.set(cursor, nodes.slice(limit));
    const entries = nodes.slice(0, limit).map((node) => renderNode(node));
    return jsonAnswer(200, { entries, cursor, has_more: nodes.length > limit });
  }
}

function metadata({ files, argument }: Call): object {
  const { path } = readFields(argument, ['path']);
  if (path === '') throw new DropboxBadRequest('path: The root folder is unsupported.');
  return renderNode(files.find(path) ?? refuse('path/not_found'));
}

function commitPath(argument: unknown): string {
  const { path, mode, autorename } = readFields(argument, ['path', 'mode', 'autorename', 'mute']);
  if (mode !== 'overwrite' || autorename !== false)
    throw new DropboxBadRequest('the fake knows only overwrite without autorename');
  if (path === '') throw new DropboxBadRequest('path: malformed');
  return DropboxFiles.requirePath(path);
}

function argumentOf(request: FakeRequest, { style }: Endpoint): unknown {
  const { headers, body } = request;
  const type = headers['content-type'];
  if (style === 'content') return contentArgument(request);
  if (style === 'rpc') {
    if (type !== 'application/json') throw new DropboxBadRequest('Bad HTTP "Content-Type" header');
    return parse(body.toString('utf8'));
  }
  if (type !== undefined || body.length > 0) throw new DropboxBadRequest('unexpected body');
  return undefined;
}

/** A download has no content type and no body. */
function contentArgument({ headers, body }: FakeRequest): unknown {
  const argument = headers['dropbox-api-arg'] ?? '';
  if (!/^[\x20-\x7e]+$/.test(argument)) throw new DropboxBadRequest('HTTP header "Dropbox-API-Arg": not ASCII');
  const type = headers['content-type'];
  const isWrong = type === undefined ? body.length > 0 : type !== 'application/octet-stream';
  if (isWrong) throw new DropboxBadRequest('Bad HTTP "Content-Type" header');
  if (body.length > MAX_REQUEST_BYTES) throw new DropboxBadRequest('request body too large');
  return parse(argument);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new DropboxBadRequest('could not decode input as JSON');
  }
}
