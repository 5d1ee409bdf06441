import { randomBytes } from 'node:crypto';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { OutputConfig } from '@throughline/contracts';
import { failpointMarks } from '@throughline/service-kit/failpoints';
import type { NatsUser } from '#src/nats/nats-users.js';
import { ensureStreams } from '#src/nats/streams.js';
import { freePort } from '#src/processes/ports.js';
import { programOf } from '#src/services/services.js';
import { DEMO_OUTPUTS } from '#src/simulation/simulation.js';
import { freshCopy } from './database-copies.js';
import { testConfig, testContext, testProjectRoot } from './config.js';
import { mediaTools } from './media.js';
import { startNats, type NatsLogin, type TestNats } from './nats.js';
import { startOwnPostgres, type OwnPostgres } from './postgres.js';
import { ServiceProcess } from './service-process.js';
import { createTestTables } from './test-tables.js';
import { tempDir } from './until.js';

export const SERVICES = ['gateway', 'ingest', 'processing', 'upload', 'status-projector', 'search'] as const;
export type ServiceName = (typeof SERVICES)[number];

export interface SystemOptions {
  /** Added to the environment of a service's first instance, e.g. its failpoints. */
  readonly env?: Partial<Record<ServiceName, NodeJS.ProcessEnv>>;
  /** Default: one instance of each service. */
  readonly instances?: Partial<Record<ServiceName, number>>;
  /** Services with a further instance, which the test starts. */
  readonly spares?: readonly ServiceName[];
  readonly leaseTermMs?: number;
  readonly ackWaitMs?: number;
  readonly simulation?: boolean;
  /** Outputs of the gateway. Default: `library`, and with simulation one simulated output of each class. */
  readonly outputs?: readonly OutputConfig[];
  /** Part of a run configuration that all runs use by default. */
  readonly runDefaults?: object;
  /** Start a separate PostgreSQL that the test may stop. Default: a database on the run's server. */
  readonly ownPostgres?: boolean;
  /** The services know the public address, which the links of mails need. */
  readonly isPublic?: boolean;
}

/** The whole product on its own ports: real broker, real database and all services. */
export interface System {
  readonly url: string;
  readonly token: string;
  readonly outputDir: string;
  /** The folder that users may import from, under the name `inbox`. */
  readonly inboxDir: string;
  readonly artifactsDir: string;
  readonly simulationDir: string;
  readonly databaseUrl: string;
  readonly masterKey: string;
  readonly nats: TestNats;
  readonly postgres: OwnPostgres | undefined;
  service(name: ServiceName, instance?: number): ServiceProcess;
  natsLogin(user: NatsUser): NatsLogin;
  /** Lets failpoints of the services' environments fire once more. */
  arm(failpoints: string): Promise<void>;
  /** Lets failpoints of the services' environments rest until they are armed. */
  disarm(failpoints: string): Promise<void>;
  close(): Promise<void>;
}

const passwordOf = (nats: TestNats, user: NatsUser): string => nats.passwords?.[user] ?? '';
const userOf = (service: ServiceName): NatsUser => (service === 'status-projector' ? 'projector' : service);

async function settingsOf(options: SystemOptions, folder: string, simulationDir: string): Promise<NodeJS.ProcessEnv> {
  const { simulation = false, runDefaults } = options;
  const outputs = options.outputs ?? (simulation ? DEMO_OUTPUTS : undefined);
  const outputsFile = join(folder, 'outputs.json');
  if (outputs !== undefined) await writeFile(outputsFile, JSON.stringify(outputs));
  return {
    ...(simulation ? { TL_SIMULATION: 'on', TL_SIMULATION_DIR: simulationDir } : {}),
    ...(outputs === undefined ? {} : { TL_OUTPUTS_FILE: outputsFile }),
    ...(runDefaults === undefined ? {} : { TL_RUN_DEFAULTS: JSON.stringify(runDefaults) }),
  };
}

/** Copies the services' logs to the reports of the run: they explain tests that fail occasionally. */
async function keepLogs(folder: string): Promise<void> {
  // Tools outside of the tests start systems too.
  const { expect: matchers } = globalThis as { readonly expect?: typeof expect };
  const spec = basename(matchers?.getState().testPath ?? 'no-spec', '.ts');
  const target = join(testConfig().dataDir, 'test-reports/logs', `${spec} ${basename(folder)}`);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.log'));
  await mkdir(target, { recursive: true });
  await Promise.all(names.map((name) => copyFile(join(folder, name), join(target, name))));
}

const countStarted = ({ instances }: SystemOptions, app: ServiceName): number => instances?.[app] ?? 1;
const countSpares = ({ spares }: SystemOptions, app: ServiceName): number => (spares?.includes(app) === true ? 1 : 0);

const failpointsIn = (folder: string): Pick<System, 'arm' | 'disarm'> => ({
  arm: async (failpoints) => {
    for (const mark of failpointMarks(failpoints)) await rm(join(folder, mark), { force: true });
  },
  disarm: async (failpoints) => {
    for (const mark of failpointMarks(failpoints)) await writeFile(join(folder, mark), '');
  },
});

export async function startSystem(options: SystemOptions = {}): Promise<System> {
  const folder = await tempDir('tl-system-');
  const [nats, postgres] = await Promise.all([
    startNats({ plain: false }),
    options.ownPostgres === true ? startOwnPostgres() : undefined,
  ]);
  const [database] = await Promise.all([
    freshCopy('projection', createTestTables, postgres),
    ensureStreams(nats.url, passwordOf(nats, 'admin')),
  ]);
  const outputDir = join(folder.path, 'library');
  const inboxDir = join(folder.path, 'inbox');
  const artifactsDir = join(folder.path, 'artifacts');
  const failpointDir = join(folder.path, 'failpoints');
  const simulationDir = join(folder.path, 'simulation');
  const folders = [outputDir, inboxDir, artifactsDir, failpointDir, simulationDir];
  await Promise.all(folders.map((dir) => mkdir(dir, { recursive: true })));
  const token = `tl_${randomBytes(24).toString('hex')}`;
  const masterKey = randomBytes(32).toString('hex');
  const base: NodeJS.ProcessEnv = {
    ...testContext().env,
    TL_NATS_URL: nats.url,
    TL_POSTGRES_URL: database.url,
    TL_MASTER_KEY: masterKey,
    TL_ARTIFACTS_DIR: artifactsDir,
    TL_OUTPUT_FOLDERS: JSON.stringify({ library: outputDir }),
    TL_SOURCE_FOLDERS: JSON.stringify({ inbox: inboxDir }),
    TL_MEDIA_TOOLS: JSON.stringify(await mediaTools()),
    TL_BOOTSTRAP_TOKEN: token,
    TL_LEASE_TERM_MS: String(options.leaseTermMs ?? 2_000),
    TL_ACK_WAIT_MS: String(options.ackWaitMs ?? 1_500),
    // A busy machine answers later than users would accept.
    TL_READ_DEADLINE_MS: '30000',
    TL_FAILPOINT_DIR: failpointDir,
    TL_LOG_LEVEL: 'info',
    ...(await settingsOf(options, folder.path, simulationDir)),
  };
  const services = new Map<string, ServiceProcess>();
  for (const app of SERVICES) {
    const all = countStarted(options, app) + countSpares(options, app);
    for (let instance = 0; instance < all; instance += 1) {
      const name = `${app}-${String(instance)}`;
      const env = { ...base, TL_NATS_USER: userOf(app), TL_NATS_PASSWORD: passwordOf(nats, userOf(app)) };
      services.set(
        name,
        new ServiceProcess({
          app: basename(programOf(app).app),
          main: programOf(app).main,
          name,
          projectRoot: testProjectRoot(),
          folder: folder.path,
          port: await freePort(),
          env,
          keepAlive: true,
        }),
      );
    }
  }
  const service = (name: ServiceName, instance = 0): ServiceProcess => {
    const found = services.get(`${name}-${String(instance)}`);
    if (found === undefined) throw new Error(`${name} ${String(instance)} is not part of this system`);
    return found;
  };
  const publicUrl = options.isPublic === true ? { TL_PUBLIC_URL: service('gateway').url } : {};
  await Promise.all(
    SERVICES.map(async (app) => {
      for (let instance = 0; instance < countStarted(options, app); instance += 1) {
        await service(app, instance).start(instance === 0 ? { ...publicUrl, ...options.env?.[app] } : {});
      }
    }),
  );
  return {
    url: service('gateway').url,
    token,
    outputDir,
    inboxDir,
    artifactsDir,
    simulationDir,
    databaseUrl: database.url,
    masterKey,
    nats,
    postgres,
    service,
    natsLogin: (user) => nats.login(user),
    ...failpointsIn(failpointDir),
    close: async () => {
      await Promise.all([...services.values()].map((one) => one.kill()));
      await database.drop().catch(() => undefined);
      await postgres?.stop();
      await nats.stop();
      await keepLogs(folder.path);
      await folder.remove();
    },
  };
}
