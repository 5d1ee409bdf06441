import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { FILE_FIELDS, renderFile, type DriveStorage, type GoogleAccount } from './drive-storage.js';
import { selectFields } from './fields.js';
import { parseFileChange, parseNewFile } from './metadata.js';
import { GoogleRefusal, invalid, jsonAnswer, requireOnlyParameters, parseJsonBody } from './refusals.js';
import { parseSearch } from './search.js';

const DEFAULT_FIELDS = 'kind,id,name,mimeType';
const MAX_IDS = 1_000;
const MAX_ON_A_PAGE = 1_000;

export interface FilesOptions {
  readonly storage: DriveStorage;
  readonly now: () => number;
  /** Milliseconds until a search finds a new file. Its id works at once. */
  readonly searchLagMs: number;
}

export const readFlag = (query: URLSearchParams, name: string): boolean => {
  const value = query.get(name) ?? 'false';
  if (value !== 'true' && value !== 'false') throw new GoogleRefusal(400, 'invalidParameter', `Invalid value for ${name}`);
  return value === 'true';
};

function readCount(query: URLSearchParams, name: string, { fallback, most }: { fallback: number; most: number }): number {
  const value = query.get(name) ?? String(fallback);
  if (!/^\d+$/.test(value) || Number(value) < 1 || Number(value) > most)
    throw new GoogleRefusal(400, 'invalidParameter', `Invalid value for ${name}`);
  return Number(value);
}

/** The part of the Drive API (v3) that reads and changes metadata. */
export class Files {
  constructor(private readonly parts: FilesOptions) {}

  answer(request: FakeRequest, account: GoogleAccount): FakeAnswer {
    const { method, path } = request;
    const known: Readonly<Record<string, () => FakeAnswer>> = {
      'GET /drive/v3/about': () => this.#about(request, account),
      'GET /drive/v3/files/generateIds': () => this.#generateIds(request, account),
      'GET /drive/v3/files': () => this.#list(request, account),
      'POST /drive/v3/files': () => this.#create(request, account),
    };
    const found = known[`${method} ${path}`];
    if (found !== undefined) return found();
    const id = /^\/drive\/v3\/files\/([^/]+)$/.exec(path)?.[1];
    if (id !== undefined && ['GET', 'PATCH', 'DELETE'].includes(method))
      return this.#one(request, account, decodeURIComponent(id));
    throw new GoogleRefusal(404, 'notFound', 'Not Found');
  }

  #about({ query }: FakeRequest, { email, quotaBytes }: GoogleAccount): FakeAnswer {
    requireOnlyParameters(query, 'fields');
    const fields = query.get('fields');
    if (fields === null) throw new GoogleRefusal(400, 'required', "The 'fields' parameter is required for this method.");
    const about = {
      user: { emailAddress: email, permissionId: `permission-of-${email}`, displayName: email },
      storageQuota: { limit: String(quotaBytes) },
    };
    return jsonAnswer(
      200,
      selectFields(about, fields, ['user', 'emailAddress', 'permissionId', 'displayName', 'storageQuota', 'limit']),
    );
  }

  #generateIds({ query }: FakeRequest, account: GoogleAccount): FakeAnswer {
    requireOnlyParameters(query, 'count', 'space', 'type', 'fields');
    const count = readCount(query, 'count', { fallback: 10, most: MAX_IDS });
    return jsonAnswer(200, { kind: 'drive#generatedIds', space: 'drive', ids: this.parts.storage.reserve(account, count) });
  }

  #list({ query }: FakeRequest, account: GoogleAccount): FakeAnswer {
    requireOnlyParameters(
      query,
      ...[
        'q',
        'fields',
        'pageSize',
        'pageToken',
        'spaces',
        'corpora',
        'supportsAllDrives',
        'includeItemsFromAllDrives',
        'orderBy',
      ],
    );
    const { storage, now, searchLagMs } = this.parts;
    const all = readFlag(query, 'includeItemsFromAllDrives');
    if (all && !readFlag(query, 'supportsAllDrives')) throw invalid('includeItemsFromAllDrives needs supportsAllDrives');
    const matches = parseSearch(query.get('q') ?? 'trashed = false', (id) => storage.find(account, id, all).id);
    const found = [...storage.files.values()].filter(
      (file) =>
        file.parents.length > 0 && storage.sees(account, file, all) && file.createdAt + searchLagMs <= now() && matches(file),
    );
    const pageSize = readCount(query, 'pageSize', { fallback: 100, most: MAX_ON_A_PAGE });
    const start = Number(query.get('pageToken') ?? '0');
    const page = found.slice(start, start + pageSize);
    const list = {
      kind: 'drive#fileList',
      incompleteSearch: false,
      files: page.map(renderFile),
      ...(start + pageSize < found.length ? { nextPageToken: String(start + pageSize) } : {}),
    };
    const fields = query.get('fields') ?? `kind,incompleteSearch,nextPageToken,files(${DEFAULT_FIELDS})`;
    return jsonAnswer(200, selectFields(list, fields, [...FILE_FIELDS, 'files', 'nextPageToken', 'incompleteSearch']));
  }

  #create({ query, headers, body }: FakeRequest, account: GoogleAccount): FakeAnswer {
    requireOnlyParameters(query, 'fields', 'supportsAllDrives');
    const file = parseNewFile(parseJsonBody(headers['content-type'], body));
    const made = this.parts.storage.create(account, file, { allDrives: readFlag(query, 'supportsAllDrives') });
    return jsonAnswer(200, selectFields(renderFile(made), query.get('fields') ?? DEFAULT_FIELDS, FILE_FIELDS));
  }

  #one({ method, query, headers, body }: FakeRequest, account: GoogleAccount, id: string): FakeAnswer {
    requireOnlyParameters(query, ...(method === 'DELETE' ? [] : ['fields']), 'supportsAllDrives');
    const file = this.parts.storage.find(account, id, readFlag(query, 'supportsAllDrives'));
    if (method === 'DELETE') {
      this.parts.storage.delete(file);
      return { status: 204 };
    }
    if (method === 'PATCH') {
      const { name = file.name, appProperties } = parseFileChange(parseJsonBody(headers['content-type'], body));
      file.name = name;
      file.appProperties = { ...file.appProperties, ...appProperties };
    }
    return jsonAnswer(200, selectFields(renderFile(file), query.get('fields') ?? DEFAULT_FIELDS, FILE_FIELDS));
  }
}
