import type { Socket } from 'node:net';
import { startRaw } from '../local-host.js';

/** The failure that a caller observes. Each adapter maps it to a verdict (failure verdicts in the design docs). */
export type ObservedFailure =
  /** The connection is refused. */
  | 'nobody there'
  /** The name does not exist. */
  | 'unknown name'
  /** The server accepts the connection but never starts TLS. */
  | 'no handshake'
  /** The server sends nothing, or nothing more. */
  | 'silence'
  /** The server keeps sending a little and never finishes. */
  | 'drops'
  /** The connection breaks, or the answer is shorter than declared. */
  | 'a broken line'
  /** 429. */
  | 'too many requests'
  /** 503. */
  | 'out of service'
  /** 500. */
  | 'trouble inside';

export interface BadServer {
  /** Completes the sentence "a server that …". */
  readonly what: string;
  readonly seen: ObservedFailure;
  /** The wait that an adapter must read from the answer, in milliseconds; `null` if it must ignore the server's value. */
  readonly wait?: readonly [least: number, most: number] | null;
  readonly start: () => Promise<RunningBadServer>;
}

export interface RunningBadServer {
  readonly origin: string;
  readonly made: () => number;
  readonly open: () => number;
  readonly close: () => Promise<void>;
}

type Behaviour = (socket: Socket) => void;

/** Waits for the first bytes of a request, then runs `then`. The rest of the request is read and dropped. */
const onceAsked =
  (then: (socket: Socket) => void): Behaviour =>
  (socket) => {
    socket.once('data', () => {
      then(socket);
    });
    socket.resume();
  };

async function serving(behaviour: Behaviour, scheme = 'http'): Promise<RunningBadServer> {
  const { port, connections, openConnections, close } = await startRaw(behaviour);
  return { origin: `${scheme}://127.0.0.1:${String(port)}`, made: connections, open: openConnections, close };
}

const absent = (origin: string): RunningBadServer => ({
  origin,
  made: () => 0,
  open: () => 0,
  close: () => Promise.resolve(),
});

// Nothing listens on this port. A port that was free a moment ago may already belong to another test, or to the client itself.
const gone = absent('http://127.0.0.1:2');
// This name never exists (RFC 6761, 6.4).
const nowhere = absent('http://nobody.invalid');

const saying = (text: string, then: (socket: Socket) => void = () => undefined): Behaviour =>
  onceAsked((socket) => {
    socket.write(text, () => {
      then(socket);
    });
  });
const answering = (status: string, headers = '', body = ''): (() => Promise<RunningBadServer>) => {
  const head = `HTTP/1.1 ${status}\r\nConnection: close\r\n${headers}Content-Length: ${String(body.length)}\r\n\r\n`;
  return () => serving(saying(`${head}${body}`, (socket) => socket.end()));
};

/** A tenth of the shortest timeout in the specs, or less. */
const DROP_EVERY_MS = 30;
const ENDLESS_BODY = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n{"half":';
const HALF_A_BODY = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"half":';
const CHUNKS = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{"half":\r\n';

/** Never silent for long, and never finished. */
const dripping = (beginning: string): Behaviour =>
  saying(beginning, (socket) => {
    const tap = setInterval(() => socket.write('x'), DROP_EVERY_MS);
    socket.once('close', () => {
      clearInterval(tap);
    });
  });

/** Servers that never finish: every call must end by its timeout, and at once when aborted. */
export const hangingServers: readonly BadServer[] = [
  { what: 'says nothing', seen: 'silence', start: () => serving(onceAsked(() => undefined)) },
  {
    what: 'says nothing although it is to speak TLS',
    seen: 'no handshake',
    start: () => serving((socket) => socket.resume(), 'https'),
  },
  { what: 'stops within the head', seen: 'silence', start: () => serving(saying('HTTP/1.1 200 OK\r\nContent-Le')) },
  { what: 'stops within the body', seen: 'silence', start: () => serving(saying(HALF_A_BODY)) },
  { what: 'stops between chunks', seen: 'silence', start: () => serving(saying(CHUNKS)) },
  { what: 'drips within the head', seen: 'drops', start: () => serving(dripping('HTTP/1.1 200 OK\r\nX-Drops: ')) },
  { what: 'drips within the body', seen: 'drops', start: () => serving(dripping(ENDLESS_BODY)) },
];

const broken: readonly BadServer[] = [
  { what: 'hangs up at once', seen: 'a broken line', start: () => serving(onceAsked((socket) => socket.end())) },
  { what: 'resets the connection', seen: 'a broken line', start: () => serving(onceAsked((socket) => socket.resetAndDestroy())) },
  {
    what: 'resets the connection within the body',
    seen: 'a broken line',
    start: () => serving(saying(HALF_A_BODY, (socket) => socket.resetAndDestroy())),
  },
  {
    what: 'says less than it has announced',
    seen: 'a broken line',
    start: () => serving(saying(HALF_A_BODY, (socket) => socket.end())),
  },
  { what: 'leaves out the last chunk', seen: 'a broken line', start: () => serving(saying(CHUNKS, (socket) => socket.end())) },
  {
    what: 'hangs up while it is to speak TLS',
    seen: 'a broken line',
    start: () => serving((socket) => socket.destroy(), 'https'),
  },
  { what: 'is not there', seen: 'nobody there', start: () => Promise.resolve(gone) },
  { what: 'has a name that nobody knows', seen: 'unknown name', start: () => Promise.resolve(nowhere) },
];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const inAnHour = (): string => new Date(Date.now() + HOUR_MS).toUTCString();
const tooMany = (retryAfter: string): (() => Promise<RunningBadServer>) =>
  answering('429 Too Many Requests', `Retry-After: ${retryAfter}\r\n`);

const refusing: readonly BadServer[] = [
  { what: 'has too many requests', seen: 'too many requests', wait: null, start: answering('429 Too Many Requests') },
  { what: 'asks for patience in seconds', seen: 'too many requests', wait: [120_000, 120_000], start: tooMany('120') },
  {
    what: 'asks for patience until a time',
    seen: 'too many requests',
    // The date has whole seconds, and some time passes before it is read.
    wait: [HOUR_MS / 2, HOUR_MS],
    start: () => tooMany(inAnHour())(),
  },
  { what: 'asks for patience in words that nobody reads', seen: 'too many requests', wait: null, start: tooMany('in 5 minutes') },
  { what: 'asks for a year of patience', seen: 'too many requests', wait: [DAY_MS, DAY_MS], start: tooMany('31536000') },
  { what: 'is out of service', seen: 'out of service', wait: null, start: answering('503 Service Unavailable') },
  { what: 'fails inside', seen: 'trouble inside', start: answering('500 Internal Server Error', '', 'oops') },
];

/** All bad servers: every adapter must reach a verdict with each of them. */
export const badServers: readonly BadServer[] = [...hangingServers, ...broken, ...refusing];
