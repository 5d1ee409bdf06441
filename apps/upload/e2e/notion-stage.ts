import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { GoogleFake, NotionFake, type DataSource, type LogEntry, type NotionPage } from '@throughline/strict-fakes';
import { giveConsent, startSystem, until, type System } from '@throughline/stack/testing';

export const STATUS = 'Transcript Process Status';
export const ERRORS = 'ProcessErrors';
export const WORDS = ['Processing', 'Downloading', 'Transcribing', 'Uploading to Drive', 'Complete'];

const TALK = fileURLToPath(new URL('../../../assets/short-talk.mp4', import.meta.url));

export interface AcceptedVideo {
  readonly recording_id: string;
  readonly mirror: string;
}
export interface MirrorAnswer {
  readonly state: string;
  readonly wanted: { readonly status: string } | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly superseded_by: string | null;
}

/** Long enough that each status is written before the next one is reached. Milliseconds. */
const TAKES_MS = 1_500;

/** A system with a fake Google account, a fake Notion and a web server for videos, all on this machine. */
export class NotionStage {
  #secrets = new Map<string, string>();

  private constructor(
    readonly system: System,
    readonly notion: NotionFake,
    readonly google: GoogleFake,
    private readonly videos: Server,
    readonly source: DataSource,
  ) {}

  static async open({ takesMs = TAKES_MS } = {}): Promise<NotionStage> {
    const redirectUris: string[] = [];
    const [notion, google] = await Promise.all([NotionFake.start(), GoogleFake.start({ client: { redirectUris } })]);
    const talk = await readFile(TALK);
    const videos = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': talk.length }).end(talk);
    });
    await new Promise<void>((resolve) => videos.listen(0, '127.0.0.1', resolve));
    const source = notion.workspace.addDataSource('Discord Message Database', {
      Name: { type: 'title' },
      [STATUS]: { type: 'status', options: [...WORDS, 'Error'] },
      [ERRORS]: { type: 'rich_text' },
      Drive: { type: 'url' },
      Owner: { type: 'people' },
    });
    const reach = { TL_FETCH_ALLOW: '127.0.0.1', TL_GOOGLE_URL: google.url };
    const upload = { ...reach, TL_NOTION_URL: notion.url, TL_NOTION_TIMEOUT_MS: '1000', TL_MIRROR_RETRY_MS: '400' };
    const system = await startSystem({
      simulation: true,
      instances: { search: 0 },
      outputs: [{ name: 'drive', type: 'google_drive', settings: { credential: 1 } }],
      runDefaults: {
        retry: { backoff_ms: [50], wait_ms: [200] },
        simulation: { DOWNLOAD: { takes_ms: takesMs }, TRANSCRIBE: { takes_ms: takesMs } },
      },
      env: { gateway: reach, ingest: reach, upload },
    });
    redirectUris.push(`${system.url}/api/v1/credentials/oauth/callback`);
    const stage = new NotionStage(system, notion, google, videos, source);
    await stage.#connect();
    return stage;
  }

  async #connect(): Promise<void> {
    const { clientId: client_id, clientSecret: client_secret } = this.google.client;
    const { id } = await this.ask<{ id: number }>('/credentials', { type: 'google', name: 'Drive', client_id, client_secret });
    const { url } = await this.ask<{ url: string }>(`/credentials/${String(id)}/connect`, {});
    await (await giveConsent(url, this.system.token)).text();
    await this.ask('/credentials', { type: 'token', name: 'Notion', token: this.notion.token });
  }

  async close(): Promise<void> {
    await this.system.close();
    await Promise.all([this.notion.close(), this.google.close()]);
    this.videos.closeAllConnections();
    this.videos.close();
  }

  async ask<T>(path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.system.url}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${this.system.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${path}: ${String(response.status)} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Returns true if no item waits for its previews. */
  async hasAllPreviews(): Promise<boolean> {
    const { items } = await this.ask<{ items: readonly { id: string }[] }>('/recordings?limit=100');
    const states = items.map(
      async ({ id }) => (await this.ask<{ previews: { state: string } }>(`/recordings/${id}`)).previews.state,
    );
    return (await Promise.all(states)).every((state) => state === 'ready' || state === 'failed');
  }

  async channel(name: string, more: object = {}): Promise<number> {
    const { id, secret } = await this.ask<{ id: number; secret: string }>('/channels', { name, credential_id: 2, ...more });
    this.#secrets.set(name, secret);
    return id;
  }

  page(): NotionPage {
    return this.notion.workspace.addPage(this.source, { Name: 'A call' });
  }

  /** Calls the channel in the format of existing client programs. */
  async send(channel: string, page: NotionPage, video = 'talk.mp4'): Promise<AcceptedVideo> {
    const { port } = this.videos.address() as AddressInfo;
    const response = await fetch(`${this.system.url}/api/v1/webhooks/${channel}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-webhook-secret': this.#secrets.get(channel) ?? '' },
      body: JSON.stringify({ video_url: `http://127.0.0.1:${String(port)}/${video}`, page_id: page.id.replaceAll('-', '') }),
    });
    if (!response.ok) throw new Error(`channel: ${String(response.status)} ${await response.text()}`);
    return (await response.json()) as AcceptedVideo;
  }

  mirror({ recording_id: id }: AcceptedVideo): Promise<MirrorAnswer> {
    return this.ask<MirrorAnswer>(`/recordings/${id}/mirror`);
  }

  async sendAgain({ recording_id: id }: AcceptedVideo): Promise<void> {
    await this.ask(`/recordings/${id}/mirror/resync`, {});
  }

  async shows(page: NotionPage, word: string): Promise<void> {
    await until(() => page.values.get(STATUS) === word, { what: `the word ${word} on the page` });
  }

  async current(video: AcceptedVideo): Promise<void> {
    await until(async () => (await this.mirror(video)).state === 'current', { what: 'the page to be in step' });
  }

  trail(page: NotionPage): readonly unknown[] {
    return page.history.filter(({ property }) => property === STATUS).map(({ value }) => value);
  }

  /** Returns the status of every request that changes the page, in order. */
  sent(page: NotionPage): readonly string[] {
    return this.requestsOf(page)
      .filter(({ method }) => method === 'PATCH')
      .map(({ text }) => /"name":"([^"]+)"/.exec(text ?? '')?.[1] ?? '');
  }

  requestsOf(page: NotionPage): readonly LogEntry[] {
    return this.notion.log.filter(({ target }) => target.includes(page.id));
  }
}
