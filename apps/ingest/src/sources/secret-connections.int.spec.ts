import type { SourceConfig } from '@throughline/contracts';
import { AllowList } from '@throughline/outgoing';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import { PASSWORD, makeKeys, startScripted } from '@throughline/sftp/testing';
import { startNats, type TestNats } from '@throughline/stack/testing';
import { NextcloudFake, S3Fake } from '@throughline/strict-fakes';
import { recordSpans, type RecordedSpans } from '@throughline/telemetry/testing';
import { MailConsents } from '#testing/mail-consents.js';
import { ObservedSources } from '#testing/observed-sources.js';
import { ScriptedImap, listing, literal } from '#testing/scripted-imap.js';
import { mailboxSource } from './mailbox/index.js';
import { s3Source } from './s3/index.js';
import { sftpSource } from './sftp/index.js';
import type { ListedSourceType } from '../kit/source-lister.js';
import { webdavSource } from './webdav/index.js';

interface SecretServer {
  readonly type: ListedSourceType;
  readonly settings: SourceConfig['settings'];
  /** Makes every later request fail. A server that can send texts quotes the secret. */
  readonly fail: () => void;
  /** Returns the secrets in all forms that were sent. */
  readonly secrets: () => readonly string[];
  readonly close: () => Promise<unknown>;
}

const AT = new Date('2026-02-05T10:00:00Z');
const [USER, LIMIT] = ['anna', 1_000];
const allowed = parseAllowedHosts('127.0.0.1');
const toBase64 = (text: string): string => Buffer.from(text).toString('base64');

async function startS3(): Promise<SecretServer> {
  const fake = await S3Fake.start();
  const { secretAccessKey } = fake.credentials;
  const connection = { endpoint: fake.endpoint, region: fake.region, ...fake.credentials, sourceBuckets: ['bucket'] };
  const content = Buffer.from('video');
  const facts = { content, etag: '0-1', contentType: 'video/mp4', metadata: {}, checksum: undefined, modifiedAt: AT };
  fake.bucket().objects.set('talk.mp4', { key: 'talk.mp4', ...facts });
  const body = `<Error><Code>AccessDenied</Code><Message>${secretAccessKey}</Message></Error>`;
  return {
    type: s3Source({ connections: { it: connection }, maxBytes: LIMIT }),
    settings: { connection: 'it', bucket: 'bucket' },
    fail: () => {
      fake.faults.add({ fault: { kind: 'answer', status: 403, body }, times: Infinity });
    },
    // The marks of signed addresses and of signatures in headers.
    secrets: () => [secretAccessKey, 'X-Amz-Signature', 'AWS4-HMAC-SHA256'],
    close: () => fake.close(),
  };
}

async function startWebdav(): Promise<SecretServer> {
  const fake = await NextcloudFake.start();
  const { url, user, password } = fake;
  const basic = toBase64(`${user}:${password}`);
  fake.files.put(['talk.mp4'], { content: Buffer.from('video'), contentType: 'video/mp4', modified: AT.getTime() });
  const headers = { 'www-authenticate': `Basic realm="${password}"` };
  return {
    type: webdavSource({ connections: { it: { url, user, password, uses: ['sources'] } }, allowed, maxBytes: LIMIT }),
    settings: { connection: 'it' },
    fail: () => {
      fake.faults.add({ fault: { kind: 'answer', status: 401, headers, body: `${password} ${basic}` }, times: Infinity });
    },
    secrets: () => [password, basic],
    close: () => fake.close(),
  };
}

async function startSftp(isByKey: boolean): Promise<SecretServer> {
  const { private: privateKey } = makeKeys();
  let isFailing = false;
  const method = isByKey ? 'publickey' : 'password';
  const server = await startScripted({
    signIn: (attempt) => {
      if (!isFailing && attempt.method === method) attempt.accept();
      else attempt.reject([method]);
    },
  });
  server.files.set('/files/talk.mp4', { content: 'video', mtime: AT.getTime() / 1_000 });
  const { password, ...open } = server.connection;
  const connection = isByKey ? { ...open, privateKey } : { ...open, password: password ?? PASSWORD };
  return {
    type: sftpSource({ it: connection }, LIMIT),
    settings: { connection: 'it' },
    fail: () => {
      isFailing = true;
      for (const client of server.clients) client.end();
    },
    secrets: () => (isByKey ? privateKey.split('\n').filter((line) => /^[\w+/=]{20,}$/.test(line)) : [PASSWORD]),
    close: server.close,
  };
}

/** Answers as a mail server with two messages that repeats what a client has sent to sign in. */
async function startImap(): Promise<{ readonly imap: ScriptedImap; readonly fail: () => void }> {
  let isFailing = false;
  const read = listing(undefined, ({ line }) =>
    line.includes('BODY.PEEK[1]') ? `* 1 FETCH (UID 1 BODY[1]<0> ${literal('dmlkZW92aWRl')})\r\n` : undefined,
  );
  const imap = await ScriptedImap.start((command) => {
    const { tag, line } = command;
    if (line.startsWith('CAPABILITY')) return '* CAPABILITY SASL-IR AUTH=XOAUTH2 IMAP4rev1\r\n';
    if (isFailing && /^(?:LOGIN|AUTHENTICATE)/.test(line)) return `${tag} NO [AUTHENTICATIONFAILED] ${line}\r\n`;
    return read(command);
  });
  return {
    imap,
    fail: () => {
      isFailing = true;
    },
  };
}

async function startMailbox(): Promise<SecretServer> {
  const { imap, fail } = await startImap();
  const password = 'very-secret-password';
  const connection = { host: '127.0.0.1', port: imap.port, tls: 'none', user: USER, password } as const;
  return {
    type: mailboxSource({ connections: { office: connection }, allowed: AllowList.nothing, maxBytes: LIMIT }),
    settings: { connection: 'office' },
    fail,
    secrets: () => [password, toBase64(`\0${USER}\0${password}`)],
    close: () => imap.close(),
  };
}

async function startOwnMailbox(): Promise<SecretServer> {
  const { imap, fail } = await startImap();
  const consents = await MailConsents.start(imap.port);
  const email = 'anna@gmail.example';
  await consents.connect(7, 'gmail', email);
  return {
    type: mailboxSource({ connections: {}, allowed: AllowList.nothing, users: consents.users, maxBytes: LIMIT }),
    settings: { credential: 7 },
    fail,
    secrets: () => [
      consents.google.client.clientSecret,
      ...consents.issued.flatMap((token) => [token, toBase64(`user=${email}\x01auth=Bearer ${token}\x01\x01`)]),
    ],
    close: () => Promise.all([imap.close(), consents.close()]),
  };
}

const SERVERS: readonly (readonly [name: string, type: string, start: () => Promise<SecretServer>])[] = [
  ['an S3 service', 's3', startS3],
  ['a WebDAV server', 'webdav', startWebdav],
  ['an SFTP server that takes the password', 'sftp', () => startSftp(false)],
  ['an SFTP server that takes the private key', 'sftp', () => startSftp(true)],
  ['a mail server that takes the password', 'mailbox', startMailbox],
  ['a mail server that takes access tokens', 'mailbox', startOwnMailbox],
];

describe('the secrets of connections', () => {
  let nats: TestNats;
  let spans: RecordedSpans;
  beforeAll(async () => {
    spans = recordSpans();
    nats = await startNats();
  });
  afterAll(async () => {
    await nats.stop();
    await spans.end();
  });

  it.each(SERVERS)('are in no log, span or answer, whether or not a source can be read from %s', async (_, type, start) => {
    spans.clear();
    const server = await start();
    const observed = await ObservedSources.start(nats.url, { [type]: server.type });
    try {
      const source: SourceConfig = { type, settings: server.settings, brings: type === 'mailbox' ? 'document' : 'recording' };
      const listed = await observed.list(source);
      const [item] = 'result' in listed ? listed.result.entries : [];
      const id = item?.kind === 'item' ? item.external_id : '';
      const taken = await observed.take(source, id);
      const passed = await observed.test(source);
      server.fail();
      const failed = [await observed.list(source), await observed.take(source, id)];
      const refused = await observed.test(source);

      const { lines, answers } = observed;
      const seen = `${lines.join('')}${answers.join('\n')}${spans.contents()}`;
      expect(server.secrets().length).toBeGreaterThan(0);
      for (const secret of server.secrets()) expect(seen).not.toContain(secret);
      expect(lines.length).toBeGreaterThan(0);
      expect(taken).toMatchObject({ result: { state: 'stored' } });
      expect(passed.items.map(({ result }) => result)).not.toContain('wrong');
      for (const reply of failed) expect(reply).toHaveProperty('error');
      expect(refused.items.map(({ result }) => result)).toContain('wrong');
    } finally {
      await observed.close();
      await server.close();
    }
  });
});
