import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@throughline/contracts';
import { GMAIL_SCOPE } from '@throughline/credentials';
import { AllowList } from '@throughline/outgoing';
import { dovecot, withTool } from '@throughline/stack/testing';
import { ImapFlow } from 'imapflow';
import { DovecotServer } from '#testing/dovecot-server.js';
import { MailConsents } from '#testing/mail-consents.js';
import { pdf, renderMail, text } from '#testing/mail.js';
import { listAll } from '../../testing/source-lister.contract.js';
import type { ListedSourceType, SourceLister } from '../../kit/source-lister.js';
import { mailboxSource } from './index.js';

const found = await dovecot();
const [AT_GOOGLE, AT_MICROSOFT] = ['anna@gmail.example', 'anna@outlook.example'];

withTool('dovecot-imapd', found, () => {
  describe('a mailbox that its owner has connected', () => {
    let folder: string;
    let server: DovecotServer;
    let consents: MailConsents;
    /** The server no longer accepts these tokens, although the service has not ended them. */
    let refused: Set<string>;
    let refusesAll: boolean;
    let tokens: string[];
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'tl-dovecot-'));
      [refused, refusesAll, tokens] = [new Set(), false, []];
      if (found !== undefined) server = await DovecotServer.start({ dovecot: found, folder, introspect });
      consents = await MailConsents.start(server.port);
    });
    afterEach(async () => {
      await Promise.all([server.close(), consents.close()]);
      await rm(folder, { recursive: true, force: true });
    });

    /** The user of a token, as a mail server learns it from the service. */
    const introspect = (token: string): string | undefined => {
      tokens.push(token);
      if (refusesAll || refused.has(token)) return undefined;
      const { google, microsoft } = consents;
      const ofMicrosoft = microsoft.oauth.bearer(`Bearer ${token}`)?.account;
      if (ofMicrosoft !== undefined) return ofMicrosoft;
      try {
        return google.oauth.bearer(`Bearer ${token}`, [GMAIL_SCOPE]);
      } catch {
        return undefined;
      }
    };
    const ownMailbox = (): ListedSourceType =>
      mailboxSource({ connections: {}, allowed: AllowList.nothing, users: consents.users, maxBytes: 1_000_000 });
    const open = (credential: number): SourceLister => ownMailbox().open({ credential }, 'document');
    const deliver = async (credential: number): Promise<void> => {
      const { auth } = await consents.users.account(credential).access();
      const client = new ImapFlow({ host: '127.0.0.1', port: server.port, secure: false, auth, logger: false });
      await client.connect();
      await client.append('INBOX', renderMail({ parts: [text, pdf('march.pdf')] }), [], new Date('2026-02-05T10:00:00Z'));
      await client.logout();
    };
    const namesOf = async (credential: number): Promise<readonly string[]> =>
      (await listAll(open(credential))).map(({ name }) => name);

    it.each([
      ['gmail', AT_GOOGLE],
      ['outlook', AT_MICROSOFT],
    ] as const)('is read with access tokens of its service: %s', async (service, email) => {
      await consents.connect(7, service, email);
      await deliver(7);
      const lister = open(7);
      expect(lister.place).toBe('mailbox-credential:7');
      const { place, entries } = await lister.list({ limit: 10 }, new AbortController().signal);
      expect(entries).toHaveLength(1);
      expect(place).toBe(`mailbox:127.0.0.1:${email}`);
      for (const secret of consents.issued) expect(JSON.stringify({ place, entries })).not.toContain(secret);
      for (const { run } of lister.probes()) await run(new AbortController().signal);
      expect(new Set(tokens).size).toBe(1);
    });

    it('is read with a new token if the server no longer accepts the old one', async () => {
      await consents.connect(7, 'gmail', AT_GOOGLE);
      await deliver(7);
      refused = new Set(tokens);
      expect(await namesOf(7)).toHaveLength(1);
      expect(new Set(tokens).size).toBe(2);
    });

    it('says how to help when the server refuses a new token, too, and tries no third one', async () => {
      await consents.connect(7, 'outlook', AT_MICROSOFT);
      refusesAll = true;
      await expect(namesOf(7)).rejects.toMatchObject({
        kind: 'waiting',
        code: 'imap-refused',
        message: expect.stringContaining('turn on IMAP') as string,
      });
      expect(new Set(tokens).size).toBe(2);
    });

    it('needs a new consent when the old one was revoked', async () => {
      await consents.connect(7, 'gmail', AT_GOOGLE);
      consents.google.oauth.revoke(AT_GOOGLE);
      await expect(namesOf(7)).rejects.toMatchObject({ kind: 'waiting', code: 'credential-needs-reauth' });
      expect((await consents.writer.status(7))?.state).toBe('needs_reauth');
      await expect(namesOf(8)).rejects.toMatchObject({ code: 'credential-needs-reauth', message: /no connected mailbox/ });
    });

    it('is not a credential of another type, and not chosen together with a mailbox of the operator', async () => {
      await consents.writer.put(9, { v: 1, kind: 'token', grant: newId(), token: 'x' });
      await expect(namesOf(9)).rejects.toMatchObject({ kind: 'permanent', code: 'source-misconfigured' });
      const type = ownMailbox();
      expect(() => type.open({ credential: 9, connection: 'office' })).toThrow('not both');
      expect(type.describe()?.find(({ key }) => key === 'credential')).toMatchObject({
        credential: 'gmail',
        other_credential: 'outlook',
        required: true,
      });
    });
  });
});
