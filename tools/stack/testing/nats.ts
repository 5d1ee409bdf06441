import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inboxPrefix } from '@throughline/contracts';
import { testDepth } from '@throughline/contracts/testing';
import { plainNatsConfig, natsConfig, type NatsPasswords } from '#src/nats/nats-config.js';
import { newNatsPasswords } from '#src/nats/nats-passwords.js';
import type { NatsSender } from '#src/nats/nats-senders.js';
import { senderUser, type NatsUser } from '#src/nats/nats-users.js';
import { startNatsServer, type NatsServer } from '#src/nats/nats-process.js';
import { freePort } from '#src/processes/ports.js';
import { fromDebian, provisionNatsServer } from '#src/provision/nats-server.js';
import { isRefusal } from '#src/provision/probe-tool.js';
import { compareVersions, parseVersion } from '#src/provision/version.js';
import type { Tool } from '#src/provision/tool.js';
import { testContext } from './config.js';
import { tieToThisProcess } from './lifeline.js';
import { tempDir } from './until.js';

export type NatsVersion = 'oldest' | 'newest';

export interface NatsServerVersion {
  readonly name: NatsVersion;
  readonly version: string;
}

type NatsTool = Tool<'nats-server'>;

/** Returns every available server, the oldest first: the product's own and, on Debian, those of two suites. */
async function findTools(): Promise<NatsTool[]> {
  const context = testContext();
  const found: NatsTool[] = [await provisionNatsServer(context)];
  for (const suite of ['trixie', 'sid'] as const) {
    const tool = await fromDebian(context, [suite]);
    if (!isRefusal(tool)) found.push(tool);
  }
  const rank = (tool: NatsTool): readonly [number, number, number] => parseVersion(tool.version) ?? [0, 0, 0];
  return found.sort((a, b) => compareVersions(rank(a), rank(b)));
}

let tools: Promise<NatsTool[]> | undefined;
const findToolsOnce = (): Promise<NatsTool[]> => (tools ??= findTools());

/** Returns the oldest and the newest version, or one if only one is available. */
export async function allNatsServers(): Promise<NatsServerVersion[]> {
  const all = await findToolsOnce();
  const [oldest, newest] = [all[0], all.at(-1)];
  if (!oldest || !newest) return [];
  const newestEntry = { name: 'newest', version: newest.version } as const;
  return oldest.version === newest.version ? [newestEntry] : [{ name: 'oldest', version: oldest.version }, newestEntry];
}

/** Returns the rows for `describe.each`: the newest version, and at full depth the oldest too. */
export async function natsServers(): Promise<NatsServerVersion[]> {
  const all = await allNatsServers();
  return testDepth.isFull ? all : all.slice(-1);
}

async function toolFor(version: NatsVersion): Promise<NatsTool> {
  const all = await findToolsOnce();
  const tool = version === 'oldest' ? all[0] : all.at(-1);
  if (!tool) throw new Error('no nats-server can be had');
  return tool;
}

export interface StartNatsOptions {
  readonly version?: NatsVersion;
  /** A given folder is kept after `stop`. Default: a temporary folder. */
  readonly storeDir?: string;
  readonly port?: number;
  /** Default in tests: no users and passwords. `false`: the product's users and permissions. */
  readonly plain?: boolean;
  /** Other systems that send events, on a server with users. */
  readonly senders?: readonly NatsSender[];
  /** Only for a plain server. Default: `always`. */
  readonly syncInterval?: string;
}

export interface NatsLogin {
  readonly servers: string;
  readonly user: string;
  readonly pass: string;
  readonly inboxPrefix: string;
}

export interface TestNats {
  readonly url: string;
  readonly port: number;
  readonly storeDir: string;
  readonly version: string;
  /** Passwords of the server's users; undefined on a plain server. */
  readonly passwords: NatsPasswords | undefined;
  /** Returns the options to connect as one of the server's users, as a service does. */
  login(user: NatsUser): NatsLogin;
  loginOf(sender: NatsSender): NatsLogin;
  readonly pid: number;
  stop(): Promise<void>;
  /** Sends SIGKILL. The store stays, and `restart` continues with it. */
  kill(): Promise<void>;
  /** Starts again on the same port and store; stops a running server first. */
  restart(): Promise<void>;
}

export async function startNats(options: StartNatsOptions = {}): Promise<TestNats> {
  const tool = await toolFor(options.version ?? 'newest');
  const folder = await tempDir('tl-nats-');
  const storeDir = options.storeDir ?? join(folder.path, 'store');
  const port = options.port ?? (await freePort());
  const passwords = options.plain === false ? newNatsPasswords() : undefined;
  const sync = options.syncInterval === undefined ? {} : { syncInterval: options.syncInterval };
  await mkdir(storeDir, { recursive: true });
  const start = (): Promise<RunningServer> =>
    launch({
      tool,
      folder: folder.path,
      config: passwords
        ? natsConfig({ port, storeDir, passwords, senders: options.senders ?? [] })
        : plainNatsConfig({ port, storeDir, ...sync }),
      port,
      ...(passwords ? { login: { user: 'admin', pass: passwords.admin } } : {}),
    });
  let running = await start();
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    await running.server.child.stop({ signal });
    running.lifeline.cut();
  };
  return {
    url: running.server.url,
    port,
    storeDir,
    version: tool.version,
    passwords,
    login: (user) => ({ servers: running.server.url, user, pass: passwords?.[user] ?? '', inboxPrefix: inboxPrefix(user) }),
    loginOf: ({ name, password }) => {
      const user = senderUser(name);
      return { servers: running.server.url, user, pass: password, inboxPrefix: inboxPrefix(user) };
    },
    get pid() {
      return running.server.child.pid;
    },
    stop: async () => {
      await end('SIGTERM');
      await folder.remove();
    },
    kill: () => end('SIGKILL'),
    restart: async () => {
      await end('SIGTERM');
      running = await start();
    },
  };
}

interface RunningServer {
  readonly server: NatsServer;
  readonly lifeline: { cut(): void };
}

interface LaunchRequest {
  readonly tool: NatsTool;
  readonly folder: string;
  readonly config: string;
  readonly port: number;
  readonly login?: { readonly user: string; readonly pass: string };
}

async function launch(options: LaunchRequest): Promise<RunningServer> {
  const server = await startNatsServer({ ...options, logFile: join(options.folder, 'nats.log'), env: testContext().env });
  return { server, lifeline: tieToThisProcess(server.child.pid) };
}
