import { rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SourceConfig, SourceEntry, SourceItem } from '@throughline/contracts';
import { AllowList } from '@throughline/outgoing';
import { dovecot, withTool } from '@throughline/stack/testing';
import { ImapFlow } from 'imapflow';
import PostalMime from 'postal-mime';
import { DovecotServer } from '#testing/dovecot-server.js';
import { pdf, renderMail, renderPart, text, type Mail, type MailPart } from '#testing/mail.js';
import { listAll, sourceListerContract } from '../../testing/source-lister.contract.js';
import type { SourceLister } from '../../kit/source-lister.js';
import type { Connection } from './connections.js';
import { mailboxSource } from './index.js';

const AT = new Date('2026-02-05T10:00:00Z');
const found = await dovecot();
let users = 0;

/** An empty mailbox, which the test reads and changes as its owner would. */
class Mailbox {
  readonly user = `user${String((users += 1))}@example.com`;
  readonly #type;
  #client: Promise<ImapFlow> | undefined;

  constructor(private readonly server: DovecotServer) {
    const connection = {
      host: '127.0.0.1',
      port: server.port,
      tls: 'none',
      user: this.user,
      password: DovecotServer.password,
    } as const;
    this.#type = mailboxSource({ connections: { office: connection }, allowed: AllowList.nothing, maxBytes: 50_000_000 });
  }

  open(settings: SourceConfig['settings'] = {}, brings: SourceConfig['brings'] = 'document'): SourceLister {
    return this.#type.open({ connection: 'office', ...settings }, brings);
  }

  async use<T>(work: (client: ImapFlow) => Promise<T>, folder = 'INBOX'): Promise<T> {
    const client = await (this.#client ??= this.#connect());
    await client.mailboxOpen(folder);
    return work(client);
  }

  /** Connects once for a test. The server closes the connections at its end. */
  async #connect(): Promise<ImapFlow> {
    const { user, server } = this;
    const auth = { user, pass: DovecotServer.password };
    const client = new ImapFlow({
      host: '127.0.0.1',
      port: server.port,
      secure: false,
      auth,
      logger: false,
      disableAutoIdle: true,
    });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  }

  append(raw: string, { at = AT, folder = 'INBOX' }: { readonly at?: Date; readonly folder?: string } = {}): Promise<unknown> {
    return this.use((client) => client.append(folder, raw, [], at));
  }

  mail(mail: Mail, at?: Date): Promise<unknown> {
    return this.append(renderMail(mail), at === undefined ? {} : { at });
  }

  /** Returns the bytes of all attachments in a folder. */
  async attachments(
    folder = 'INBOX',
  ): Promise<readonly { readonly name: string; readonly uid: number; readonly content: string }[]> {
    return this.use(async (client) => {
      const all = client.mailbox && client.mailbox.exists > 0 ? await client.fetchAll('1:*', { source: true }) : [];
      const read = all.map(async ({ uid, source }) =>
        (await PostalMime.parse(source ?? '')).attachments.map(({ filename, content }) => ({
          uid,
          name: filename ?? '',
          content: Buffer.from(content as ArrayBuffer).toString(),
        })),
      );
      return (await Promise.all(read)).flat();
    }, folder).catch(() => []);
  }
}

const render = (entries: readonly SourceEntry[]): readonly string[] =>
  entries.map((entry) => (entry.kind === 'item' ? entry.name : `${entry.name}: ${entry.code}`));

async function itemsOf(lister: SourceLister): Promise<readonly SourceItem[]> {
  return (await listAll(lister)).filter((entry) => entry.kind === 'item');
}

async function read(lister: SourceLister, id: string): Promise<Buffer> {
  const opened = await lister.open?.(id);
  if (opened === undefined) throw new Error('not opened');
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of opened.stream as AsyncIterable<Buffer>) chunks.push(chunk);
  } finally {
    await opened.close();
  }
  return Buffer.concat(chunks);
}

withTool('dovecot-imapd', found, () => {
  let folder: string;
  let server: DovecotServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tl-dovecot-'));
    if (found !== undefined) server = await DovecotServer.start({ dovecot: found, folder });
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  sourceListerContract('a mailbox', () => {
    const mailbox = new Mailbox(server);
    const put = async (name: string, content: string, at: Date): Promise<void> => {
      const old = (await mailbox.attachments()).filter((one) => one.name === name).map(({ uid }) => uid);
      if (old.length > 0) await mailbox.use((client) => client.messageDelete(old.join(','), { uid: true }));
      await mailbox.mail({ parts: [text, { type: 'video/mp4', name, content }] }, at);
    };
    return Promise.resolve({
      open: () => mailbox.open({}, 'recording'),
      openRetiring: () => mailbox.open({ after: 'move' }, 'recording'),
      put,
      contents: async () =>
        [...(await mailbox.attachments()), ...(await mailbox.attachments('Imported'))].map(({ content }) => content).sort(),
      close: () => Promise.resolve(),
    });
  });

  describe('a mailbox source', () => {
    let mailbox: Mailbox;
    beforeEach(() => {
      mailbox = new Mailbox(server);
    });

    const nested = (mail: Mail): MailPart => ({
      type: 'message/rfc822',
      content: renderMail(mail),
      encoding: '8bit',
      disposition: '',
    });

    it('finds attachments of forwarded mail, also of mail forwarded within it, and opens them', async () => {
      const single = `Subject: scan\r\n${renderPart(pdf('single.pdf', 'three'))}`;
      const inner = nested({ kind: 'inner', parts: [text, pdf('b.pdf', 'two'), { ...nested({ parts: [] }), content: single }] });
      await mailbox.mail({ parts: [text, pdf('a.pdf', 'one'), { ...inner }] });
      const lister = mailbox.open();
      const items = await itemsOf(lister);
      expect(items.map(({ name }) => name)).toEqual(['a.pdf', 'b.pdf', 'single.pdf']);
      const contents = [];
      for (const { external_id: id } of items) contents.push((await read(lister, id)).toString());
      expect(contents).toEqual(['one', 'two', 'three']);
    });

    it('decodes names, and removes folders, control characters and reversed texts from them', async () => {
      const partWith = (lines: string): MailPart => ({ ...pdf('', 'x'), disposition: `attachment; ${lines}` });
      const odd = [
        partWith("filename*=UTF-8''%D0%A1%D1%87%D1%91%D1%82%201.pdf"),
        partWith("filename*0*=UTF-8''long%20; filename*1=name.pdf"),
        partWith('filename="=?UTF-8?B?w5xiZXJzaWNodC5wZGY=?="'),
        partWith('filename="../../etc/passwd.pdf"'),
        partWith('filename="C:\\\\temp\\\\.hidden.pdf"'),
        partWith("filename*=UTF-8''a%00b%0Ac%E2%80%AEfdp.pdf"),
        { ...pdf('', 'x'), disposition: 'attachment' },
      ];
      await mailbox.mail({ parts: odd.map(({ name: _, ...part }) => part) });
      expect(render(await listAll(mailbox.open()))).toEqual([
        'Счёт 1.pdf',
        'long name.pdf',
        'Übersicht.pdf',
        'passwd.pdf',
        'hidden.pdf',
        'abcfdp.pdf',
        'attachment-7.pdf',
      ]);
    });

    it('leaves out pictures of the text and signatures, and says why it leaves out other parts', async () => {
      const logo = { type: 'image/png', name: 'logo.png', content: 'x', headers: ['Content-ID: <logo>'] };
      const inline = { ...logo, disposition: 'inline' };
      await mailbox.mail({ subject: 'Related', kind: 'related', parts: [text, logo] });
      await mailbox.mail({
        subject: 'Various',
        parts: [
          text,
          inline,
          { type: 'application/pgp-signature', name: 'signature.asc', content: 'x' },
          { type: 'application/octet-stream', name: 'run.exe', content: 'x' },
          { type: 'application/ms-tnef', name: 'winmail.dat', content: 'x' },
          { type: 'application/pkcs7-mime', name: 'smime.p7m', content: 'x' },
          { type: 'image/png', name: 'scan.png', content: 'x' },
          pdf('empty.pdf', ''),
        ],
      });
      expect(render(await listAll(mailbox.open()))).toEqual([
        'run.exe: name-not-wanted',
        'Various: not-readable',
        'Various: encrypted',
        'scan.png',
        'empty.pdf: empty',
      ]);
      const pictures = await itemsOf(mailbox.open({ inline_images: true }));
      expect(pictures.map(({ name }) => name)).toEqual(['logo.png', 'logo.png', 'scan.png']);
    });

    it('lists recordings or documents, as the source asks for, or what its names match', async () => {
      await mailbox.mail({ parts: [pdf('a.pdf'), { type: 'audio/mpeg', name: 'b.mp3', content: 'x' }] });
      const names = async (lister: SourceLister) => (await itemsOf(lister)).map(({ name }) => name);
      expect(await names(mailbox.open())).toEqual(['a.pdf']);
      expect(await names(mailbox.open({}, 'recording'))).toEqual(['b.mp3']);
      expect(await names(mailbox.open({ names: '*' }))).toEqual(['a.pdf', 'b.mp3']);
    });

    it('lists only mail of the senders and subjects that the source names', async () => {
      await mailbox.mail({
        from: 'Shop <bills@shop.example>',
        subject: '=?UTF-8?Q?Rechnung_f=C3=BCr_Mai?=',
        parts: [pdf('a.pdf')],
      });
      await mailbox.mail({ from: 'b@shop.example', subject: 'News', parts: [pdf('b.pdf')] });
      await mailbox.mail({ from: '"bills@shop.example" <c@evil.example>', subject: 'rechnung', parts: [pdf('c.pdf')] });
      expect(render(await listAll(mailbox.open({ senders: '*@Shop.example' })))).toEqual(['a.pdf', 'b.pdf']);
      expect(render(await listAll(mailbox.open({ senders: '*@shop.example', subject: 'invoice, RECHNUNG FÜR' })))).toEqual([
        'a.pdf',
      ]);
    });

    it.each(['base64', 'quoted-printable', '8bit'] as const)(
      'opens exactly the bytes of a large part in %s',
      async (encoding) => {
        const line = encoding === 'quoted-printable' ? 'caf=C3=A9 =\r\n' : 'a line of text\r\n';
        const content = line.repeat(30_000);
        await mailbox.mail({ parts: [text, { ...pdf('a.pdf', content), encoding }, pdf('b.pdf')] });
        const [item] = await itemsOf(mailbox.open());
        const bytes = await read(mailbox.open(), item?.external_id ?? '');
        expect(bytes.toString()).toBe(encoding === 'quoted-printable' ? 'café '.repeat(30_000) : content);
      },
    );

    it('marks no message as seen, and changes nothing, if it is to leave them', async () => {
      await mailbox.mail({ parts: [text, pdf('a.pdf')] });
      const lister = mailbox.open();
      await read(lister, (await itemsOf(lister))[0]?.external_id ?? '');
      for (const probe of lister.probes()) await probe.run(new AbortController().signal);
      const flags = await mailbox.use(async (client) =>
        (await client.fetchAll('1:*', { flags: true })).flatMap((one) => [...(one.flags ?? [])]),
      );
      expect(flags.filter((flag) => flag !== '\\Recent')).toEqual([]);
    });

    it('knows a message again that was moved, and one whose folder has other numbers', async () => {
      await mailbox.mail({ parts: [text, pdf('first.pdf')] });
      await mailbox.mail({ parts: [text, pdf('a.pdf')] });
      const [, item] = await itemsOf(mailbox.open());
      await mailbox.use(async (client) => {
        await client.mailboxCreate('Other');
        await client.messageMove('2', 'Other');
      });
      const other = mailbox.open({ folder: 'Other' });
      expect(await itemsOf(other)).toEqual([item]);
      expect((await read(other, item?.external_id ?? '')).toString()).toBe('content');
    });

    it('takes no hostile message for a known one, although it repeats its Message-ID, headers and sizes', async () => {
      const mail = { messageId: '<known@example.com>', parts: [text, pdf('a.pdf', 'good content')] };
      await mailbox.mail({ ...mail, received: 'from a by b id 1' });
      await mailbox.mail({ ...mail, received: 'from x by b id 2', parts: [text, pdf('a.pdf', 'evil content')] });
      const [good, evil] = await itemsOf(mailbox.open());
      expect(good?.external_id).not.toBe(evil?.external_id);
      expect((await read(mailbox.open(), good?.external_id ?? '')).toString()).toBe('good content');
      expect((await read(mailbox.open(), evil?.external_id ?? '')).toString()).toBe('evil content');
    });

    it('tells messages without identifying headers apart', async () => {
      for (const content of ['one', 'two'])
        await mailbox.mail({ messageId: false, received: false, parts: [text, pdf('a.pdf', content)] });
      const items = await itemsOf(mailbox.open());
      expect(new Set(items.map(({ external_id: id }) => id)).size).toBe(2);
      expect((await read(mailbox.open(), items[1]?.external_id ?? '')).toString()).toBe('two');
    });

    it('moves a message when each of its attachments is imported, in whatever order and by whatever process', async () => {
      await mailbox.mail({
        parts: [text, pdf('a.pdf', 'a'), pdf('b.pdf', 'b'), { type: 'text/x-log', name: 'c.log', content: 'c' }],
      });
      const settings = { after: 'move', moved_to: 'Done/2026' };
      const [a, b] = await itemsOf(mailbox.open(settings));
      expect(await mailbox.open(settings).retire?.(b?.external_id ?? '')).toEqual({ state: 'retired' });
      expect(render(await listAll(mailbox.open(settings)))).toEqual(['a.pdf', 'c.log: name-not-wanted']);
      expect((await mailbox.attachments()).length).toBe(3);
      expect(await mailbox.open(settings).retire?.(a?.external_id ?? '')).toEqual({ state: 'retired' });
      expect(await listAll(mailbox.open(settings))).toEqual([]);
      expect((await mailbox.attachments('Done/2026')).map(({ name }) => name)).toEqual(['a.pdf', 'b.pdf', 'c.log']);
    });

    it('lists a message again whose move was interrupted after the last attachment', async () => {
      await mailbox.mail({ parts: [text, pdf('a.pdf', 'a'), pdf('b.pdf', 'b')] });
      await mailbox.use((client) => client.messageFlagsAdd('1', ['Throughline-11bdf5b8-2', 'Throughline-11bdf5b8-3']));
      const [a] = await itemsOf(mailbox.open({ after: 'move' }));
      await mailbox.open({ after: 'move' }).retire?.(a?.external_id ?? '');
      expect((await mailbox.attachments('Imported')).length).toBe(2);
    });

    it('marks messages by a keyword, and lists them no more', async () => {
      await mailbox.mail({ parts: [text, pdf('a.pdf')] });
      await mailbox.mail({ parts: [text, pdf('b.pdf')] });
      const lister = mailbox.open({ after: 'mark' });
      for (const probe of lister.probes()) await probe.run(new AbortController().signal);
      const [item] = await itemsOf(lister);
      expect(await lister.retire?.(item?.external_id ?? '')).toEqual({ state: 'retired' });
      expect(await lister.retire?.(item?.external_id ?? '')).toEqual({ state: 'gone' });
      expect(render(await listAll(lister))).toEqual(['b.pdf']);
      expect(render(await listAll(mailbox.open()))).toEqual(['a.pdf', 'b.pdf']);
    });

    it('marks a message for its own selection alone, so that another source finds its attachment there', async () => {
      await mailbox.mail({ parts: [pdf('a.pdf'), { type: 'audio/mpeg', name: 'b.mp3', content: 'x' }] });
      const [documents, recordings] = [mailbox.open({ after: 'mark' }), mailbox.open({ after: 'mark' }, 'recording')];
      const [item] = await itemsOf(documents);
      await documents.retire?.(item?.external_id ?? '');
      expect(await itemsOf(documents)).toEqual([]);
      const others = await itemsOf(recordings);
      expect(others.map(({ name }) => name)).toEqual(['b.mp3']);
      await recordings.retire?.(others[0]?.external_id ?? '');
      expect(await itemsOf(recordings)).toEqual([]);
    });

    it('divides the attachments of one message between pages', async () => {
      await mailbox.mail({ parts: ['a', 'b', 'c'].map((name) => pdf(`${name}.pdf`)) });
      for (const limit of [1, 2, 3]) expect(render(await listAll(mailbox.open(), limit))).toEqual(['a.pdf', 'b.pdf', 'c.pdf']);
    });

    it('reports a missing mail folder', async () => {
      await expect(listAll(mailbox.open({ folder: 'Papers' }))).rejects.toMatchObject({ kind: 'permanent', code: 'source-gone' });
    });
  });

  describe.each(['implicit', 'starttls'] as const)('a mailbox source with encryption (%s)', (tls) => {
    let secure: DovecotServer;
    let files: string;
    beforeAll(async () => {
      files = await mkdtemp(join(tmpdir(), 'tl-dovecot-'));
      if (found !== undefined) secure = await DovecotServer.start({ dovecot: found, folder: files, tls });
    });
    afterAll(async () => {
      await secure.close();
      await rm(files, { recursive: true, force: true });
    });
    const openWith = (connection: Partial<Connection>): SourceLister => {
      const account = {
        host: 'localhost',
        port: secure.port,
        tls,
        user: 'anna',
        password: DovecotServer.password,
        ...connection,
      };
      const type = mailboxSource({ connections: { office: account }, allowed: AllowList.nothing, maxBytes: 1_000 });
      return type.open({ connection: 'office' });
    };

    it('reads a mailbox whose certificate the named authority has signed', async () => {
      expect(await listAll(openWith({ ca: secure.ca }))).toEqual([]);
    });

    it('trusts no other certificate, and sends it no password', async () => {
      const before = secure.signIns;
      await expect(listAll(openWith({}))).rejects.toMatchObject({ kind: 'permanent', code: 'certificate-refused' });
      const elsewhere = openWith({ ca: secure.ca, host: '127.0.0.1' });
      await expect(listAll(elsewhere)).rejects.toMatchObject({ kind: 'permanent', code: 'certificate-refused' });
      expect(secure.signIns).toBe(before);
    });
  });
});
