import { inspect } from 'node:util';
import type { OutputConfig } from '@throughline/contracts';
import {
  MAIL_PASSWORD,
  startMailServer,
  startScriptedMailServer,
  type MailScript,
  type MailServer,
  type MailServerOptions,
  type ScriptedMailServer,
} from '@throughline/mail/testing';
import type { MailConnection } from '@throughline/mail';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { tempDir, type TempDir } from '@throughline/stack/testing';
import PostalMime, { type Email } from 'postal-mime';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import { EmailDestination, type EmailOptions } from './email-destination.js';
import { readEmailSettings } from './settings.js';

const LINK = 'https://recordings.example';

describe('an e-mail output', () => {
  let dir: TempDir;
  const closing: (() => unknown)[] = [];
  beforeAll(async () => {
    dir = await tempDir();
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  afterAll(() => dir.remove());

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
  const open = (
    connection: MailConnection,
    settings: OutputConfig['settings'] = {},
    options: Partial<EmailOptions> = {},
  ): EmailDestination =>
    new EmailDestination(
      readEmailSettings({ connection: 'office', to: 'bob@example.org', ...settings }, { office: connection }),
      {
        allowed: parseAllowedHosts('localhost,127.0.0.1'),
        publicUrl: LINK,
        ...options,
      },
    );
  const read = ([mail]: MailServer['taken']): Promise<Email> => PostalMime.parse(mail?.raw ?? '');
  /** Returns the error, in which nothing is secret. */
  const failureOf = async (work: Promise<unknown>): Promise<unknown> => {
    const error: unknown = await work.then(
      () => 'no error',
      (thrown: unknown) => thrown,
    );
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(MAIL_PASSWORD);
    return error;
  };
  const hangUp = (socket: { destroy: () => unknown }): string | undefined => {
    socket.destroy();
    return undefined;
  };

  it('sends the files, the title and a link to the item', async () => {
    const server = await serve();
    const request = await createRequest(dir.path, { 'video.mp4': 'frames', 'words.srt': 'words' }, { title: 'Läcture\r\n1' });
    const log = new DeliveryLog(open(server.connection));
    await log.attempt(request);
    const mail = await read(server.taken);
    expect(mail).toMatchObject({
      subject: 'Läcture 1',
      messageId: `<throughline-${request.key.slice(0, 40)}@example.org>`,
    });
    expect(mail.text).toContain(`${LINK}/recordings/${request.assetId}`);
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['video.mp4', 'words.srt']);
    expect(JSON.stringify([log.delivered, log.written])).not.toMatch(/bob|very-secret|localhost/);
  });

  it('sends a link alone if the output says so, also for a document', async () => {
    const server = await serve();
    const request = await createRequest(dir.path, { 'bill.pdf': 'a bill' }, { filedIn: ['2024'] });
    await new DeliveryLog(open(server.connection, { content: 'link' })).attempt(request);
    const mail = await read(server.taken);
    expect(mail.text).toContain(`${LINK}/documents/${request.assetId}`);
    expect([mail.subject, mail.attachments]).toEqual(['bill', []]);
  });

  it.each([
    ['attachment-or-link', LINK, 'sent'],
    ['attachment-or-link', undefined, 'refused-as-too-large'],
    ['attachment', LINK, 'refused-as-too-large'],
  ])(
    'sends files of more than 25 MB in base64 as its content allows: %s, with the address %s',
    async (content, publicUrl, expected) => {
      const server = await serve();
      const request = await createRequest(dir.path, { 'video.mp4': 'x'.repeat(18_400_000) });
      const sending = new DeliveryLog(open(server.connection, { content }, { publicUrl })).attempt(request);
      if (expected === 'sent') await sending;
      else expect(await failureOf(sending)).toMatchObject({ kind: 'permanent', code: expected });
      expect(server.taken.map(({ raw }) => raw.length < 2_000)).toEqual(expected === 'sent' ? [true] : []);
    },
  );

  it('needs the address of the page for a link', async () => {
    const { connection } = await serve();
    const output = open(connection, { content: 'link' }, { publicUrl: undefined });
    expect(await failureOf(output.check())).toMatchObject({ kind: 'permanent', code: 'output-misconfigured' });
  });

  it('says which recipients were refused, and sends to all of them once they are accepted', async () => {
    const refused: Record<string, number> = { 'eve@example.org': 451 };
    const server = await serve({ refused });
    const log = new DeliveryLog(open(server.connection, { to: 'bob@example.org; eve@example.org' }));
    const request = await createRequest(dir.path, { 'words.srt': 'words' });
    const failure = await failureOf(log.attempt(request));
    expect(failure).toMatchObject({
      kind: 'retryable',
      code: 'recipients-refused',
      message: expect.stringContaining('e…@example.org (451)') as string,
    });
    refused['eve@example.org'] = 550;
    expect(await failureOf(log.attempt(request))).toMatchObject({ kind: 'permanent', code: 'recipients-refused' });
    expect(server.taken).toEqual([]);
    delete refused['eve@example.org'];
    expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    expect(server.taken.map(({ to }) => to)).toEqual([['bob@example.org', 'eve@example.org']]);
  });

  it('finds refused recipients in its test, which sends nothing', async () => {
    const server = await serve({ refused: { 'bob@example.org': 550 } });
    const [, recipients] = open(server.connection).probes();
    const failure = await failureOf(recipients?.run(new AbortController().signal) ?? Promise.resolve());
    expect(failure).toMatchObject({ code: 'recipients-refused' });
    expect(server.taken).toEqual([]);
  });

  it.each<[string, MailServerOptions, object]>([
    ['the wrong password', { signIn: () => 535 }, { kind: 'waiting', code: 'output-not-writable' }],
    ['a busy server', { judge: () => 451 }, { kind: 'waiting', code: 'output-busy' }],
    ['a refused message', { judge: () => 554 }, { kind: 'permanent', code: 'message-refused' }],
    ['a message that is too large for the server', { maxSize: 1_000 }, { kind: 'permanent', code: 'refused-as-too-large' }],
  ])('explains %s', async (_, options, expected) => {
    const { connection } = await serve(options);
    const request = await createRequest(dir.path, { 'words.srt': 'words'.repeat(500) });
    expect(await failureOf(new DeliveryLog(open(connection)).attempt(request))).toMatchObject(expected);
  });

  it('waits for a server that is away, has no trusted certificate, or has a private address', async () => {
    const { connection } = await serve();
    const { ca: _, ...untrusted } = connection;
    const request = await createRequest(dir.path, { 'words.srt': 'words' });
    const attempt = (output: EmailDestination): Promise<unknown> => failureOf(new DeliveryLog(output).attempt(request));
    const unreachable = { kind: 'waiting', code: 'output-unreachable' };
    expect(await attempt(open({ ...connection, port: 9 }))).toMatchObject(unreachable);
    expect(await attempt(open(untrusted))).toMatchObject(unreachable);
    const refused = await attempt(open(connection, {}, { allowed: parseAllowedHosts('') }));
    expect(refused).toMatchObject({ kind: 'permanent', code: 'output-misconfigured' });
  });

  it.each(['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA'])(
    'sends the message once after a server has hung up at %s',
    async (verb) => {
      let isBroken = true;
      const usual: Record<string, string> = { greeting: '220 Hi', DATA: '354 Go on' };
      const server = await script({
        [verb]: (socket) => (isBroken ? hangUp(socket) : (usual[verb] ?? '250 OK')),
      });
      const log = new DeliveryLog(open(server.connection));
      const request = await createRequest(dir.path, { 'words.srt': 'words' });
      expect(await failureOf(log.attempt(request))).toMatchObject({ kind: 'waiting', code: 'output-unreachable' });
      isBroken = false;
      expect(await log.attempt(request)).toMatchObject({ kind: 'delivered' });
    },
  );

  it('leaves a message unconfirmed whose answer is lost, until a person decides', async () => {
    const server = await script({ '.': hangUp });
    const log = new DeliveryLog(open(server.connection));
    const request = await createRequest(dir.path, { 'words.srt': 'words' });
    expect(await failureOf(log.attempt(request))).toMatchObject({ kind: 'retryable', code: 'answer-lost' });
    expect(await log.attempt(request)).toMatchObject({ kind: 'unconfirmed' });
    expect(await log.attempt(request)).toMatchObject({ kind: 'stored' });
    expect(server.ended()).toBe(1);
    log.settle(true);
    await log.attempt(request);
    expect(server.ended()).toBe(1);
  });

  it('never sends twice, wherever its process is killed', async () => {
    for (const verb of ['greeting', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'line', '.']) {
      let isKilled = false;
      const server = await script({
        [verb]: (socket) => {
          isKilled = true;
          return hangUp(socket);
        },
      });
      const request = await createRequest(dir.path, { 'words.srt': 'words' });
      const log = new DeliveryLog(open(server.connection));
      const checkpoint = (data: Parameters<typeof log.written.push>[0]): Promise<void> => {
        if (isKilled) return Promise.reject(new Error('killed'));
        log.checkpoints = { ...log.checkpoints, ...data };
        return Promise.resolve();
      };
      await log.attempt(request, { checkpoint }).catch(() => undefined);
      // The next process cannot know how far the first one came.
      expect({ verb, end: await log.attempt(request) }).toMatchObject({ verb, end: { kind: 'unconfirmed' } });
      expect({ verb, ended: server.ended() }).toEqual({ verb, ended: verb === '.' ? 1 : 0 });
    }
  });

  it('keeps an answer that was recorded before its process was killed', async () => {
    const server = await serve();
    const log = new DeliveryLog(open(server.connection));
    const request = await createRequest(dir.path, { 'words.srt': 'words' });
    await log.attempt(request);
    const again = new DeliveryLog(open(server.connection));
    again.checkpoints = log.checkpoints;
    expect(await again.attempt(request)).toMatchObject({ kind: 'delivered', delivered: { reconciled: true } });
    expect(server.taken).toHaveLength(1);
  });

  it.each([
    [{ to: 'bob' }, /'to' of an e-mail output must be 1 to 20/],
    [{ to: '' }, /'to'/],
    [{ to: Array.from({ length: 21 }, (_, index) => `a${String(index)}@example.org`).join(',') }, /'to'/],
    [{ to: 'bob@evil.example' }, /may send mail only to: example\.org/],
    [{ content: 'everything' }, /'content' of an e-mail output must be one of/],
    [{ password: 'x' }, /has no setting 'password'/],
    [{ connection: 'other' }, /no connection 'other'/],
  ])('refuses the settings %j', (settings, words) => {
    const connection = { host: 'mail.example', from: 'tl@example.org', domains: ['example.org'] };
    expect(() => open(connection, settings)).toThrow(words);
  });
});
