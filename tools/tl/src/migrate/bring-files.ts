import { resolve } from 'node:path';
import { request, type Document } from '@throughline/api-client';
import { getDocument } from '@throughline/api-client/operations';
import { DOCUMENTS, type CliContext } from '../commands/context.js';
import { CliError, isCliError } from '../exit.js';
import type { HttpClient } from '../client/http-client.js';
import { readerOf } from '../client/read-answer.js';
import { sendInParts } from '../commands/push.js';
import { hashFile, type SourceFile } from '../upload/source-file.js';
import type { BroughtBytes } from './brought-bytes.js';
import { findBelow, mapPath, type FileMapping } from './file-mapping.js';
import type { SentFile } from './import-sender.js';
import { OriginalSender, type NamedOriginal } from './original-sender.js';

/** Refusals of a file for an item that has one already. */
const HAS_FILE: ReadonlySet<string | undefined> = new Set(['file-in-use', 'same-file']);
/** Uploads at a time. */
const AT_ONCE = 4;
const readDocument = readerOf<Document>('id', 'source');

/** The answer about a file of the older system, with the outcome of its bytes if they were asked for. */
export interface BroughtFile extends SentFile {
  readonly bytes?: BroughtBytes;
}

export interface BytesOptions {
  /** Paths of the older system, and the folders of this machine with their files. */
  readonly files?: readonly FileMapping[];
  /** Paths of the older system, and the folders of the server in which the files stay. */
  readonly leave?: readonly FileMapping[];
}

export interface BringerOptions extends BytesOptions {
  readonly library: string;
  readonly dryRun: boolean;
}

const failed = (reason: string): BroughtBytes => ({ outcome: 'failed', reason });

/** Brings the bytes of migrated files: each is uploaded for its item, or stays in a folder of the server. Safe to repeat. */
export class FileBringer {
  readonly #originals: OriginalSender;

  constructor(
    private readonly context: CliContext,
    private readonly client: HttpClient,
    readonly options: BringerOptions,
  ) {
    this.#originals = new OriginalSender(client, options);
  }

  get isAsked(): boolean {
    const { files = [], leave = [] } = this.options;
    return files.length + leave.length > 0;
  }

  async bring(sent: readonly SentFile[]): Promise<readonly BroughtFile[]> {
    if (!this.isAsked) return sent;
    const left: NamedOriginal[] = [];
    const brought = new Map<string, BroughtBytes>();
    for (let from = 0; from < sent.length; from += AT_ONCE)
      await Promise.all(
        sent.slice(from, from + AT_ONCE).map(async (each) => {
          const found = await this.#bringOne(each);
          if ('folder' in found) left.push(found);
          else brought.set(each.file.assetId, found);
        }),
      );
    for (const [id, bytes] of await this.#originals.send(left)) brought.set(id, bytes);
    return sent.map((each) => {
      const bytes = brought.get(each.file.assetId);
      return bytes === undefined ? each : { ...each, bytes };
    });
  }

  async #bringOne({ file, outcome }: SentFile): Promise<BroughtBytes | NamedOriginal> {
    const { files = [], leave = [] } = this.options;
    if (outcome === 'refused') return { outcome: 'none', reason: 'its history was refused' };
    if (file.filePath === undefined) return { outcome: 'none', reason: 'its rows name no file_path' };
    const mapped = mapPath(file.filePath, [...files, ...leave]);
    if ('problem' in mapped) return failed(mapped.problem);
    const { mapping, names } = mapped;
    if (leave.includes(mapping)) return toOriginal(file.assetId, mapping, names);
    const source = await findBelow(resolve(this.context.cwd, mapping.target), names);
    if ('problem' in source) return failed(source.problem);
    return this.#copy(file.assetId, { ...source, name: file.fileName ?? source.name });
  }

  async #copy(id: string, source: SourceFile): Promise<BroughtBytes> {
    try {
      const present = await this.#compare(id, source);
      if (present !== undefined) return present;
      if (!this.options.dryRun) await this.#upload(id, source);
      return { outcome: 'copied' };
    } catch (error) {
      if (!isCliError(error) || !isOwnProblem(error)) throw error;
      if (!HAS_FILE.has(error.details.code)) return failed(error.message);
      // An earlier command has uploaded the file, and its row was not here at the comparison.
      return (await this.#compare(id, source)) ?? failed('the item has a file that does not show yet: repeat the command');
    }
  }

  #upload(id: string, file: SourceFile): Promise<unknown> {
    const { terminal } = this.context;
    return sendInParts({ ...this.context, kind: DOCUMENTS }, this.client, {
      file,
      // Equal files of the older system are documents of their own there, so they are here.
      fields: { replaces: id, allow_duplicate: 'true' },
      key: undefined,
      isVerified: true,
      onProgress: () => {
        terminal.progress(`sending ${file.name}`);
      },
    });
  }

  /** Returns the outcome for an item that has a file. A new item may have no row yet. */
  async #compare(id: string, source: SourceFile): Promise<BroughtBytes | undefined> {
    const answer = await this.client.answer(request(getDocument, { path: { id } }));
    if (answer.status === 404) return undefined;
    if (answer.status >= 400) throw new CliError('failed', `the document cannot be read (${String(answer.status)})`);
    const { size, sha256, original } = readDocument(JSON.parse(answer.body) as unknown).source;
    if (original != null) return failed('its file was left in a folder of the server');
    if (size === null) return undefined;
    const isSame = size === source.size && sha256 === (await hashFile(source));
    return isSame ? { outcome: 'unchanged' } : failed('the item has another file');
  }
}

/** A server that is away ends the command, which is then repeated. Anything else is a problem of one file. */
const isOwnProblem = ({ exit }: CliError): boolean => exit !== 'unreachable';

const toOriginal = (id: string, { target }: FileMapping, names: readonly string[]): NamedOriginal => {
  const [folder = '', ...below] = target.split('/').filter((name) => name !== '');
  return { id, folder, path: [...below, ...names].join('/') };
};
