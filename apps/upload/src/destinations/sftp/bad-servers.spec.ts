import { inspect } from 'node:util';
import { defaultRunConfig } from '@throughline/domain';
import { parseAllowedHosts, startRaw } from '@throughline/outgoing/testing';
import type { Connection } from '@throughline/sftp';
import { PASSWORD, startScripted, toEntry, type Script, type ScriptedServer } from '@throughline/sftp/testing';
import { tempDir, until, type TempDir } from '@throughline/stack/testing';
import ssh2 from 'ssh2';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { Destination } from '../../kit/destination.js';
import { sftpType } from './index.js';

const { STATUS_CODE } = ssh2.utils.sftp;
const TIMES = { connectMs: 5_000, requestMs: 5_000, idleMs: 1_000 };

describe('an output of an SFTP server that', () => {
  let dir: TempDir;
  const closing: (() => unknown)[] = [];
  beforeAll(async () => {
    dir = await tempDir();
  });
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });
  afterAll(() => dir.remove());

  const serve = async (script?: Script): Promise<ScriptedServer> => {
    const server = await startScripted(script);
    closing.push(server.close);
    // The folder of the connection exists, because something is in it.
    server.files.set('/files/x', { content: '', mtime: 1 });
    return server;
  };
  const open = (connection: Connection, times = {}): Destination => {
    const type = sftpType({
      connections: { it: connection },
      allowed: parseAllowedHosts('127.0.0.1'),
      times: { ...TIMES, ...times },
    });
    closing.push(type.close);
    const output = { name: 'out', type: 'sftp', settings: { connection: 'it' } };
    return type.open({ output, step: 'deliver:out', config: defaultRunConfig });
  };
  /** Returns the error, in which nothing is secret. */
  const failureOf = async (work: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await work.then(
      () => 'no error',
      (thrown: unknown) => thrown,
    );
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(PASSWORD);
    return error;
  };
  const deliver = async (destination: Destination, signal = new AbortController().signal): Promise<unknown> =>
    new DeliveryLog(destination).attempt(await createRequest(dir.path, { 'words.srt': 'words' }), { signal });
  const unreachable = { kind: 'waiting', code: 'output-unreachable' };

  it.each<[string, string | undefined]>([
    ['says nothing', undefined],
    ['closes the connection at once', ''],
    ['speaks another protocol', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
  ])('%s is waited for', async (_, reply) => {
    const host = await startRaw((socket) => {
      socket.resume();
      if (reply !== undefined) socket.end(reply);
    });
    closing.push(host.close);
    const connection = { host: '127.0.0.1', port: host.port, user: 'anna', password: PASSWORD, fingerprints: [] };
    expect(await failureOf(open(connection, { connectMs: 100 }).check())).toMatchObject(unreachable);
    expect(await failureOf(deliver(open(connection, { connectMs: 100 })))).toMatchObject(unreachable);
    await until(() => host.openConnections() === 0, { what: 'the end of its connections', timeout: 10_000 });
  });

  it('refuses the password is waited for, until the operator has corrected it', async () => {
    const { connection } = await serve({
      signIn: (attempt) => {
        attempt.reject(['password']);
      },
    });
    expect(await failureOf(deliver(open(connection)))).toMatchObject({ kind: 'waiting', code: 'output-not-writable' });
  });

  it('is not allowed to be connected to is explained without its address', async () => {
    const { connection, attempts } = await serve();
    const error = await failureOf(open({ ...connection, host: 'nas.internal' }).check());
    expect(error).toMatchObject({
      code: 'output-misconfigured',
      message: expect.stringMatching(/'it' is not at a public address.*TL_FETCH_ALLOW/) as string,
    });
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('nas.internal');
    expect(attempts).toEqual([]);
  });

  it('opens no channel now is waited for', async () => {
    const { connection } = await serve({ opensChannels: false });
    expect(await failureOf(deliver(open(connection)))).toMatchObject({ kind: 'waiting', code: 'output-busy' });
  });

  it('offers no SFTP gets nothing', async () => {
    const { connection } = await serve({ offersSftp: false });
    expect(await failureOf(deliver(open(connection)))).toMatchObject({ kind: 'permanent', code: 'output-not-supported' });
  });

  it('does not answer a request is left in time', async () => {
    const { connection, clients } = await serve({ answers: { MKDIR: () => undefined } });
    expect(await failureOf(deliver(open(connection, { requestMs: 50 })))).toMatchObject(unreachable);
    await until(() => clients.size === 0, { what: 'the end of the connection' });
  });

  it('does not answer a request is left at once when the signal says so', async () => {
    const stop = new AbortController();
    const { connection, clients } = await serve({
      answers: {
        MKDIR: () => {
          stop.abort(new Error('told to stop'));
        },
      },
    });
    await expect(deliver(open(connection), stop.signal)).rejects.toThrow('told to stop');
    await until(() => clients.size === 0, { what: 'the end of the connection' });
  });

  it('refuses a request with words is not quoted', async () => {
    const { connection } = await serve({
      answers: {
        MKDIR: (sftp, id) => {
          sftp.status(id, STATUS_CODE.FAILURE, `Your password is ${PASSWORD}`);
        },
      },
    });
    expect(await failureOf(deliver(open(connection)))).toMatchObject({ kind: 'retryable', code: 'output-failed' });
  });

  it('lists a folder without an end is not read on', async () => {
    let number = 0;
    const { connection } = await serve({
      answers: {
        READDIR: (sftp, id) => {
          sftp.name(
            id,
            Array.from({ length: 2_000 }, () => toEntry(String((number += 1)))),
          );
        },
      },
    });
    expect(await failureOf(deliver(open(connection)))).toMatchObject({ kind: 'permanent', code: 'output-misconfigured' });
  });

  it('stores other bytes than it was sent is noticed', async () => {
    const { connection } = await serve({
      answers: {
        MKDIR: (sftp, id) => {
          sftp.status(id, STATUS_CODE.OK);
        },
        WRITE: (sftp, id) => {
          sftp.status(id, STATUS_CODE.OK);
        },
        LSTAT: (sftp, id, path) => {
          const isPart = path.toString().includes('/.part-');
          if (isPart) sftp.attrs(id, { ...toEntry('', { content: 'words', mtime: 1 }).attrs });
          else if (path.toString() === '/files') sftp.attrs(id, toEntry('').attrs);
          else sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
        },
        READ: (sftp, id) => {
          sftp.data(id, Buffer.from('wordz'));
        },
        REMOVE: (sftp, id) => {
          sftp.status(id, STATUS_CODE.OK);
        },
      },
    });
    expect(await failureOf(deliver(open(connection)))).toMatchObject({ kind: 'retryable', code: 'content-corrupted' });
  });
});
