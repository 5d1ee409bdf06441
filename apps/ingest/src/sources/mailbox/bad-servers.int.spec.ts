import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { AllowList } from '@throughline/outgoing';
import type { SourceConfig, SourceEntry } from '@throughline/contracts';
import { SILENCE, ScriptedImap, describeMessage, listing, literal } from '#testing/scripted-imap.js';
import { listAll } from '../../testing/source-lister.contract.js';
import type { SourceLister } from '../../kit/source-lister.js';
import type { Connection } from './connections.js';
import { mailboxSource } from './index.js';
import { findOperatorAccount } from './mail-account.js';
import { parseExternalId } from './mail-ids.js';
import { openAttachment } from './open-attachment.js';

const PASSWORD = 'very-secret-password';

const openAt = (
  port: number,
  settings: SourceConfig['settings'] = {},
  { tls = 'none', pageMs }: { readonly tls?: Connection['tls']; readonly pageMs?: number } = {},
): SourceLister => {
  const connection = { host: '127.0.0.1', port, tls, user: 'anna', password: PASSWORD };
  const type = mailboxSource({ connections: { office: connection }, allowed: AllowList.nothing, maxBytes: 1_000, pageMs });
  return type.open({ connection: 'office', ...settings });
};

const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a mailbox source', () => {
  const servers: ScriptedImap[] = [];
  const start = async (...given: Parameters<typeof ScriptedImap.start>): Promise<ScriptedImap> => {
    const server = await ScriptedImap.start(...given);
    servers.push(server);
    return server;
  };
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  const render = (entries: readonly SourceEntry[]): readonly string[] =>
    entries.map((entry) => (entry.kind === 'item' ? entry.name : `${entry.name}: ${entry.code}`));

  it.each<[string, string, object]>([
    ['a wrong password', 'NO [AUTHENTICATIONFAILED] no', { kind: 'permanent', code: 'sign-in-refused', message: /app password/ }],
    ['a wrong password, without a code', 'NO wrong', { kind: 'permanent', code: 'sign-in-refused' }],
    ['a server whose passwords are away', 'NO [UNAVAILABLE] later', { kind: 'waiting', code: 'source-not-responding' }],
  ])('reports %s', async (_, answer, expected) => {
    const { port } = await start(({ tag, line }) => (line.startsWith('LOGIN') ? `${tag} ${answer} ${PASSWORD}\r\n` : undefined));
    const error = await failureOf(listAll(openAt(port)));
    expect(error).toMatchObject({ ...expected, message: expect.any(String) as string });
    expect(JSON.stringify([String(error), error, (error as Error).cause, (error as Error).stack])).not.toContain(PASSWORD);
  });

  it('fails its test if it cannot sign in', async () => {
    const { port } = await start(({ tag, line }) => (line.startsWith('LOGIN') ? `${tag} NO wrong\r\n` : undefined));
    const [read] = openAt(port).probes();
    await expect(read?.run(new AbortController().signal)).rejects.toMatchObject({ code: 'sign-in-refused' });
  });

  it('waits for a server that is away', async () => {
    const server = await ScriptedImap.start(() => undefined);
    const { port } = server;
    await server.close();
    await expect(listAll(openAt(port))).rejects.toMatchObject({ kind: 'waiting', code: 'source-not-responding' });
  });

  it('ends when it is told to, although the server says nothing', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const stop = new AbortController();
    silent.on('connection', (socket) => {
      socket.on('error', () => undefined);
      stop.abort();
    });
    await expect(openAt((silent.address() as AddressInfo).port).list({ limit: 5 }, stop.signal)).rejects.toThrow();
    silent.close();
  });

  it('reports a server that closes the connection in the middle', async () => {
    const { port } = await start(({ line, socket }) => {
      if (!line.startsWith('UID SEARCH')) return undefined;
      socket.destroy();
      return SILENCE;
    });
    await expect(listAll(openAt(port))).rejects.toMatchObject({ kind: 'retryable', code: 'connection-broken' });
  });

  it('ends an answer without an end', async () => {
    const { port } = await start(
      () => undefined,
      (socket) => {
        const flood = (): void => {
          while (!socket.destroyed && socket.write('x'.repeat(65_536)));
        };
        socket.on('drain', flood);
        socket.write('* OK ');
        flood();
      },
    );
    await expect(listAll(openAt(port))).rejects.toMatchObject({ kind: 'permanent', code: 'source-invalid' });
  });

  it.each(['implicit', 'starttls'] as const)('refuses a server that offers no encryption, with %s', async (tls) => {
    const server = await start(() => undefined);
    const error = await failureOf(listAll(openAt(server.port, {}, { tls })));
    expect(error).toMatchObject({ kind: 'permanent', code: 'tls-failed' });
    expect(server.commands.join(' ')).not.toContain('LOGIN');
  });

  it.each([
    [
      'headers',
      (uid: number) =>
        describeMessage(uid, uid === 1 ? `Message-ID: <1@x>\r\nSubject: ${'x'.repeat(2_000_000)}\r\n\r\n` : undefined),
    ],
    [
      'structure',
      (uid: number) =>
        uid === 1 ? `* 1 FETCH (UID 1 BODYSTRUCTURE ${'('.repeat(5_000)}${')'.repeat(5_000)})\r\n` : describeMessage(uid),
    ],
  ])('lists the other messages if the %s of one exceed the limits', async (_, describeOne) => {
    const { port } = await start(listing(describeOne));
    expect(render(await listAll(openAt(port)))).toEqual(['Message: not-readable', 'a2.pdf']);
  });

  it.each<[string, string | undefined]>([
    ['refuses with SERVERBUG', 'NO [SERVERBUG] Internal error'],
    ['refuses', 'NO cannot fetch that'],
    ['calls invalid', 'BAD Error'],
    ['answers by closing the connection', undefined],
  ])('lists the other messages if there is one that the server %s', async (_, answer) => {
    const regular = listing();
    const { port } = await start((command) => {
      const { tag, line, socket } = command;
      if (!/^UID FETCH 1[, ]/.test(line) || !line.includes('BODYSTRUCTURE')) return regular(command);
      if (answer !== undefined) return `${tag} ${answer}\r\n`;
      socket.destroy();
      return SILENCE;
    });
    expect(render(await listAll(openAt(port)))).toEqual(['Message: not-readable', 'a2.pdf']);
  });

  it('divides no messages if the server is busy, and waits', async () => {
    const server = await start(({ tag, line }) =>
      line.startsWith('UID FETCH') ? `${tag} NO [UNAVAILABLE] later\r\n` : undefined,
    );
    await expect(listAll(openAt(server.port))).rejects.toMatchObject({ kind: 'waiting', code: 'source-not-responding' });
    expect(server.commands.filter((line) => line.startsWith('UID FETCH'))).toHaveLength(1);
  });

  it('ends a page after what it has read when its time is over, also in the midst of hostile messages', async () => {
    const { port } = await start(
      listing((uid) => describeMessage(uid, uid === 1 ? `Subject: ${'x'.repeat(2_000_000)}\r\n\r\n` : undefined)),
    );
    const lister = openAt(port, {}, { pageMs: 0 });
    const first = await lister.list({ limit: 10 }, new AbortController().signal);
    expect([render(first.entries), first.next_cursor]).toEqual([['Message: not-readable'], '7:2:0']);
    const second = await lister.list({ limit: 10, cursor: first.next_cursor ?? '' }, new AbortController().signal);
    expect(render(second.entries)).toEqual(['a2.pdf']);
  });

  it('does not take a message for gone that the server breaks off', async () => {
    let isBroken = false;
    const regular = listing(undefined, ({ line }) =>
      line.startsWith('SELECT') ? '* 2 EXISTS\r\n* OK [UIDVALIDITY 7] numbers\r\n' : undefined,
    );
    const { port } = await start((command) => {
      if (!isBroken || !command.line.startsWith('UID FETCH')) return regular(command);
      command.socket.destroy();
      return SILENCE;
    });
    const lister = openAt(port, { after: 'mark' });
    const [item] = await listAll(lister);
    isBroken = true;
    const id = item?.kind === 'item' ? item.external_id : '';
    for (const work of [lister.open?.(id), lister.retire?.(id)])
      expect(await failureOf(work ?? Promise.resolve())).toMatchObject({ kind: 'retryable', code: 'connection-broken' });
  });

  it('opens and retires nothing once it is told to end', async () => {
    const server = await start(listing());
    const lister = openAt(server.port, { after: 'mark' });
    const [item] = await listAll(lister);
    const id = item?.kind === 'item' ? item.external_id : '';
    const before = server.commands.length;
    await expect(lister.open?.(id, AbortSignal.abort())).rejects.toThrow();
    await expect(lister.retire?.(id, AbortSignal.abort())).rejects.toThrow();
    expect(server.commands).toHaveLength(before);
  });

  it('ignores answers about messages that it did not ask for, and refuses a flood of them', async () => {
    const other = await start(listing((uid) => describeMessage(uid) + describeMessage(uid + 100)));
    expect(render(await listAll(openAt(other.port)))).toEqual(['a1.pdf', 'a2.pdf']);
    const flood = await start(listing(() => describeMessage(3).repeat(50)));
    expect(render(await listAll(openAt(flood.port)))).toEqual(['Message: not-readable', 'Message: not-readable']);
  });

  it('leaves out attachments over the limit', async () => {
    const { port } = await start(listing((uid) => describeMessage(uid, undefined, uid * 600)));
    expect(render(await listAll(openAt(port)))).toEqual(['a1.pdf', 'a2.pdf: too-large']);
  });

  it.each<[string, string, object]>([
    ['fewer bytes than announced', 'Y29u', { kind: 'retryable', code: 'source-incomplete' }],
    ['more bytes than announced', 'Y29udGVudCBhbmQgbW9yZQ==', { kind: 'permanent', code: 'source-changed' }],
    ['no bytes', '', { kind: 'retryable', code: 'source-incomplete' }],
  ])('refuses an attachment of which the server sends %s', async (_, sent, expected) => {
    const { port } = await start(
      listing(undefined, ({ line }) => {
        if (!line.includes('BODY.PEEK[1]')) return undefined;
        return `* 1 FETCH (UID 1 BODY[1]<0> ${line.includes('<0.') ? literal(sent) : '""'})\r\n`;
      }),
    );
    const lister = openAt(port);
    const [item] = await listAll(lister);
    const opened = await lister.open?.(item?.kind === 'item' ? item.external_id : '');
    const failure = await failureOf(opened?.stream.toArray() ?? Promise.resolve());
    await opened?.close();
    expect(failure).toMatchObject(expected);
  });

  it('ends the reading of an attachment whose bytes do not come', async () => {
    const { port } = await start(listing(undefined, ({ line }) => (line.includes('BODY.PEEK[1]') ? SILENCE : undefined)));
    const [item] = await listAll(openAt(port));
    const connection: Connection = { host: '127.0.0.1', port, tls: 'none', user: 'anna', password: PASSWORD };
    const account = findOperatorAccount({ office: connection }, 'office', AllowList.nothing);
    const at = { account, folder: ['INBOX'], readOnly: true };
    const id = parseExternalId(item?.kind === 'item' ? item.external_id : '');
    const opened = await openAttachment(at, id, { times: { find: 60_000, piece: 20 } });
    await expect(opened.stream.toArray()).rejects.toMatchObject({ kind: 'retryable', code: 'connection-broken' });
    await opened.close();
  });

  it('opens no mail folder for changes, and fetches no content, to list', async () => {
    const server = await start(listing());
    await listAll(openAt(server.port));
    const commandLog = server.commands.join('\n');
    expect(commandLog).not.toMatch(/SELECT|STORE|BODY\[|BODY\.PEEK\[\d/);
    expect(commandLog).toMatch(/EXAMINE INBOX/);
  });

  it('reports a server that neither moves messages nor stores keywords, before anything is imported', async () => {
    const { port } = await start(({ line }) =>
      line.startsWith('SELECT') ? '* 0 EXISTS\r\n* OK [UIDVALIDITY 7] numbers\r\n' : undefined,
    );
    for (const after of ['move', 'mark']) {
      const [, write] = openAt(port, { after }).probes();
      await expect(write?.run(new AbortController().signal)).rejects.toMatchObject({ code: 'source-not-permitted' });
    }
  });
});
