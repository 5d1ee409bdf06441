import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OutputConfig } from '@throughline/contracts';
import { FAKE_NOTION_TOKEN, GoogleFake, NotionFake, type NotionPage } from '@throughline/strict-fakes';
import { startSystem, type System } from '@throughline/stack/testing';
import { createShortTalk } from './files.js';

const OUTPUTS: readonly OutputConfig[] = [
  { name: 'library', type: 'folder', settings: { folder: 'library' } },
  { name: 'drive', type: 'google_drive', settings: { credential: 999 } },
];
const STATUSES = ['Processing', 'Downloading', 'Transcribing', 'Uploading to Drive', 'Complete', 'Error'];

/** An installation with fakes of Google and Notion, and a server for a video. */
export interface IntegratedSystem {
  readonly system: System;
  readonly google: GoogleFake;
  readonly notion: NotionFake;
  readonly notionToken: string;
  /** OAuth client file in the format of the Google console. */
  readonly clientFile: string;
  videoUrl(name?: string): string;
  readonly dataSourceId: string;
  /** Adds a page to the data source and shares it with the integration. */
  addPage(): NotionPage;
  close(): Promise<void>;
}

interface VideoServer {
  readonly url: string;
  close(): void;
}

/** Serves the same video under every path. */
async function serveVideo(): Promise<VideoServer> {
  const { buffer, mimeType } = createShortTalk();
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': mimeType, 'content-length': buffer.byteLength }).end(buffer);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

export async function startIntegratedSystem(): Promise<IntegratedSystem> {
  const redirectUris: string[] = [];
  const [google, notion, video] = await Promise.all([
    GoogleFake.start({ client: { redirectUris } }),
    NotionFake.start(),
    serveVideo(),
  ]);
  const reach = { TL_FETCH_ALLOW: '127.0.0.1' };
  const system = await startSystem({
    outputs: OUTPUTS,
    env: {
      gateway: { ...reach, TL_GOOGLE_URL: google.url },
      ingest: reach,
      upload: { ...reach, TL_GOOGLE_URL: google.url, TL_NOTION_URL: notion.url, TL_MIRROR_RETRY_MS: '600000' },
    },
  });
  redirectUris.push(`${system.url}/api/v1/credentials/oauth/callback`);
  const source = notion.workspace.addDataSource('Audits', {
    Name: { type: 'title' },
    'Transcript Process Status': { type: 'select', options: STATUSES },
    ProcessErrors: { type: 'rich_text' },
  });
  const { clientId, clientSecret } = google.client;
  return {
    system,
    google,
    notion,
    notionToken: FAKE_NOTION_TOKEN,
    clientFile: JSON.stringify({ web: { client_id: clientId, client_secret: clientSecret, redirect_uris: redirectUris } }),
    videoUrl: (name = 'talk') => `${video.url}/${name}.mp4`,
    dataSourceId: source.id,
    addPage: () => notion.workspace.addPage(source),
    close: async () => {
      await system.close();
      video.close();
      await Promise.all([google.close(), notion.close()]);
    },
  };
}
