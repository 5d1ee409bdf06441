import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { STREAMS } from '@throughline/contracts';
import type { System } from '@throughline/stack/testing';
import type { NotionStage } from './notion-stage.js';

const REBUILD = fileURLToPath(new URL('../../status-projector/bundle/rebuild.main.js', import.meta.url));

/** A server that receives the messages of a webhook. */
export interface WebhookReceiver {
  readonly url: string;
  /** The items of the messages, in order. */
  readonly items: readonly string[];
  close(): void;
}

export async function startReceiver(): Promise<WebhookReceiver> {
  const items: string[] = [];
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      items.push((body as { readonly data: { readonly id: string } }).data.id);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook`,
    items,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Counts everything that a command could cause outside of the tables: commits, work, timers, requests to Google and writes to Notion. */
export async function countTraces({ system, notion, google }: NotionStage): Promise<Readonly<Record<string, number>>> {
  const nc = await connect(system.natsLogin('admin'));
  try {
    const { streams } = await jetstreamManager(nc);
    const last = async (name: string): Promise<number> => (await streams.info(name)).state.last_seq;
    return {
      commits: await last(STREAMS.events),
      work: await last(STREAMS.work),
      timers: await last(STREAMS.timers),
      google: google.log.length,
      notion: notion.log.filter(({ method }) => method === 'PATCH').length,
    };
  } finally {
    await nc.close();
  }
}

/** Runs the command of the projector's tables as the owner of the tables does. Returns its exit code and its report. */
export async function runTables(
  system: System,
  words: readonly string[],
): Promise<{ readonly code: number | null; readonly report: unknown }> {
  const { nats, databaseUrl, masterKey } = system;
  const { user, pass } = system.natsLogin('projector');
  const child = spawn(process.execPath, [REBUILD, ...words], {
    env: {
      PATH: '',
      TL_NATS_URL: nats.url,
      TL_NATS_USER: user,
      TL_NATS_PASSWORD: pass,
      TL_POSTGRES_URL: databaseUrl,
      TL_MASTER_KEY: masterKey,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(child, 'exit');
  const report: unknown = await json(child.stdout);
  const [code] = (await ended) as [number | null];
  return { code, report };
}
