import { createHash } from 'node:crypto';
import {
  FILE_NOT_REACHED,
  uploadPrefix,
  type CredentialTest,
  type CredentialTestReport,
  type OutputType,
  type SourceEntry,
  type SourceItem,
  type LocatedFile,
  type SourceListRequest,
  type SourceLocateRequest,
  type SourcePage,
  type SourceRetired,
  type SourceTaken,
  type SourceTest,
  type SourceTestReport,
} from '@throughline/contracts';
import { Problem } from '../kit/http/problems/problem.js';
import { SourceProblem, type SourceItemRef, type SourceService } from '../sources/source-service.js';

const TYPES: readonly OutputType[] = [
  {
    type: 'folder',
    label: 'Folder',
    settings: [
      { key: 'folder', label: 'Folder', kind: 'choice', required: true, options: [{ value: 'inbox' }, { value: 'scans' }] },
      { key: 'path', label: 'Path below it', kind: 'text', required: false },
      { key: 'after', label: 'After', kind: 'choice', required: false, options: [{ value: 'leave' }, { value: 'move' }] },
    ],
  },
  {
    type: 'zoom',
    label: 'Zoom',
    settings: [{ key: 'credential', label: 'Zoom account', kind: 'credential', required: true, credential: 'zoom' }],
  },
  {
    type: 'mailbox',
    label: 'Mailbox',
    settings: [
      {
        key: 'credential',
        label: 'Own mailbox',
        kind: 'credential',
        required: true,
        credential: 'gmail',
        other_credential: 'outlook',
      },
    ],
  },
];

interface StoredFile {
  readonly name: string;
  readonly content: string;
  readonly version: number;
}

const idOf = ({ name, version }: StoredFile): string => `${name}\n${String(version)}`;

/**
 * The files of one folder, as the ingest service serves them. It is strict: it opens and retires only the present version of a
 * file, and counts how often bytes were taken.
 */
export class MemorySourceService implements SourceService {
  readonly files = new Map<string, StoredFile>();
  /** Items that their runs fetch, and whether the service still processes them. */
  readonly fetched = new Map<string, { readonly isPending: boolean; readonly seconds?: number }>();
  readonly retired: string[] = [];
  readonly ignored: SourceEntry[] = [];
  /** Listed items beside the files. */
  readonly others: SourceItem[] = [];
  /** The requests for pages, newest last. */
  readonly listed: SourceListRequest[] = [];
  /** Called before each answer. */
  before: (act: 'list' | 'take' | 'retire') => void | Promise<void> = () => undefined;
  settleMs: number | undefined;
  readonly credentialTests: CredentialTest[] = [];
  credentialReport: CredentialTestReport = { v: 1, result: 'ok', message: 'The service answers.' };
  isAway = false;
  /** Files of a request that are looked for in time. */
  mostLocated = Infinity;
  #version = 0;

  put(name: string, content = name): void {
    this.#version += 1;
    this.files.set(name, { name, content, version: this.#version });
  }

  types(): Promise<readonly OutputType[]> {
    return this.isAway ? Promise.reject(new Problem('no-ingest-service')) : Promise.resolve(TYPES);
  }

  test({ source }: SourceTest): Promise<SourceTestReport> {
    if (this.isAway) return Promise.reject(new Problem('no-ingest-service'));
    const isWrong = String(source.settings['path'] ?? '').includes('..');
    const message = isWrong ? 'The path must stay inside its folder' : 'The settings are complete.';
    return Promise.resolve({ v: 1, items: [{ name: 'settings', result: isWrong ? 'wrong' : 'ok', message }] });
  }

  testCredential(question: CredentialTest): Promise<CredentialTestReport> {
    this.credentialTests.push(question);
    return this.isAway ? Promise.reject(new Problem('no-ingest-service')) : Promise.resolve(this.credentialReport);
  }

  async list(request: SourceListRequest): Promise<SourcePage> {
    const { source, cursor, limit } = request;
    this.listed.push(request);
    await this.#answer('list');
    const retires = source.settings['after'] === 'move';
    const items = [...this.files.values()].map((file): SourceEntry => ({
      kind: 'item',
      external_id: idOf(file),
      name: file.name,
      file_name: file.name,
      size: file.content.length,
      retires,
      ...(this.settleMs === undefined ? {} : { stable_after_ms: this.settleMs }),
    }));
    const fetched = [...this.fetched].map(([name, { isPending, seconds }]): SourceEntry => ({
      kind: 'item',
      external_id: name,
      name,
      fetched: { address: `https://zoom.us/recording/detail?meeting_id=${name}`, settings: { connection: 'main' } },
      retires: false,
      ...(isPending ? { pending: 'Zoom still processes the recording.' } : {}),
      ...(seconds === undefined ? {} : { duration_seconds: seconds }),
    }));
    const all = [...items, ...fetched, ...this.others, ...this.ignored].sort((one, other) => (one.name < other.name ? -1 : 1));
    const rest = all.filter(({ name }) => cursor === undefined || name > cursor);
    const entries = rest.slice(0, limit);
    const last = entries.at(-1);
    const place = `folder:${String(source.settings['folder'])}`;
    return { place, entries, ...(rest.length > limit && last !== undefined ? { next_cursor: last.name } : {}) };
  }

  async take({ externalId }: SourceItemRef, assetId: string): Promise<SourceTaken> {
    await this.#answer('take');
    const file = this.#find(externalId);
    if (file === undefined) throw new SourceProblem({ code: 'source-changed', message: 'The file has changed' });
    const sha256 = createHash('sha256').update(file.content).digest('hex');
    return { state: 'stored', key: `${uploadPrefix(assetId)}/source`, size: file.content.length, sha256 };
  }

  /** A file of the folder `inbox` is found by its name. */
  locate(files: SourceLocateRequest['files']): Promise<readonly LocatedFile[]> {
    if (this.isAway) return Promise.reject(new Problem('no-ingest-service'));
    return Promise.resolve(
      files.map(({ folder, path }, index): LocatedFile => {
        if (index >= this.mostLocated)
          return { error: { code: FILE_NOT_REACHED, message: 'Nobody has looked for the file yet' } };
        const file = folder === 'inbox' ? this.files.get(path) : undefined;
        return file === undefined
          ? { error: { code: 'source-gone', message: 'The file does not exist' } }
          : { size: file.content.length, modified: file.version };
      }),
    );
  }

  async retire({ externalId }: SourceItemRef): Promise<SourceRetired> {
    await this.#answer('retire');
    const file = this.#find(externalId);
    if (file === undefined) return { state: 'gone' };
    this.files.delete(file.name);
    this.retired.push(externalId);
    return { state: 'retired' };
  }

  #find(externalId: string): StoredFile | undefined {
    return [...this.files.values()].find((file) => idOf(file) === externalId);
  }

  async #answer(act: 'list' | 'take' | 'retire'): Promise<void> {
    if (this.isAway) throw new Problem('no-ingest-service');
    await this.before(act);
  }
}
