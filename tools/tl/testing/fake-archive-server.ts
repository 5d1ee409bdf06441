import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { buffer, json } from 'node:stream/consumers';
import { Terminal } from '#src/output/terminal.js';
import { runCli } from '#src/run-cli.js';
import type { CommandOutcome } from './stub-server.js';

interface Batch {
  readonly dry_run: boolean;
  readonly items: readonly { readonly id: string; readonly complete: boolean; readonly events: readonly unknown[] }[];
}

interface FakeAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

const ok = (body: unknown): FakeAnswer => ({ status: 200, body });
const refusal = (status: number, code: string): FakeAnswer => ({ status, body: { code, detail: `It is ${code}.`, title: code } });

/** Answers an import of an archive as a gateway does. It keeps the bytes of files, and counts those that it has received. */
export class FakeArchiveServer {
  readonly batches: Batch[] = [];
  readonly stored = new Map<string, Buffer>();
  readonly refusedItems = new Set<string>();
  readonly refusedFiles = new Map<string, string>();
  /** The SHA-256 of files, by key; absent: all bytes are accepted. */
  readonly hashes = new Map<string, string>();
  receivedBytes = 0;
  /** Cuts the connection of a body after so many bytes, once. */
  cutAfter: number | undefined;
  /** Answers 413 to longer bodies. */
  longestBody = Infinity;
  /** False: long bodies are refused like by a proxy, without a problem document. */
  hasCodes = true;
  readonly #uploads = new Map<string, { readonly key: string; readonly size: number; bytes: Buffer; problem?: string }>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeArchiveServer> {
    const server = createServer();
    const fake = new FakeArchiveServer(server);
    server.on('request', (request, response) => {
      void fake
        .#answer(request)
        .then(({ status, body, headers }) => {
          response.writeHead(status, { 'content-type': 'application/json', ...headers });
          response.end(body === undefined ? undefined : JSON.stringify(body));
        })
        .catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  async #answer(request: IncomingMessage): Promise<FakeAnswer> {
    const [method = '', path = ''] = [request.method, request.url];
    if (method === 'POST') return this.#post(path, Number(request.headers['content-length']), request);
    const upload = this.#uploads.get(/^\/api\/v1\/uploads\/(\w+)/.exec(path)?.[1] ?? '');
    if (upload === undefined) return refusal(404, 'not-found');
    if (method === 'HEAD') return { status: 200, headers: { 'upload-offset': String(upload.bytes.length) } };
    if (method === 'PATCH') return this.#append(upload, request);
    return upload.problem === undefined ? ok({ recording_id: 'x', run_refused: null }) : refusal(409, upload.problem);
  }

  async #post(path: string, length: number, request: IncomingMessage): Promise<FakeAnswer> {
    if (length > this.longestBody)
      return { ...(this.hasCodes ? refusal(413, 'too-large') : { status: 413 }), headers: { connection: 'close' } };
    const body: unknown = await json(request);
    return path.endsWith('/files') ? this.#begin(body as { key: string; size: number }) : this.#import(body as Batch);
  }

  #import(batch: Batch): FakeAnswer {
    this.batches.push(batch);
    const items = batch.items.map(({ id, complete }) =>
      this.refusedItems.has(id)
        ? { id, outcome: 'refused', commits: 0, problem: { code: 'import-differs', detail: 'It differs.' } }
        : { id, outcome: complete ? 'imported' : 'in-progress', commits: 1 },
    );
    return ok({ dry_run: batch.dry_run, items });
  }

  #begin({ key, size }: { key: string; size: number }): FakeAnswer {
    const code = this.refusedFiles.get(key);
    if (code !== undefined) return refusal(409, code);
    if (this.stored.has(key)) return ok({ state: 'present', upload: null });
    const id = createHash('sha1').update(key).digest('hex');
    const upload = this.#uploads.get(id) ?? { key, size, bytes: Buffer.alloc(0) };
    this.#uploads.set(id, upload);
    return ok({ state: 'missing', upload: { id, offset: upload.bytes.length } });
  }

  async #append(
    upload: { readonly key: string; readonly size: number; bytes: Buffer; problem?: string },
    request: IncomingMessage,
  ): Promise<FakeAnswer> {
    if (Number(request.headers['upload-offset']) !== upload.bytes.length) return refusal(409, 'upload-conflict');
    let bytes = await buffer(request);
    const cut = this.cutAfter;
    this.cutAfter = undefined;
    if (cut !== undefined) bytes = bytes.subarray(0, cut);
    this.receivedBytes += bytes.length;
    upload.bytes = Buffer.concat([upload.bytes, bytes]);
    if (cut !== undefined) throw new Error('cut');
    if (upload.bytes.length === upload.size) this.#finish(upload);
    return { status: 204, headers: { 'upload-offset': String(upload.bytes.length) } };
  }

  #finish(upload: { readonly key: string; readonly bytes: Buffer; problem?: string }): void {
    const wanted = this.hashes.get(upload.key);
    if (wanted === undefined || wanted === createHash('sha256').update(upload.bytes).digest('hex'))
      this.stored.set(upload.key, upload.bytes);
    else upload.problem = 'import-file-differs';
  }

  async tl(cwd: string, ...args: readonly string[]): Promise<CommandOutcome> {
    const [out, err] = [new PassThrough({ highWaterMark: 1 << 20 }), new PassThrough({ highWaterMark: 1 << 20 })];
    const ofStream = (stream: PassThrough) => ({ stream, isTTY: false, columns: 80 });
    const url = `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
    const context = { terminal: new Terminal(ofStream(out), ofStream(err)), env: { url, token: 'tl_none' }, cwd };
    const code = await runCli([...args], context);
    return { code, out: String(out.read() ?? ''), err: String(err.read() ?? '') };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
