import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SOURCE_CREDENTIAL_STORE, newId } from '@throughline/contracts';
import {
  CredentialVault,
  CredentialWriter,
  GMAIL_SCOPE,
  OAuthProviders,
  createGoogleEndpoints,
  createMicrosoftEndpoints,
} from '@throughline/credentials';
import { MemoryKeyValueStore } from '@throughline/messaging/testing';
import { AllowList } from '@throughline/outgoing';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { dovecot, withTool } from '@throughline/stack/testing';
import { GoogleFake, MicrosoftFake } from '@throughline/strict-fakes';
import { ImapFlow } from 'imapflow';
import { DovecotServer } from '#testing/dovecot-server.js';
import { pdf, renderMail, text } from '#testing/mail.js';
import { listAll } from '../../testing/source-lister.contract.js';
import type { SourceLister } from '../source-lister.js';
import { MailUsers, mailboxSource } from './index.js';

const found = await dovecot();
const [AT_GOOGLE, AT_MICROSOFT] = ['anna@gmail.example', 'anna@outlook.example'];

withTool('dovecot-imapd', found, () => {
  describe('a mailbox that its owner has connected', () => {
    let folder: string;
    let google: GoogleFake;
    let microsoft: MicrosoftFake;
    let server: DovecotServer;
    let providers: OAuthProviders;
    let writer: CredentialWriter;
    let users: MailUsers;
    /** The server no longer accepts these tokens, although the service has not ended them. */
    let refused: Set<string>;
    let refusesAll: boolean;
    let tokens: string[];
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'tl-dovecot-'));
      [refused, refusesAll, tokens] = [new Set(), false, []];
      [google, microsoft] = await Promise.all([GoogleFake.start(), MicrosoftFake.start()]);
      if (found !== undefined) server = await DovecotServer.start({ dovecot: found, folder, introspect });
      const [records, key] = [new MemoryKeyValueStore(), randomBytes(32)];
      writer = new CredentialWriter(records, key, SOURCE_CREDENTIAL_STORE);
      const vault = new CredentialVault(records, key, SOURCE_CREDENTIAL_STORE);
      providers = new OAuthProviders(
        { google: createGoogleEndpoints(google.url), microsoft: createMicrosoftEndpoints(microsoft.url) },
        parseAllowedHosts('127.0.0.1'),
      );
      const oauth = { gmail: providers.of('gmail'), outlook: providers.of('outlook') };
      const at = { host: '127.0.0.1', port: server.port, tls: 'none' } as const;
      users = new MailUsers({ oauth, vault: () => vault, servers: { gmail: at, outlook: at } });
    });
    afterEach(async () => {
      await Promise.all([server.close(), google.close(), microsoft.close(), providers.close()]);
      await rm(folder, { recursive: true, force: true });
    });

    /** The user of a token, as a mail server learns it from the service. */
    const introspect = (token: string): string | undefined => {
      tokens.push(token);
      if (refusesAll || refused.has(token)) return undefined;
      const ofMicrosoft = microsoft.oauth.bearer(`Bearer ${token}`)?.account;
      if (ofMicrosoft !== undefined) return ofMicrosoft;
      try {
        return google.oauth.bearer(`Bearer ${token}`, [GMAIL_SCOPE]);
      } catch {
        return undefined;
      }
    };
    /** Stores a consent that was given before. */
    const connect = (id: number, service: 'gmail' | 'outlook', email: string): Promise<void> => {
      const { client, refreshToken } =
        service === 'gmail'
          ? { client: google.client, refreshToken: google.oauth.grant(email, google.client, `${GMAIL_SCOPE} openid`) }
          : { client: microsoft.oauth.client, refreshToken: microsoft.oauth.grant(email) };
      const { clientId, clientSecret } = client;
      const account = { id: `id-of-${email}`, name: email };
      return writer.put(id, { v: 1, kind: 'oauth', grant: newId(), service, account, clientId, clientSecret, refreshToken });
    };
    const open = (credential: number): SourceLister =>
      mailboxSource({ connections: {}, allowed: AllowList.nothing, users, maxBytes: 1_000_000 }).open({ credential }, 'document');
    const deliver = async (credential: number): Promise<void> => {
      const { auth } = await users.account(credential).access();
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
      await connect(7, service, email);
      await deliver(7);
      const lister = open(7);
      expect(lister.place).toBe('mailbox-credential:7');
      const { place, entries } = await lister.list({ limit: 10 }, new AbortController().signal);
      expect(entries).toHaveLength(1);
      expect(place).toBe(`mailbox:127.0.0.1:${email}`);
      const secrets = [...google.oauth.issued, ...microsoft.oauth.issued];
      for (const secret of secrets) expect(JSON.stringify({ place, entries })).not.toContain(secret);
      for (const { run } of lister.probes()) await run(new AbortController().signal);
      expect(new Set(tokens).size).toBe(1);
    });

    it('is read with a new token if the server no longer accepts the old one', async () => {
      await connect(7, 'gmail', AT_GOOGLE);
      await deliver(7);
      refused = new Set(tokens);
      expect(await namesOf(7)).toHaveLength(1);
      expect(new Set(tokens).size).toBe(2);
    });

    it('says how to help when the server refuses a new token, too, and tries no third one', async () => {
      await connect(7, 'outlook', AT_MICROSOFT);
      refusesAll = true;
      await expect(namesOf(7)).rejects.toMatchObject({
        kind: 'waiting',
        code: 'imap-refused',
        message: expect.stringContaining('turn on IMAP') as string,
      });
      expect(new Set(tokens).size).toBe(2);
    });

    it('needs a new consent when the old one was revoked', async () => {
      await connect(7, 'gmail', AT_GOOGLE);
      google.oauth.revoke(AT_GOOGLE);
      await expect(namesOf(7)).rejects.toMatchObject({ kind: 'waiting', code: 'credential-needs-reauth' });
      expect((await writer.status(7))?.state).toBe('needs_reauth');
      await expect(namesOf(8)).rejects.toMatchObject({ code: 'credential-needs-reauth', message: /no connected mailbox/ });
    });

    it('is not a credential of another type, and not chosen together with a mailbox of the operator', async () => {
      await writer.put(9, { v: 1, kind: 'token', grant: newId(), token: 'x' });
      await expect(namesOf(9)).rejects.toMatchObject({ kind: 'permanent', code: 'source-misconfigured' });
      const type = mailboxSource({ connections: {}, allowed: AllowList.nothing, users, maxBytes: 1 });
      expect(() => type.open({ credential: 9, connection: 'office' })).toThrow('not both');
      expect(type.describe()?.find(({ key }) => key === 'credential')).toMatchObject({
        credential: 'gmail',
        other_credential: 'outlook',
        required: true,
      });
    });
  });
});
