import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { startNatsServer } from '#src/nats/nats-process.js';
import type { Child } from '#src/processes/child.js';
import { freePort } from '#src/processes/ports.js';
import { runCommand } from '#src/processes/run-command.js';
import { provisionNatsServer } from '#src/provision/nats-server.js';
import { testContext, testProjectRoot } from './config.js';
import { tieToThisProcess } from './lifeline.js';
import { tempDir } from './until.js';

export interface DeploymentSecrets {
  readonly folder: string;
  readonly nats: Readonly<Record<string, string>>;
  readonly natsRoute: string;
  readonly bootstrapToken: string;
  readonly masterKey: string;
  readonly postgres: Readonly<Record<string, string>>;
}

export async function createDeploymentSecrets(folder: string, args: readonly string[] = []): Promise<DeploymentSecrets> {
  const script = join(testProjectRoot(), 'tools/compose/secrets.mjs');
  await runCommand(process.execPath, [script, '--to', folder, ...args]);
  return { ...(JSON.parse(await readFile(join(folder, 'secrets.json'), 'utf8')) as Omit<DeploymentSecrets, 'folder'>), folder };
}

export interface DeployedNatsServers {
  /** Addresses separated by commas, as services receive them. */
  readonly url: string;
  readonly urls: readonly string[];
  readonly routePorts: readonly number[];
  readonly secrets: DeploymentSecrets;
  kill(index: number): Promise<void>;
  stop(): Promise<void>;
}

interface ClusterMember {
  readonly client: number;
  readonly monitor: number;
  readonly route: number;
}

const findPorts = async (): Promise<ClusterMember> => ({
  client: await freePort(),
  monitor: await freePort(),
  route: await freePort(),
});

/** Replaces the addresses and folders of a committed configuration. Everything else is as in a container. */
const useLocalAddresses = (text: string, own: ClusterMember, root: string): string =>
  text
    .replace('0.0.0.0:4222', `127.0.0.1:${String(own.client)}`)
    .replace('0.0.0.0:8222', `127.0.0.1:${String(own.monitor)}`)
    .replace('0.0.0.0:6222', `127.0.0.1:${String(own.route)}`)
    .replace('"/data/jetstream"', JSON.stringify(join(root, 'data/jetstream')));

const useLocalRoutes = (routes: string, members: readonly ClusterMember[]): string =>
  members.reduce(
    (text, { route }, index) => text.replace(`nats-${String(index)}.nats-servers:6222`, `127.0.0.1:${String(route)}`),
    routes,
  );

interface SecretList {
  readonly items: readonly {
    readonly metadata: { readonly name: string };
    readonly stringData: Readonly<Record<string, string>>;
  }[];
}

export async function createKubernetesSecrets(
  folder: string,
): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> {
  const script = join(testProjectRoot(), 'tools/compose/secrets.mjs');
  const stdout = await runCommand(process.execPath, [script, '--to', folder, '--kubernetes']);
  const { items } = JSON.parse(stdout) as SecretList;
  return Object.fromEntries(items.map(({ metadata, stringData }) => [metadata.name, stringData]));
}

const places = {
  'compose/nats.conf': { config: 'etc/nats', passwords: 'run/secrets/nats_passwords' },
  'k8s/overlays/dev/nats.conf': { config: 'etc/throughline/nats', passwords: 'etc/throughline/secrets/nats-passwords.conf' },
  'k8s/overlays/cluster/nats.conf': { config: 'etc/throughline/nats', passwords: 'etc/throughline/secrets/nats-passwords.conf' },
} as const;

export interface DeployedNatsOptions {
  readonly secretsArgs?: readonly string[];
}

/** Starts real servers on a configuration of the repository, one process for each member. */
export async function startDeployedNats(
  file: keyof typeof places,
  options: DeployedNatsOptions = {},
): Promise<DeployedNatsServers> {
  const folder = await tempDir('tl-deployed-nats-');
  const secrets = await createDeploymentSecrets(join(folder.path, 'secrets'), options.secretsArgs);
  const text = await readFile(join(testProjectRoot(), file), 'utf8');
  const count = text.includes('cluster {') ? 3 : 1;
  const members: ClusterMember[] = [];
  while (members.length < count) members.push(await findPorts());
  const routes = useLocalRoutes((await createKubernetesSecrets(secrets.folder))['nats']?.['nats-routes.conf'] ?? '', members);
  const tool = await provisionNatsServer(testContext());
  const children = await Promise.all(
    members.map(async (member, index): Promise<Child> => {
      const root = join(folder.path, `server-${String(index)}`);
      const passwords = join(root, places[file].passwords);
      await mkdir(dirname(passwords), { recursive: true });
      await writeFile(passwords, await readFile(join(secrets.folder, 'nats_passwords')));
      await writeFile(join(dirname(passwords), 'nats-routes.conf'), routes);
      const server = await startNatsServer({
        tool,
        config: useLocalAddresses(text, member, root),
        port: member.client,
        folder: join(root, places[file].config),
        logFile: join(root, 'nats.log'),
        env: { ...testContext().env, TL_NATS_SERVER_NAME: `nats-${String(index)}` },
        login: { user: 'admin', pass: secrets.nats['admin'] ?? '' },
      });
      return server.child;
    }),
  );
  const lifelines = children.map(({ pid }) => tieToThisProcess(pid));
  const urls = members.map(({ client }) => `nats://127.0.0.1:${String(client)}`);
  return {
    url: urls.join(','),
    urls,
    routePorts: members.map(({ route }) => route),
    secrets,
    kill: async (index) => {
      await children[index]?.stop({ signal: 'SIGKILL' });
    },
    stop: async () => {
      await Promise.all(children.map((child) => child.stop({ signal: 'SIGTERM' })));
      for (const lifeline of lifelines) lifeline.cut();
      await folder.remove();
    },
  };
}
