import { inspect } from 'node:util';
import { defaultRunConfig } from '@throughline/domain';
import { parseAllowedHosts, startRaw, type LocalHost } from '@throughline/outgoing/testing';
import { tempDir, until, type TempDir } from '@throughline/stack/testing';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { Connection } from './connections.js';
import { ftpType } from './index.js';

const PASSWORD = 'correct-horse-battery';
const DEFAULTS: Readonly<Record<string, string>> = {
  greeting: '220 Hi',
  USER: '331 Password',
  PASS: '230 Welcome',
  FEAT: '211 End',
  TYPE: '200 OK',
  STRU: '200 OK',
  OPTS: '200 OK',
  PWD: '257 "/"',
  CWD: '250 OK',
};

describe('an output of an FTP server that', () => {
  let dir: TempDir;
  const closing: (() => unknown)[] = [];
  beforeAll(async () => {
    dir = await tempDir();
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  afterAll(() => dir.remove());

  /** Starts a server without TLS. An empty reply is silence, and `close` ends the connection. */
  const serve = async (script: Readonly<Record<string, string>>): Promise<{ host: LocalHost; commands: string[] }> => {
    const replies: Readonly<Record<string, string>> = { ...DEFAULTS, ...script };
    const commands: string[] = [];
    const host = await startRaw((socket) => {
      const answer = (verb: string): void => {
        const reply = replies[verb] ?? '502 No';
        if (reply === 'close') socket.end();
        else if (reply !== '') socket.write(`${reply}\r\n`);
      };
      socket.on('data', (chunk: Buffer) => {
        for (const line of chunk.toString().split('\r\n').filter(Boolean)) {
          commands.push(line);
          answer(line.split(' ')[0] ?? '');
        }
      });
      answer('greeting');
    });
    closing.push(host.close);
    return { host, commands };
  };
  const deliver = async (
    { port }: LocalHost,
    changes: Partial<Connection> = {},
    { signal, silenceMs = 300 }: { signal?: AbortSignal; silenceMs?: number } = {},
  ): Promise<unknown> => {
    const connection = { host: '127.0.0.1', port, user: 'anna', password: PASSWORD, tls: 'none' as const, ...changes };
    const times = { connectMs: 5_000, silenceMs, idleMs: 1_000 };
    const type = ftpType({ connections: { it: connection }, allowed: parseAllowedHosts('127.0.0.1'), times });
    closing.push(type.close);
    const destination = type.open({
      output: { name: 'out', type: 'ftp', settings: { connection: 'it' } },
      step: 'deliver:out',
      config: defaultRunConfig,
    });
    const request = await createRequest(dir.path, { 'words.srt': 'words' });
    const error: unknown = await new DeliveryLog(destination).attempt(request, signal === undefined ? {} : { signal }).then(
      () => 'no error',
      (thrown: unknown) => thrown,
    );
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(PASSWORD);
    return error;
  };

  it.each<[string, Readonly<Record<string, string>>, object]>([
    ['says nothing', { greeting: '' }, { kind: 'waiting', code: 'output-unreachable' }],
    ['hangs up at once', { greeting: 'close' }, { kind: 'waiting', code: 'output-unreachable' }],
    ['has too many users', { greeting: '421 Later' }, { kind: 'waiting', code: 'output-busy' }],
    ['refuses the password with words', { PASS: `530 Not ${PASSWORD}` }, { kind: 'waiting', code: 'output-not-writable' }],
    ['does not answer a command', { CWD: '' }, { kind: 'waiting', code: 'output-unreachable' }],
    ['hangs up at a command', { CWD: 'close' }, { kind: 'waiting', code: 'output-unreachable' }],
    ['sends data from another host', { PASV: '227 OK (93,184,216,34,0,80)' }, { kind: 'waiting', code: 'output-unreachable' }],
    ['offers no data connection', { PASV: '502 No' }, { kind: 'waiting', code: 'output-unreachable' }],
  ])('%s is left with the right error', async (_, script, expected) => {
    const { host } = await serve(script);
    expect(await deliver(host)).toMatchObject(expected);
    await until(() => host.openConnections() === 0, { what: 'the end of its connections', timeout: 10_000 });
  });

  it('offers no encryption gets no password', async () => {
    const { host, commands } = await serve({ AUTH: '502 No' });
    expect(await deliver(host, { tls: 'explicit' })).toMatchObject({ kind: 'permanent', code: 'output-misconfigured' });
    expect(commands).toEqual(['AUTH TLS']);
  });

  it('does not answer the beginning of implicit TLS is left after its time limit', async () => {
    const host = await startRaw((socket) => void socket.resume());
    closing.push(host.close);
    expect(await deliver(host, { tls: 'implicit' })).toMatchObject({ kind: 'waiting', code: 'output-unreachable' });
    await until(() => host.openConnections() === 0, { what: 'the end of its connections', timeout: 10_000 });
  });

  it('does not answer the beginning of implicit TLS is left at once when the signal says so', async () => {
    const stop = new AbortController();
    const host = await startRaw((socket) => {
      socket.once('data', () => {
        stop.abort(new Error('told to stop'));
      });
    });
    closing.push(host.close);
    const ended = deliver(host, { tls: 'implicit' }, { signal: stop.signal, silenceMs: 600_000 });
    expect(await ended).toMatchObject({ message: 'told to stop' });
    await until(() => host.openConnections() === 0, { what: 'the end of its connections', timeout: 10_000 });
  });

  it('is not allowed to be connected to is explained without its address', async () => {
    const { host, commands } = await serve({});
    const error = await deliver(host, { host: 'nas.internal' });
    expect(error).toMatchObject({
      code: 'output-misconfigured',
      message: expect.stringMatching(/'it' is not at a public address.*TL_FETCH_ALLOW/) as string,
    });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('nas.internal');
    expect(commands).toEqual([]);
  });

  it('does not answer is left at once when the signal says so', async () => {
    const stop = new AbortController();
    const { host, commands } = await serve({ PASS: '' });
    const ended = deliver(host, {}, { signal: stop.signal });
    await until(() => commands.some((line) => line.startsWith('PASS')), { what: 'the password' });
    stop.abort(new Error('told to stop'));
    expect(await ended).toMatchObject({ message: 'told to stop' });
    await until(() => host.openConnections() === 0, { what: 'the end of its connections', timeout: 10_000 });
  });
});
