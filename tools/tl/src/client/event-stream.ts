import type { IncomingMessage } from 'node:http';
import { readText, refusalOf } from './answer.js';
import type { HttpClient } from './http-client.js';

export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

/** Three times the interval of the server's keep-alive, 15 s: a stream that is silent for longer is dead. */
const SILENT_MS = 45_000;

/** Parses server-sent events as they arrive. Calls `onId` with the id of each event, for a resume. */
export async function* parseEvents(chunks: AsyncIterable<string>, onId: (id: string) => void): AsyncGenerator<ServerEvent> {
  let text = '';
  for await (const chunk of chunks) {
    text += chunk.replaceAll('\r', '');
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const found = parseEvent(block, onId);
      if (found !== undefined) yield found;
    }
  }
}

function parseEvent(block: string, onId: (id: string) => void): ServerEvent | undefined {
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    const [name, value] = colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
    if (name === 'event') event = value;
    else if (name === 'data') data.push(value);
    else if (name === 'id') onId(value);
  }
  return data.length === 0 ? undefined : { event, data: JSON.parse(data.join('\n')) as unknown };
}

/** Opens a stream after the last received event. Throws if the server refuses it. */
export async function openStream(client: HttpClient, path: string, lastId: string | undefined): Promise<IncomingMessage> {
  const headers = { accept: 'text/event-stream', ...(lastId === undefined ? {} : { 'last-event-id': lastId }) };
  const request = client.open(path, { method: 'GET', timeout: SILENT_MS, headers });
  const response = await client.responseTo(request, () => request.end());
  const status = response.statusCode ?? 0;
  if (status !== 200) throw refusalOf({ status, headers: response.headers, body: await readText(response) });
  return response.setEncoding('utf8');
}
