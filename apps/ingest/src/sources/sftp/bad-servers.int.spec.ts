import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { inspect } from 'node:util';
import type { SourceConfig, SourceEntry } from '@throughline/contracts';
import { until } from '@throughline/stack/testing';
import ssh2 from 'ssh2';
import { PASSWORD, startScripted, toEntry, type Script, type ScriptedServer } from '@throughline/sftp/testing';
import { listAll } from '../../testing/source-lister.contract.js';
import type { ListedSourceType, SourceLister } from '../../kit/source-lister.js';
import { sftpSource } from './index.js';
import { SESSION_TIMES, type Connection } from '@throughline/sftp';

const { STATUS_CODE } = ssh2.utils.sftp;
const never = new AbortController().signal;
const talk = { content: 'video', mtime: 1_770_000_000 };
const TALK = '/files/talk.mp4';

const render = (entries: readonly SourceEntry[]): readonly string[] =>
  entries.map((entry) => (entry.kind === 'item' ? entry.name : `${entry.name}: ${entry.code}`));

describe('a source of an SFTP server that', () => {
  let closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.reverse()) await close();
    closing = [];
  });

  const serve = async (script?: Script): Promise<ScriptedServer> => {
    const server = await startScripted(script);
    closing.push(server.close);
    server.files.set(TALK, talk);
    return server;
  };
  const typeOf = ({ connection }: { connection: Connection }, times = {}): ListedSourceType => {
    const type = sftpSource({ archive: connection }, 1_000_000, { ...SESSION_TIMES, ...times });
    closing.push(() => type.close?.());
    return type;
  };
  const open = (type: ListedSourceType, settings: SourceConfig['settings'] = {}): SourceLister =>
    type.open({ connection: 'archive', ...settings });
  const list = (type: ListedSourceType, settings?: SourceConfig['settings']): Promise<readonly SourceEntry[]> =>
    listAll(open(type, settings));
  const idOf = async (type: ListedSourceType): Promise<string> => {
    const [entry] = await list(type);
    if (entry?.kind !== 'item') throw new Error('no item');
    return entry.external_id;
  };
  /** Returns the error, in which nothing is secret. */
  const failureOf = async (work: Promise<unknown> | undefined): Promise<unknown> => {
    const error: unknown = await (work ?? Promise.resolve()).then(
      () => 'no error',
      (thrown: unknown) => thrown,
    );
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(PASSWORD);
    return error;
  };
  const readAll = async (lister: SourceLister, id: string): Promise<string> => {
    const opened = await lister.open?.(id);
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of opened?.stream ?? []) chunks.push(chunk as Buffer);
      await opened?.requireUnchanged();
      return Buffer.concat(chunks).toString();
    } finally {
      await opened?.close();
    }
  };

  describe('signs in', () => {
    it('sends the password after the methods of the server are known', async () => {
      const server = await serve();
      expect(render(await list(typeOf(server)))).toEqual(['talk.mp4']);
      expect(server.attempts).toEqual(['none', 'password']);
    });

    it('sends nothing to a server with another host key', async () => {
      const [server, other] = [await serve(), await serve()];
      const type = typeOf({ connection: { ...other.connection, fingerprints: server.connection.fingerprints } });
      expect(await failureOf(list(type))).toMatchObject({ kind: 'waiting', code: 'host-key-refused' });
      expect(other.attempts).toEqual([]);
    });

    it('accepts each of several host keys', async () => {
      const [server, other] = [await serve(), await serve()];
      const fingerprints = [...other.connection.fingerprints, ...server.connection.fingerprints];
      expect(await list(typeOf({ connection: { ...server.connection, fingerprints } }))).toHaveLength(1);
    });

    it('sends a wrong password once', async () => {
      const server = await serve({
        signIn: (attempt) => {
          attempt.reject(['password', 'keyboard-interactive']);
        },
      });
      expect(await failureOf(list(typeOf(server)))).toMatchObject({ kind: 'waiting', code: 'source-not-permitted' });
      expect(server.attempts).toEqual(['none', 'password']);
    });

    it('answers a server that asks for the password, but no other question', async () => {
      const questions = ['Password: ', 'Password: ', 'Code: '];
      const answers: string[][] = [];
      const server = await serve({
        signIn: (attempt) => {
          if (attempt.method !== 'keyboard-interactive') attempt.reject(['keyboard-interactive']);
          else if (answers.length === 0)
            attempt.prompt([{ prompt: questions[0] ?? '', echo: false }], (given) => {
              answers.push(given);
              attempt.accept();
            });
          else
            attempt.prompt(
              questions.slice(1).map((prompt) => ({ prompt, echo: true })),
              (given) => {
                answers.push(given);
                attempt.reject();
              },
            );
        },
      });
      expect(await list(typeOf(server))).toHaveLength(1);
      await failureOf(list(typeOf(server)));
      expect(answers).toEqual([[PASSWORD], ['', '']]);
    });

    it('sends the password once, also if the server has another hidden question', async () => {
      const answers: string[][] = [];
      const server = await serve({
        signIn: (attempt) => {
          if (attempt.method !== 'keyboard-interactive') attempt.reject(['keyboard-interactive']);
          else
            attempt.prompt([{ prompt: 'Password: ', echo: false }], (password) => {
              attempt.prompt([{ prompt: 'Verification code: ', echo: false }], (code) => {
                answers.push(password, code);
                attempt.reject();
              });
            });
        },
      });
      expect(await failureOf(list(typeOf(server)))).toMatchObject({ kind: 'waiting', code: 'source-not-permitted' });
      expect(answers).toEqual([[PASSWORD], ['']]);
    });

    it('waits for a server that opens no channel now', async () => {
      const server = await serve({ opensChannels: false });
      expect(await failureOf(list(typeOf(server)))).toMatchObject({ kind: 'waiting', code: 'source-busy' });
    });

    it('explains that the server does not offer SFTP', async () => {
      const server = await serve({ offersSftp: false });
      expect(await failureOf(list(typeOf(server)))).toMatchObject({ kind: 'permanent', code: 'source-not-supported' });
    });
  });

  describe('lists its files badly', () => {
    it('ends an endless listing', async () => {
      let number = 0;
      const server = await serve({
        answers: {
          READDIR: (sftp, id) => {
            sftp.name(
              id,
              Array.from({ length: 1_000 }, () => toEntry(`talk-${String((number += 1))}.mp4`, talk)),
            );
          },
        },
      });
      expect(await failureOf(list(typeOf(server)))).toMatchObject({ kind: 'permanent', code: 'source-too-large' });
    });

    it('obeys the signal while a listing has neither names nor an end', async () => {
      const aborting = new AbortController();
      let requests = 0;
      const server = await serve({
        answers: {
          READDIR: (sftp, id) => {
            requests += 1;
            if (requests === 5) aborting.abort(new Error('told to stop'));
            sftp.name(id, []);
          },
        },
      });
      await expect(open(typeOf(server)).list({ limit: 10 }, aborting.signal)).rejects.toThrow('told to stop');
      await until(() => server.clients.size === 0, { what: 'the end of the connection' });
    });

    it('lists names that could lead elsewhere as ignored', async () => {
      const names = ['../../etc/passwd', '/etc/passwd', '..', '.', '', 'a/b.mp4', 'x\0.mp4', 'n'.repeat(2_000), 'ok.mp4'];
      let isRead = false;
      const server = await serve({
        answers: {
          READDIR: (sftp, id) => {
            if (isRead) sftp.status(id, STATUS_CODE.EOF);
            else
              sftp.name(
                id,
                names.map((name) => toEntry(name, talk)),
              );
            isRead = true;
          },
        },
      });
      expect(render(await list(typeOf(server)))).toEqual([
        'a\u{FFFD}b.mp4: unreadable-name',
        'ok.mp4',
        'x?.mp4: unreadable-name',
        '\u{FFFD}etc\u{FFFD}passwd: unreadable-name',
      ]);
    });

    it('asks for attributes that a listing lacks', async () => {
      let isRead = false;
      const server = await serve({
        answers: {
          READDIR: (sftp, id) => {
            if (isRead) sftp.status(id, STATUS_CODE.EOF);
            else sftp.name(id, [{ ...toEntry('talk.mp4'), attrs: {} as never }]);
            isRead = true;
          },
        },
      });
      expect(render(await list(typeOf(server)))).toEqual(['talk.mp4']);
    });
  });

  describe('sends files badly', () => {
    it.each<[string, Script['answers']]>([
      [
        'is shorter than listed',
        {
          READ: (sftp, id) => {
            sftp.status(id, STATUS_CODE.EOF);
          },
        },
      ],
      [
        'is empty at once',
        {
          READ: (sftp, id) => {
            sftp.data(id, Buffer.alloc(0));
          },
        },
      ],
    ])('refuses a file that %s', async (_, answers) => {
      const type = typeOf(await serve({ answers: answers ?? {} }));
      expect(await failureOf(readAll(open(type), await idOf(type)))).toMatchObject({ kind: 'permanent', code: 'source-changed' });
    });

    it('reads a file in the pieces that the server chooses', async () => {
      const server = await serve({
        answers: {
          READ: (sftp, id, _, offset) => {
            sftp.data(id, Buffer.from(talk.content.slice(Number(offset), Number(offset) + 2)));
          },
        },
      });
      const type = typeOf(server);
      expect(await readAll(open(type), await idOf(type))).toBe('video');
    });

    it('refuses a file that has become a symbolic link', async () => {
      let isLink = false;
      const server = await serve({
        answers: {
          LSTAT: (sftp, id) => {
            sftp.attrs(id, { ...toEntry('', talk).attrs, ...(isLink ? { mode: 0o120777 } : {}) });
          },
        },
      });
      const type = typeOf(server);
      const id = await idOf(type);
      isLink = true;
      expect(await failureOf(open(type).open?.(id))).toMatchObject({ code: 'source-changed' });
    });

    it('ends a transfer whose connection breaks, and connects again for the next request', async () => {
      const server = await serve({
        answers: {
          READ: () => {
            for (const client of server.clients) client.end();
          },
        },
      });
      const type = typeOf(server);
      const failure = await failureOf(readAll(open(type), await idOf(type)));
      expect(failure).toMatchObject({ kind: 'retryable', code: 'connection-broken' });
      expect(await list(type)).toHaveLength(1);
    });
  });

  describe('refuses requests', () => {
    it('repeats no text of the server, which could be a secret', async () => {
      const server = await serve({
        answers: {
          OPENDIR: (sftp, id) => {
            sftp.status(id, STATUS_CODE.FAILURE, `Your password is ${PASSWORD}`);
          },
        },
      });
      expect(await failureOf(list(typeOf(server)))).toMatchObject({
        kind: 'retryable',
        code: 'source-error',
        message: 'The folder of the source cannot be accessed (status 4 of SFTP)',
      });
    });

    it('does not replace an imported file, although the server would', async () => {
      const server = await serve();
      server.files.set('/files/Imported/talk.mp4', { ...talk, content: 'earlier' });
      const type = typeOf(server);
      expect(await open(type, { after: 'move' }).retire?.(await idOf(type))).toEqual({ state: 'retired' });
      const contents = [...server.files].map(([path, { content }]) => `${path}: ${content}`).sort();
      expect(contents).toEqual(['/files/Imported/talk (2).mp4: video', '/files/Imported/talk.mp4: earlier']);
    });
  });

  describe('does not answer', () => {
    const silent = async (say: (socket: Socket) => void): Promise<Connection> => {
      const sockets = new Set<Socket>();
      const server = createServer((socket) => {
        sockets.add(socket.on('error', () => undefined));
        say(socket);
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      closing.push(async () => {
        for (const socket of sockets) socket.destroy();
        server.close();
        await once(server, 'close');
      });
      const { port } = server.address() as AddressInfo;
      return { host: '127.0.0.1', port, user: 'anna', password: PASSWORD, fingerprints: [] };
    };

    it('ends a connection that says nothing', async () => {
      const connection = await silent(() => undefined);
      const failure = await failureOf(list(typeOf({ connection }, { connectMs: 20 })));
      expect(failure).toMatchObject({ kind: 'waiting', code: 'source-not-responding' });
    });

    it('explains that it has no method of SSH in common with us', async () => {
      const server = await serve({ algorithms: { kex: ['diffie-hellman-group1-sha1'] } });
      expect(await failureOf(list(typeOf(server)))).toMatchObject({ kind: 'permanent', code: 'source-not-supported' });
    });

    it.each([
      ['closes the connection at once, as busy servers do', ''],
      ['speaks another protocol', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ])('is asked again later if it %s', async (_, reply) => {
      const connection = await silent((socket) => socket.end(reply));
      expect(await failureOf(list(typeOf({ connection })))).toMatchObject({ kind: 'retryable', code: 'connection-broken' });
    });

    it('obeys the signal while it connects', async () => {
      const aborting = new AbortController();
      const connection = await silent(() => {
        aborting.abort(new Error('told to stop'));
      });
      await expect(open(typeOf({ connection })).list({ limit: 1 }, aborting.signal)).rejects.toThrow('told to stop');
    });

    it('ends a request without an answer', async () => {
      const server = await serve({ answers: { OPENDIR: () => undefined } });
      const failure = await failureOf(list(typeOf(server, { requestMs: 20 })));
      expect(failure).toMatchObject({ kind: 'waiting', code: 'source-not-responding' });
      await until(() => server.clients.size === 0, { what: 'the end of the connection' });
    });
  });

  describe('works', () => {
    it('serves the requests of a sync over one connection', async () => {
      const server = await serve();
      const type = typeOf(server);
      const id = await idOf(type);
      await readAll(open(type), id);
      await open(type, { after: 'mark' }).retire?.(id);
      for (const { run } of open(type).probes()) await run(never);
      expect(server.count()).toBe(1);
    });

    it('ends a connection that is not used', async () => {
      const server = await serve();
      const type = typeOf(server, { idleMs: 1 });
      await list(type);
      await until(() => server.clients.size === 0, { what: 'the end of the connection' });
      expect(await list(type)).toHaveLength(1);
    });

    it('ends its connections when the service stops', async () => {
      const server = await serve();
      const type = typeOf(server);
      const opened = await open(type).open?.(await idOf(type));
      await list(type);
      expect(server.clients.size).toBe(2);
      type.close?.();
      await until(() => server.clients.size === 0, { what: 'the end of the connections' });
      await opened?.close();
    });
  });
});
