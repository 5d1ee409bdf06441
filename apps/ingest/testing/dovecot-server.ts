import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import { promisify } from 'node:util';
import type { Dovecot } from '@throughline/stack/testing';

export interface DovecotOptions {
  readonly dovecot: Dovecot;
  /** An empty folder that every user can enter. */
  readonly folder: string;
  readonly tls?: 'implicit' | 'starttls';
  /** Accepts access tokens (XOAUTH2) instead of passwords: returns the user of a token. */
  readonly introspect?: (token: string) => string | undefined;
}

interface Identity {
  readonly key: string;
  readonly cert: string;
}

/** Dovecot serves nobody as root. */
const NOBODY = { name: 'nobody', group: 'nogroup', uid: 65_534, gid: 65_534 };

async function configOf(folder: string): Promise<string> {
  const { uid, gid, username: name } = userInfo();
  const group = uid === 0 ? '' : (await promisify(execFile)('id', ['-gn'])).stdout.trim();
  const user = uid === 0 ? NOBODY : { name, group, uid, gid };
  return `
base_dir = ${folder}/base
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
ssl = no
mail_location = mdbox:~/mail
stats_writer_socket_path =
default_login_user = ${user.name}
default_internal_user = ${user.name}
default_internal_group = ${user.group}
first_valid_uid = ${String(user.uid)}
first_valid_gid = ${String(user.gid)}
mail_uid = ${String(user.uid)}
mail_gid = ${String(user.gid)}
`;
}

async function createIdentity(folder: string): Promise<Identity> {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  await promisify(execFile)('openssl', ['req', ...kind, '-keyout', key, '-out', cert, ...subject]);
  return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
}

/**
 * Dovecot, as a service of inetd would run it: this server accepts the connections, the encryption and the password, and starts
 * one `imap` for each user who signs in. So it needs neither root nor an installation. Each user has an own empty mailbox.
 */
export class DovecotServer {
  static readonly password = 'very-secret-password';
  /** The passwords that were sent. */
  signIns = 0;
  readonly #sockets = new Set<Socket>();
  readonly #children = new Set<ChildProcess>();

  private constructor(
    private readonly options: DovecotOptions,
    private readonly server: Server,
    private readonly identity: Identity | undefined,
  ) {
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
      if (options.tls === 'implicit') this.#greet(this.#encrypt(socket));
      else this.#greet(socket);
    });
  }

  static async start(options: DovecotOptions): Promise<DovecotServer> {
    const { folder, tls } = options;
    await chmod(folder, 0o777);
    await writeFile(join(folder, 'dovecot.conf'), await configOf(folder));
    const identity = tls === undefined ? undefined : await createIdentity(folder);
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new DovecotServer(options, server, identity);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The certificate. */
  get ca(): string {
    return this.identity?.cert ?? '';
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    const ended = [...this.#children].map((child) => once(child, 'exit'));
    for (const child of this.#children) child.stdin?.end();
    this.server.close();
    await Promise.all([once(this.server, 'close'), ...ended]);
  }

  #encrypt(socket: Duplex): TLSSocket {
    const { key, cert } = this.identity ?? { key: '', cert: '' };
    const secure = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext({ key, cert }) });
    return secure.on('error', () => undefined);
  }

  #greet(socket: Socket, isSecure = this.options.tls === 'implicit'): void {
    const { tls, introspect } = this.options;
    const mechanism = introspect === undefined ? 'AUTH=PLAIN' : 'AUTH=XOAUTH2';
    const offers = tls === 'starttls' && !isSecure ? 'STARTTLS LOGINDISABLED' : mechanism;
    if (!(isSecure && this.options.tls === 'starttls')) socket.write(`* OK [CAPABILITY IMAP4rev1 ${offers}] ready\r\n`);
    const lines = createInterface({ input: socket }).on('error', () => undefined);
    const say = (...texts: readonly string[]): void => void socket.write(texts.map((one) => `${one}\r\n`).join(''));
    let signsIn: string | undefined;
    lines.on('line', (line) => {
      const [tag = '', command = ''] = line.split(' ');
      if (signsIn !== undefined) {
        const user = this.#userOf(Buffer.from(line, 'base64').toString());
        if (user !== undefined) {
          lines.close();
          void this.#serve(socket, { tag: signsIn, user });
        } else if (introspect !== undefined && line !== '') {
          say(`+ ${Buffer.from('{"status":"401","schemes":"bearer"}').toString('base64')}`);
          return;
        } else say(`${signsIn} NO [AUTHENTICATIONFAILED] Authentication failed.`);
        signsIn = undefined;
      } else if (command === 'AUTHENTICATE') {
        signsIn = tag;
        this.signIns += 1;
        say('+ ');
      } else if (command === 'CAPABILITY') say(`* CAPABILITY IMAP4rev1 ${offers}`, `${tag} OK done`);
      else if (command === 'STARTTLS') {
        lines.close();
        say(`${tag} OK begin`);
        this.#greet(this.#encrypt(socket), true);
      } else say(`${tag} BAD not signed in`);
    });
  }

  /** Returns the user who may sign in with the answer of PLAIN (RFC 4616) or XOAUTH2. */
  #userOf(answer: string): string | undefined {
    const { introspect } = this.options;
    if (introspect === undefined) {
      const [, user = '', password] = answer.split('\0');
      return password === DovecotServer.password ? user : undefined;
    }
    const fields = answer.replaceAll('\x01', '\n');
    const [, user, token] = /^user=(.+)\nauth=Bearer (.+)\n\n$/.exec(fields) ?? [];
    return token !== undefined && introspect(token) === user ? user : undefined;
  }

  async #serve(socket: Socket, { tag, user }: { readonly tag: string; readonly user: string }): Promise<void> {
    const { dovecot, folder } = this.options;
    const home = join(folder, encodeURIComponent(user));
    await mkdir(home, { recursive: true });
    await chmod(home, 0o777);
    const settings = ['-f', 'service=imap', '-f', 'protocol=imap', '-m', 'imap', '-c', join(folder, 'dovecot.conf'), '-p'];
    // Run by root, the program refuses sockets, which Node uses as the pipes of a child.
    const child = spawn('sh', ['-c', 'cat | "$@" | cat', 'imap', dovecot.doveconf, ...settings, '-e', dovecot.imap], {
      env: { ...dovecot.env, PATH: '/usr/bin:/bin', USER: user, HOME: home },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    this.#children.add(child);
    child.on('exit', () => {
      this.#children.delete(child);
      socket.destroy();
    });
    child.stdin.on('error', () => undefined);
    // The greeting says that the user has signed in already.
    const [greeting] = (await once(child.stdout, 'data')) as [Buffer];
    const end = greeting.indexOf('\n') + 1;
    socket.write(`${tag} OK Logged in\r\n${greeting.subarray(end).toString('latin1')}`);
    child.stdout.pipe(socket);
    socket.pipe(child.stdin);
    socket.resume();
    socket.on('close', () => child.stdin.end());
  }
}
