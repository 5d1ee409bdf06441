import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { json } from 'node:stream/consumers';
import { readCloudEvent, type CloudEvent } from '@throughline/contracts';
import {
  evolve,
  foldPersonal,
  initialPersonal,
  initialState,
  isPresent,
  isRunActive,
  renderDocumentFields,
  type AssetState,
} from '@throughline/domain';
import { Terminal } from '#src/output/terminal.js';
import { runCli } from '#src/run-cli.js';
import type { CommandOutcome } from './stub-server.js';

interface ImportItem {
  readonly id: string;
  readonly events: readonly (CloudEvent & { readonly originref: string })[];
  readonly complete: boolean;
  readonly after?: string;
}
interface ImportRequest {
  readonly library?: string;
  readonly dry_run: boolean;
  readonly items: readonly ImportItem[];
}

const LIBRARY = { id: '01J0000000000000000000000A', name: 'owner', role: 'owner' };

const refusal = (id: string, detail: string): unknown => ({
  id,
  outcome: 'refused',
  commits: 0,
  problem: { code: 'item-differs', detail },
});

/** Returns the events that the log lacks, or undefined if the others differ, or do not continue it. */
function findMissing({ events, after }: ImportItem, stored: ImportItem['events']): ImportItem['events'] | undefined {
  const start =
    after === undefined
      ? stored.findIndex(({ originref }) => originref === events[0]?.originref)
      : stored.findLastIndex(({ originref }) => originref === after) + 1;
  if (start < 0 || (after !== undefined && start === 0))
    return stored.length === 0 && after === undefined && events[0]?.type === 'throughline.AssetRegistered' ? events : undefined;
  const common = Math.min(stored.length - start, events.length);
  const isSame = events.slice(0, common).every((event, index) => JSON.stringify(event) === JSON.stringify(stored[start + index]));
  return isSame ? events.slice(common) : undefined;
}

/** The answers of a gateway to a migration. It keeps histories in memory, and reads their events as a gateway does. */
export class FakeImports {
  readonly items = new Map<string, ImportItem['events'][number][]>();
  readonly ended = new Set<string>();
  readonly requests: ImportRequest[] = [];
  /** Answers of this number of requests are the last. */
  failAfter = Infinity;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FakeImports> {
    const server = createServer();
    const fake = new FakeImports(server);
    server.on('request', (request, response) => {
      void (async () => {
        const body = request.method === 'POST' ? await json(request) : undefined;
        const answer = fake.#answer(request.url ?? '', body);
        response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(answer ?? { code: 'not-found', title: 'Not found', status: 404 }));
      })().catch((error: unknown) => response.destroy(error as Error));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  #answer(path: string, body: unknown): unknown {
    if (path === '/api/v1/me') return { library: LIBRARY, libraries: [LIBRARY] };
    if (path === '/api/v1/admin/imports') return this.#import(body as ImportRequest);
    return this.#document(path.split('/').at(-1) ?? '');
  }

  #import(request: ImportRequest): unknown {
    if (this.requests.length >= this.failAfter) throw new Error('killed');
    this.requests.push(request);
    return { items: request.items.map((item) => this.#importItem(item, request.dry_run)) };
  }

  #importItem(item: ImportItem, dryRun: boolean): unknown {
    const { id, complete } = item;
    const stored = this.items.get(id) ?? [];
    const missing = findMissing(item, stored);
    if (missing === undefined) return refusal(id, 'The commit differs');
    for (const event of missing) readCloudEvent(event);
    const isNothing = missing.length === 0 && (this.ended.has(id) || !complete);
    if (!dryRun) {
      this.items.set(id, [...stored, ...missing]);
      if (complete) this.ended.add(id);
    }
    const outcome = isNothing ? 'unchanged' : complete ? 'imported' : 'in-progress';
    return { id, outcome, commits: new Set(missing.map(({ originref }) => originref)).size };
  }

  #document(id: string): unknown {
    const events = this.items.get(id);
    if (events === undefined) return undefined;
    const read = events.map(readCloudEvent);
    let state = read.reduce<AssetState>((before, { event, at }) => evolve(before, event, { assetId: id, at }), initialState);
    if (isPresent(state) && this.ended.has(id) && isRunActive(state))
      state = evolve(
        state,
        { type: 'RunCancelled', v: 1, data: { runId: state.run?.runId ?? '', by: 'import' } },
        { assetId: id, at: '2030-01-01T00:00:00.000Z' },
      );
    if (!isPresent(state)) return undefined;
    const personal = read.reduce((before, { event }) => foldPersonal(before, event), initialPersonal);
    return { id, outputs: [], upload_summary: {}, waiting_for: [], ...renderDocumentFields(state, { personal }) };
  }

  /** Runs `tl` against this server, without retries. */
  async tl(folder: string, ...args: readonly string[]): Promise<CommandOutcome> {
    const [out, err] = [new PassThrough({ highWaterMark: 1 << 24 }), new PassThrough({ highWaterMark: 1 << 20 })];
    const ofStream = (stream: PassThrough) => ({ stream, isTTY: false, columns: 80 });
    const context = {
      terminal: new Terminal(ofStream(out), ofStream(err)),
      env: { url: this.url, token: 'tl_none' },
      cwd: folder,
    };
    const code = await runCli([...args, '--patience', '0'], context);
    return { code, out: String(out.read() ?? ''), err: String(err.read() ?? '') };
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
