import { inspect } from 'node:util';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { until } from '@throughline/stack/testing';
import PostalMime, { type Email } from 'postal-mime';
import { MAIL_PASSWORD, startMailServer, type MailServer, type MailServerOptions } from '#testing/mail-server.js';
import { startScriptedMailServer, type MailScript, type ScriptedMailServer } from '#testing/scripted-mail-server.js';
import type { MailConnection } from './connections.js';
import { sizeAsAttachment, type MailMessage } from './mail-message.js';
import { MailSender } from './mail-sender.js';
import type { MailTimes } from './smtp-session.js';

const message: MailMessage = {
  id: 'delivery-1',
  to: ['bob@example.org', 'eve@example.org'],
  subject: 'Läcture 1',
  text: 'Hello Wörld\n.\nThe end',
  date: new Date('2026-02-05T10:00:00Z'),
};

const attach = (...chunks: string[]) => ({
  name: 'Tälk.srt',
  mediaType: 'application/x-subrip',
  size: Buffer.byteLength(chunks.join('')),
  read: async function* () {
    for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
  },
});

describe('MailSender', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  const serve = async (options?: MailServerOptions): Promise<MailServer> => {
    const server = await startMailServer(options);
    closing.push(server.close);
    return server;
  };
  const script = async (says: MailScript): Promise<ScriptedMailServer> => {
    const server = await startScriptedMailServer(says);
    closing.push(server.close);
    return server;
  };
  const senderFor = (connection: MailConnection, times: Partial<MailTimes> = {}): MailSender =>
    new MailSender({ name: 'office', connection }, { allowed: parseAllowedHosts('localhost,127.0.0.1'), times });
  const send = (connection: MailConnection, changes: Partial<MailMessage> = {}, times?: Partial<MailTimes>): Promise<void> =>
    senderFor(connection, times).send({ ...message, ...changes }, { signal: new AbortController().signal });
  /** Returns the error, in which nothing is secret. */
  const failureOf = async (work: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await work.then(
      () => 'no error',
      (thrown: unknown) => thrown,
    );
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(MAIL_PASSWORD);
    return error;
  };
  const parse = (raw = ''): Promise<Email> => PostalMime.parse(raw);

  it.each(['implicit', 'starttls', 'none'] as const)('sends a message to all recipients (TLS: %s)', async (tls) => {
    const server = await serve({ tls });
    await send(server.connection, { attachments: [attach('1\n', '00:00 → 00:01\nHi\n')], headers: { 'X-A': 'b' } });
    const [mail] = server.taken;
    expect(mail).toMatchObject({ from: 'tl@example.org', to: message.to });
    const read = await parse(mail?.raw);
    expect(read).toMatchObject({
      subject: 'Läcture 1',
      messageId: '<delivery-1@example.org>',
      from: { name: 'Throughline', address: 'tl@example.org' },
      date: '2026-02-05T10:00:00.000Z',
    });
    expect(read.text?.trim()).toBe(message.text);
    expect(read.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ['Tälk.srt', 'application/x-subrip'],
    ]);
    expect(Buffer.from(read.attachments[0]?.content as ArrayBuffer).toString()).toBe('1\n00:00 → 00:01\nHi\n');
    expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated\r?$/m);
    expect(mail?.raw).toMatch(/^X-A: b\r?$/m);
  });

  it('turns no text into a header, a recipient or an attachment that it is not', async () => {
    const server = await serve();
    const evil = 'x\r\nBcc: eve@example.org\r\n\r\nbody\u2028\u202e';
    const file = { ...attach('a'), name: `a"${evil}.txt`, mediaType: 'text/html\r\nX-Evil: 1' };
    await send(server.connection, {
      subject: evil,
      id: `a${evil}`,
      headers: { 'X-A': evil },
      attachments: [file],
      to: ['bob@example.org'],
    });
    const read = await parse(server.taken[0]?.raw);
    expect(server.taken[0]?.to).toEqual(['bob@example.org']);
    expect(read.bcc).toBeUndefined();
    expect(read.headers.map(({ key }) => key)).not.toContain('x-evil');
    expect(read.subject).toBe('x Bcc: eve@example.org body');
    expect(read.attachments[0]?.mimeType).toBe('application/octet-stream');
    expect(read.attachments[0]?.filename).not.toMatch(/[\r\n]/);
  });

  it.each([
    'bob@example.org\r\nRCPT TO:<eve@example.org>',
    'bob@example.org>',
    '<bob@example.org>',
    'bob',
    'a@b@c',
    'Bob <b@c.d>',
    '',
  ])('sends nothing to %j, which is no address', async (recipient) => {
    const server = await script({});
    expect(await failureOf(send(server.connection, { to: [recipient] }))).toMatchObject({ reason: 'recipients' });
    expect(server.commands).toEqual([]);
  });

  it('sends nothing to domains that the operator has not allowed', async () => {
    const server = await script({});
    const connection = { ...server.connection, domains: ['Example.org'] };
    const failure = await failureOf(send(connection, { to: ['bob@example.org', 'eve@evil.example'] }));
    expect(failure).toMatchObject({ reason: 'recipients', recipients: ['eve@evil.example'] });
    expect(String(failure)).toMatch(/may not send mail to e…@evil\.example; the operator allows: Example\.org$/);
    expect(server.commands).toEqual([]);
    await send(connection, { to: ['bob@EXAMPLE.org'] });
    expect(server.ended()).toBe(1);
  });

  it('connects only to addresses that the operator has allowed', async () => {
    const server = await serve();
    const sender = new MailSender({ name: 'office', connection: server.connection }, { allowed: parseAllowedHosts('') });
    expect(await failureOf(sender.check(new AbortController().signal))).toMatchObject({ reason: 'address' });
  });

  it.each(['implicit', 'starttls'] as const)(
    'sends no password to a server without a trusted certificate (TLS: %s)',
    async (tls) => {
      let asked = 0;
      const server = await serve({ tls, signIn: () => (asked += 1) && undefined });
      const { ca: _, ...connection } = server.connection;
      expect(await failureOf(senderFor(connection).check(new AbortController().signal))).toMatchObject({ reason: 'encryption' });
      expect(asked).toBe(0);
    },
  );

  it('sends no password to a server that offers no TLS', async () => {
    const server = await script({});
    const connection = { ...server.connection, tls: 'starttls' as const, user: 'anna', password: MAIL_PASSWORD };
    expect(await failureOf(send(connection))).toMatchObject({ name: 'MailFault' });
    expect(server.commands.join('\n')).not.toMatch(/AUTH|MAIL/);
  });

  it.each([
    [535, { reason: 'sign-in', isTemporary: false }],
    [454, { reason: 'busy', isTemporary: true }],
  ])('explains the reply %i to its password', async (code, expected) => {
    const server = await serve({ signIn: () => code });
    expect(await failureOf(send(server.connection))).toMatchObject(expected);
  });

  it.each([
    [{ 'eve@example.org': 550 }, { recipients: ['eve@example.org'], isTemporary: false }],
    [{ 'eve@example.org': 451 }, { recipients: ['eve@example.org'], isTemporary: true }],
    [
      { 'bob@example.org': 451, 'eve@example.org': 550 },
      { recipients: message.to, isTemporary: false },
    ],
  ])('sends to nobody if the server refuses recipients: %j', async (refused, expected) => {
    const server = await serve({ refused });
    const read: string[] = [];
    const reading = async function* () {
      read.push('read');
      yield await Promise.resolve(Buffer.from('a'));
    };
    const attachments = [{ ...attach('a'), read: reading }];
    expect(await failureOf(send(server.connection, { attachments }))).toMatchObject({ reason: 'recipients', ...expected });
    await until(() => server.connections() === 0, { what: 'the end of the connection' });
    expect([server.taken, read]).toEqual([[], []]);
  });

  it('tests recipients without sending anything', async () => {
    const server = await serve({ refused: { 'eve@example.org': 550 } });
    const sender = senderFor(server.connection);
    const { signal } = new AbortController();
    await sender.checkRecipients(['bob@example.org'], signal);
    expect(await failureOf(sender.checkRecipients(message.to, signal))).toMatchObject({ recipients: ['eve@example.org'] });
    await until(() => server.connections() === 0, { what: 'the end of the connections' });
    expect(server.taken).toEqual([]);
  });

  it.each([
    [554, { reason: 'refused', isTemporary: false }],
    [451, { reason: 'busy', isTemporary: true }],
    [552, { reason: 'too-large' }],
  ])('reports the reply %i to a message', async (code, expected) => {
    const server = await serve({ judge: () => code });
    expect(await failureOf(send(server.connection))).toMatchObject(expected);
  });

  it('sends no message that is larger than the server says it accepts', async () => {
    const server = await serve({ maxSize: 10_000 });
    const attachments = [attach('x'.repeat(8_000))];
    expect(await failureOf(send(server.connection, { attachments }))).toMatchObject({ reason: 'too-large' });
    expect(server.taken).toEqual([]);
  });

  it('ends a message that cannot be read, so that nobody gets a part of it', async () => {
    const server = await serve();
    const failing = async function* () {
      yield await Promise.resolve(Buffer.from('part'));
      throw new Error('the disk is gone');
    };
    const failure = await failureOf(send(server.connection, { attachments: [{ ...attach('part'), read: failing }] }));
    expect(failure).toMatchObject({ message: 'the disk is gone' });
    await until(() => server.connections() === 0, { what: 'the end of the connection' });
    expect(server.taken).toEqual([]);
  });

  describe('with a server that', () => {
    const silent = (): undefined => undefined;
    const hangUp = (socket: { destroy: () => unknown }): undefined => {
      socket.destroy();
    };
    const flood = (): string => `250-${'x'.repeat(70_000)}\r\n250-`;

    it.each<[string, MailScript, object]>([
      ['never greets', { greeting: silent }, { reason: 'no-answer' }],
      ['hangs up at once', { greeting: hangUp }, { reason: 'no-answer' }],
      ['speaks another protocol', { greeting: 'HTTP/1.1 400 Bad Request' }, { reason: 'no-answer' }],
      ['is out of service', { greeting: '421 Later' }, { reason: 'busy', isTemporary: true }],
      ['answers without an end', { EHLO: flood }, { reason: 'no-answer' }],
      ['refuses the sender', { MAIL: '550 No' }, { reason: 'refused' }],
      ['never answers a recipient', { RCPT: silent }, { reason: 'no-answer' }],
      ['hangs up on a recipient', { RCPT: hangUp }, { reason: 'no-answer' }],
      ['refuses to take data', { DATA: '451 Later' }, { reason: 'busy' }],
      ['answers the message before its end', { DATA: '354 Go on\r\n250 OK' }, { reason: 'no-answer' }],
    ])('%s, sends nothing and says so', async (_, says, expected) => {
      const server = await script(says);
      expect(await failureOf(send(server.connection, {}, { stepMs: 200 }))).toMatchObject(expected);
      expect(server.ended()).toBe(0);
      await until(() => server.openConnections() === 0, { what: 'the end of the connection' });
    });

    it.each<[string, MailScript]>([
      ['never answers the message', { '.': silent }],
      ['hangs up after the message', { '.': hangUp }],
      ['answers the message with nonsense', { '.': 'What?' }],
      ['answers the message with a question', { '.': '354 More?' }],
    ])('%s, is not asked twice', async (_, says) => {
      const server = await script(says);
      expect(await failureOf(send(server.connection, {}, { answerMs: 50 }))).toMatchObject({ reason: 'unconfirmed' });
      expect(server.ended()).toBe(1);
    });

    it('has no answer yet, is left at once when the signal says so', async () => {
      const stop = new AbortController();
      const server = await script({
        RCPT: () => {
          stop.abort(new Error('told to stop'));
          return undefined;
        },
      });
      const sending = senderFor(server.connection).send(message, { signal: stop.signal });
      await expect(sending).rejects.toThrow('told to stop');
      await until(() => server.openConnections() === 0, { what: 'the end of the connection' });
    });

    it('may have taken the message, leaves it unconfirmed when the signal says so', async () => {
      const stop = new AbortController();
      const server = await script({
        '.': () => {
          stop.abort(new Error('told to stop'));
          return undefined;
        },
      });
      const sending = senderFor(server.connection).send(message, { signal: stop.signal });
      expect(await failureOf(sending)).toMatchObject({ reason: 'unconfirmed' });
    });
  });

  it('tells the size of an attachment in base64', () => {
    for (const size of [0, 1, 57, 58, 100_000]) {
      const lines =
        Buffer.alloc(size)
          .toString('base64')
          .match(/.{1,76}/g) ?? [];
      expect(sizeAsAttachment(size)).toBe(lines.join('').length + lines.length * 2);
    }
  });
});
