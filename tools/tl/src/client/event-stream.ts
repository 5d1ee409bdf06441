import type { IncomingMessage } from 'node:http';
import { EventStreamParser, type ApiRequest } from '@throughline/api-client';
import { readText, refusalOf } from './answer.js';
import type { HttpClient } from './http-client.js';

export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

/** Three times the interval of the server's keep-alive, 15 s: a stream that is silent for longer is dead. */
const SILENT_MS = 45_000;

/** Parses server-sent events as they arrive. Calls `onId` with the id of the last one that was handled, for a resume. */
export async function* parseEvents(chunks: AsyncIterable<string>, onId: (id: string) => void): AsyncGenerator<ServerEvent> {
  const parser = new EventStreamParser();
  for await (const chunk of chunks) {
    for (const { name, data } of parser.take(chunk)) yield { event: name, data: JSON.parse(data) as unknown };
    if (parser.lastId !== '') onId(parser.lastId);
  }
}

/** Opens a stream after the last received event. Throws if the server refuses it. */
export async function openStream(client: HttpClient, stream: ApiRequest, lastId: string | undefined): Promise<IncomingMessage> {
  const headers = { accept: 'text/event-stream', ...(lastId === undefined ? {} : { 'last-event-id': lastId }) };
  const request = client.open(stream, { timeout: SILENT_MS, headers });
  const response = await client.responseTo(request, () => request.end());
  const status = response.statusCode ?? 0;
  if (status !== 200) throw refusalOf({ status, headers: response.headers, body: await readText(response) });
  return response.setEncoding('utf8');
}
