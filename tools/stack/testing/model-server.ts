import type { IncomingMessage, ServerResponse } from 'node:http';
import { startWebServer, type LocalServer } from './local-server.js';

export interface ModelServer extends LocalServer {
  /** The `Range` and `If-Range` of each request. */
  readonly ranges: readonly (readonly [range: string | undefined, ifRange: string | undefined])[];
  /** The file; a new one has another entity tag. */
  content: Buffer;
  /** Send only this many bytes of a body, until `cut` breaks the connection. */
  cutAfter: number | undefined;
  /** Send the whole file, whatever the range. */
  ignoresRanges: boolean;
  /** Send no validators. */
  hasNoTags: boolean;
  cut(): void;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Buffer;
}

type Settings = Pick<ModelServer, 'content' | 'ignoresRanges' | 'hasNoTags'>;

/** Answers a range only of the file that the validator names (RFC 9110, 13.1.5). */
function answerRange({ content, ignoresRanges, hasNoTags }: Settings, range?: string, ifRange?: string): Answer {
  const etag = `"${String(content.length)}-${String(content[0] ?? 0)}"`;
  const tag = hasNoTags ? {} : { etag };
  if (range === undefined || ignoresRanges || (ifRange ?? etag) !== etag)
    return { status: 200, headers: { ...tag, 'content-length': content.length }, body: content };
  const [start, length] = [Number(/^bytes=(\d+)-$/.exec(range)?.[1]), String(content.length)];
  const body = content.subarray(start);
  if (body.length === 0) return { status: 416, headers: { 'content-range': `bytes */${length}` }, body };
  const place = `bytes ${String(start)}-${String(content.length - 1)}/${length}`;
  return { status: 206, headers: { ...tag, 'content-length': body.length, 'content-range': place }, body };
}

/** Starts a server of one file that answers ranges as strictly as RFC 9110 allows. `/moved` redirects to the file. */
export async function startModelServer(content: Buffer): Promise<ModelServer> {
  const ranges: [string | undefined, string | undefined][] = [];
  const unfinished = new Set<ServerResponse>();
  const settings = { content, cutAfter: undefined as number | undefined, ignoresRanges: false, hasNoTags: false };
  const send = (request: IncomingMessage, response: ServerResponse): void => {
    if (request.url === '/moved') {
      response.writeHead(302, { location: '/file' }).end();
      return;
    }
    const [range, ifRange] = ['range', 'if-range'].map((name) => request.headersDistinct[name]?.[0]);
    ranges.push([range, ifRange]);
    const { status, headers, body } = answerRange(settings, range, ifRange);
    response.writeHead(status, headers);
    if (settings.cutAfter === undefined) {
      response.end(body);
      return;
    }
    unfinished.add(response);
    response.write(body.subarray(0, settings.cutAfter));
  };
  const server = await startWebServer(send);
  const cut = (): void => {
    for (const response of unfinished) response.destroy();
    unfinished.clear();
  };
  return Object.assign(settings, server, { ranges, cut });
}
