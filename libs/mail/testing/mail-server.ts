import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createSelfSignedIdentity, type Identity } from '@throughline/outgoing/testing';
import { SMTPServer } from 'smtp-server';
import type { MailConnection } from '#src/connections.js';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

type Refusal = Readonly<Record<string, number>>;

export interface MailServerOptions {
  readonly tls?: 'implicit' | 'starttls' | 'none';
  /** Bytes. */
  readonly maxSize?: number;
  /** Reply codes for recipients that are refused. */
  readonly refused?: Refusal;
  /** Returns the reply code to refuse a message with, or `undefined` to take it. */
  readonly judge?: (mail: ReceivedMail) => number | undefined;
  readonly signIn?: () => number | undefined;
}

export interface MailServer {
  readonly connection: MailConnection;
  readonly taken: ReceivedMail[];
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

export const MAIL_PASSWORD = 'very-secret';
let identity: Promise<Identity> | undefined;

const refusal = (responseCode: number): Error => Object.assign(new Error(`Your password is ${MAIL_PASSWORD}`), { responseCode });

/** Starts a mail server that takes mail for every recipient, and relays nothing. */
export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
  const { tls = 'implicit', maxSize = 30_000_000, refused = {}, judge, signIn } = options;
  const { key, cert } = await (identity ??= createSelfSignedIdentity('localhost'));
  const taken: ReceivedMail[] = [];
  const server = new SMTPServer({
    key,
    cert,
    secure: tls === 'implicit',
    ...(tls === 'none' ? { disabledCommands: ['STARTTLS'], allowInsecureAuth: true } : {}),
    size: maxSize,
    logger: false,
    disableReverseLookup: true,
    onAuth: ({ username, password }, _session, done) => {
      const code = signIn?.() ?? (username === 'anna' && password === MAIL_PASSWORD ? undefined : 535);
      if (code === undefined) done(null, { user: username });
      else done(refusal(code));
    },
    onRcptTo: ({ address }, _session, done) => {
      const code = refused[address];
      if (code === undefined) done();
      else done(refusal(code));
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        const mail = { from, to: envelope.rcptTo.map(({ address }) => address), raw: Buffer.concat(chunks).toString() };
        const code = stream.sizeExceeded ? 552 : judge?.(mail);
        if (code !== undefined) {
          done(refusal(code));
          return;
        }
        taken.push(mail);
        done(null, 'queued');
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const connection = { host: 'localhost', port, tls, user: 'anna', password: MAIL_PASSWORD, from: 'tl@example.org', ca: cert };
  return {
    connection,
    taken,
    connections: () => server.connections.size,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
      }),
  };
}
