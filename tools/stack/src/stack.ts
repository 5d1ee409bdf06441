import { readBrokerProblem } from '@throughline/messaging';
import { provisionContext, type StackConfig } from './config.js';
import { DataFolder } from './data-folder/data-folder.js';
import { acquireLock, type Lock } from './data-folder/lock.js';
import { loadSecrets, type Secrets } from './data-folder/secrets.js';
import {
  clearLeftoverServers,
  readExistingMajor,
  NATS_UNIT,
  natsUnit,
  postgresUnit,
  type NatsPorts,
  type ServerContext,
} from './infrastructure.js';
import { forgetInstallation, monitorUrl, recordInstallation, type Ports } from './installation/record.js';
import { watchBroker } from './nats/broker-watch.js';
import { ensureStreams } from './nats/streams.js';
import { OWNER_ROLE, PROJECTOR_ROLE, ensureDatabase, roleUrl } from './postgres/database.js';
import { postgresUrl } from './postgres/postgres-process.js';
import { messageOf, problemKind, StackProblem } from './problem.js';
import { ChildRecord } from './data-folder/child-record.js';
import { choosePort, freePort } from './processes/ports.js';
import { prepareSimulation, type Simulation } from './simulation/simulation.js';
import { Supervisor } from './processes/supervisor.js';
import { provisionAll, type Tools } from './provision/provision.js';
import { modelFetcher } from './models/background-fetch.js';
import { serviceUnit, waitForServices, type ProgramFolder } from './services/service-unit.js';
import { migrateTables } from './services/migrate-tables.js';
import { rebuildTables } from './services/rebuild-tables.js';
import { findUnused, rebuildEnvironment, SERVICE_NAMES, services, type ServiceSettings } from './services/services.js';
import { findLogChange, logRestoredProblem } from './log-continuity.js';

export interface StackOptions {
  readonly say: (message: string) => void;
  /** Accept a log that was restored from an older copy. */
  readonly acceptLog?: boolean;
  readonly simulate?: boolean;
  /** Default: `bundle`. */
  readonly programs?: ProgramFolder;
  /** Gets the time of each step of the start, in milliseconds. */
  readonly took?: (step: 'programs' | 'services', ms: number) => void;
  readonly signal: AbortSignal;
}

type StackPorts = Ports & NatsPorts;

const STILL_FETCHING_MS = 15_000;

// In bytes. A database cluster takes about 40 MB, a segment of its log 16 MB.
const NOTHING_LEFT = 64 * 1024 * 1024;

/** Two servers and all services as child processes on one machine. */
export class Stack {
  private lock: Lock | undefined;
  private simulation: Simulation | undefined;
  private readonly watching = new AbortController();
  private readonly record: ChildRecord;
  private readonly supervisor: Supervisor;
  readonly data: DataFolder;

  constructor(
    private readonly config: StackConfig,
    private readonly options: StackOptions,
  ) {
    this.data = new DataFolder(config.dataDir);
    this.record = new ChildRecord(this.data);
    this.supervisor = new Supervisor({ say: options.say, started: (name, pid) => this.record.add(name, pid) });
  }

  /** Starts everything until the gateway answers. A failed or aborted start leaves nothing running. */
  async start(): Promise<RunningStack> {
    try {
      return await this.startAll();
    } catch (error) {
      await this.stop();
      throw await this.explained(error);
    }
  }

  /** Explains a full disk: every program reports it in its own words. */
  private async explained(error: unknown): Promise<unknown> {
    const free = await this.data.freeBytes().catch(() => undefined);
    if (free === undefined || free > NOTHING_LEFT || problemKind(error) === 'disk-full') return error;
    const message = `the disk of ${this.data.path} is full: free some space there and start again\n${messageOf(error)}`;
    return new StackProblem('disk-full', message, { cause: error });
  }

  async stop(): Promise<void> {
    this.watching.abort();
    await this.supervisor.stopAll();
    if (!this.lock) return;
    await this.record.clear();
    await this.lock.release();
    this.lock = undefined;
  }

  kill(): void {
    this.watching.abort();
    this.supervisor.killAll();
  }

  restart(service: string): Promise<void> {
    return this.supervisor.restart(service);
  }

  pidOf(name: string): number | undefined {
    return this.supervisor.pidOf(name);
  }

  get isStarted(): boolean {
    return this.supervisor.isUsed;
  }

  private async startAll(): Promise<RunningStack> {
    const { config, data, record } = this;
    const { say, signal } = this.options;
    await data.create();
    this.lock = await acquireLock(data.lock());
    await forgetInstallation(data);
    const stopped = await record.endLeftovers();
    if (stopped.length > 0) say(`stopped processes that an earlier start left running: ${stopped.join(', ')}`);
    const warning = await data.spaceWarning();
    if (warning) say(warning);
    const secrets = await loadSecrets(data);
    const setting: ServerContext = { config, data, secrets, say };
    await clearLeftoverServers(setting);
    this.simulation = await this.simulationIfWanted();
    const tools = await this.provision(setting);
    const provisioned = performance.now();
    sayNotes(tools, say);
    signal.throwIfAborted();
    const ports = await this.choosePorts();
    say(`starting NATS ${tools.nats.version}, PostgreSQL ${tools.postgres.version} and ${SERVICE_NAMES.length} services`);
    await this.startServers(setting, tools, ports);
    await this.requireSameLog(secrets, ports);
    await recordInstallation(data, ports, tools);
    signal.throwIfAborted();
    await this.startServices(secrets, tools, ports);
    const url = `http://127.0.0.1:${ports.gateway}`;
    await waitForServices({ url, supervisor: this.supervisor, names: SERVICE_NAMES, data, signal });
    void this.watchBroker(ports.monitor);
    this.options.took?.('services', performance.now() - provisioned);
    await data.writeJson('cli.json', { url, token: secrets.bootstrapToken });
    return { url, token: secrets.bootstrapToken, tools, notice: this.simulation?.notice ?? [] };
  }

  private watchBroker(port: number): Promise<void> {
    return watchBroker({
      problem: () => readBrokerProblem(monitorUrl(port)),
      freeBytes: () => this.data.freeBytes(this.data.nats()),
      restart: () => this.supervisor.recycle(NATS_UNIT),
      say: this.options.say,
      signal: this.watching.signal,
    });
  }

  private async provision(setting: ServerContext): Promise<Tools> {
    const { say, signal, took } = this.options;
    const started = performance.now();
    let isFetching = false;
    const progress = (line: string): void => {
      isFetching = true;
      say(line);
    };
    const ticking = setInterval(() => {
      if (isFetching) say(`  still fetching programs, ${String(Math.round((performance.now() - started) / 1_000))} s`);
    }, STILL_FETCHING_MS);
    try {
      return await provisionAll(provisionContext(this.config, progress, signal), await readExistingMajor(setting));
    } finally {
      clearInterval(ticking);
      took?.('programs', performance.now() - started);
    }
  }

  private async simulationIfWanted(): Promise<Simulation | undefined> {
    const wanted = this.options.simulate === true || this.config.simulation;
    return wanted ? prepareSimulation(this.data, this.config.env) : undefined;
  }

  private async choosePorts(): Promise<StackPorts> {
    const { nats, postgres, gateway } = this.config.ports;
    const { say } = this.options;
    return {
      nats: await choosePort({ ...nats, what: 'NATS', variable: 'TL_NATS_PORT', say }),
      postgres: await choosePort({ ...postgres, what: 'PostgreSQL', variable: 'TL_POSTGRES_PORT', say }),
      gateway: await choosePort({ ...gateway, what: 'the API', variable: 'TL_GATEWAY_PORT', say }),
      monitor: await freePort(),
    };
  }

  private async startServers(setting: ServerContext, tools: Tools, ports: StackPorts): Promise<void> {
    const { secrets } = setting;
    const nats = async (): Promise<void> => {
      await this.supervisor.run(natsUnit(setting, tools.nats, ports));
      await ensureStreams(natsUrl(ports), secrets.nats.admin);
    };
    const postgres = async (): Promise<void> => {
      await this.supervisor.run(await postgresUnit(setting, tools.postgres, ports.postgres));
      const { notes } = await ensureDatabase(postgresUrl(ports.postgres, secrets.postgres.superuser), secrets.postgres);
      for (const note of notes) this.options.say(note);
      await migrateTables({
        projectRoot: this.config.projectRoot,
        programs: this.programs,
        env: this.config.env,
        ownerUrl: roleUrl(ports.postgres, OWNER_ROLE, secrets.postgres.projectionOwner),
        serviceRole: PROJECTOR_ROLE,
        signal: this.options.signal,
      });
    };
    // Wait for both even if one fails: whatever has started must be recorded, so that it can be stopped.
    const results = await Promise.allSettled([nats(), postgres()]);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async requireSameLog(secrets: Secrets, ports: StackPorts): Promise<void> {
    const { config, data } = this;
    const databaseUrl = roleUrl(ports.postgres, PROJECTOR_ROLE, secrets.postgres.projector);
    const change = await findLogChange({ natsUrl: natsUrl(ports), adminPassword: secrets.nats.admin, databaseUrl });
    if (change === undefined) return;
    if (this.options.acceptLog !== true) throw logRestoredProblem(change, data.path);
    this.options.say(`the event log has changed (${change}); rebuilding the tables from it`);
    await rebuildTables(
      config,
      rebuildEnvironment({ data, secrets, natsUrl: natsUrl(ports), postgresPort: ports.postgres }),
      this.options.signal,
    );
  }

  private async startServices(secrets: Secrets, tools: Tools, ports: StackPorts): Promise<void> {
    const { config, data } = this;
    const all = services(this.serviceSettings(secrets, tools, ports));
    const unused = findUnused(config.env, all);
    if (unused.length > 0) this.options.say(`not used, because this start brings its own: ${unused.join(', ')}`);
    for (const service of all) await this.supervisor.run(serviceUnit(config, data, service, this.programs));
  }

  private get programs(): ProgramFolder {
    return this.options.programs ?? 'bundle';
  }

  private serviceSettings(secrets: Secrets, media: Tools, ports: StackPorts): ServiceSettings {
    return {
      data: this.data,
      secrets,
      natsUrl: natsUrl(ports),
      natsMonitorUrl: monitorUrl(ports.monitor),
      postgresPort: ports.postgres,
      gatewayPort: ports.gateway,
      media,
      folders: this.config.folders,
      modelFetcher: modelFetcher(this.config.projectRoot, this.programs),
      simulation: this.simulation?.env ?? {},
    };
  }
}

export interface RunningStack {
  readonly url: string;
  readonly token: string;
  readonly tools: Tools;
  readonly notice: readonly string[];
}

const natsUrl = ({ nats }: Ports): string => `nats://127.0.0.1:${nats}`;

function sayNotes(tools: Tools, say: (message: string) => void): void {
  for (const tool of [tools.nats, tools.postgres, tools.ffmpeg, tools.ffprobe, tools.pocketsphinx]) {
    for (const note of tool?.notes ?? []) say(`${tool?.id ?? ''}: ${note}`);
  }
}
