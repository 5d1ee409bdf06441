import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { testDepth } from '@throughline/contracts/testing';
import { isAlive, type ProcessIdentity } from './processes/identity.js';
import { freePort } from './processes/ports.js';
import { fakeProject, type FakeProject, type FakeRun } from '#testing/fake-project.js';
import { until } from '#testing/until.js';

type Recorded = ProcessIdentity & { readonly name: string };

type Ports = Record<'TL_NATS_PORT' | 'TL_POSTGRES_PORT' | 'TL_GATEWAY_PORT', string>;

const freePorts = async (): Promise<Ports> => ({
  TL_NATS_PORT: String(await freePort()),
  TL_POSTGRES_PORT: String(await freePort()),
  TL_GATEWAY_PORT: String(await freePort()),
});

describe('Stack', () => {
  let project: FakeProject;
  let runs: FakeRun[];

  beforeAll(async () => {
    // All tests use one data folder: only the first start has to create a database.
    project = await fakeProject();
  });
  afterAll(() => project.remove());

  const start = (env: Record<string, string>): FakeRun => {
    const run = project.run(env);
    runs.push(run);
    return run;
  };
  const endRuns = async (): Promise<void> => {
    for (const run of runs) {
      if (run.process.exitCode === null) run.process.kill('SIGTERM');
      await run.exited();
    }
  };
  const recordedEvents = async (): Promise<Recorded[]> =>
    JSON.parse(await readFile(join(project.dataDir, 'processes.json'), 'utf8')) as Recorded[];
  const stillAlive = async (children: readonly Recorded[]): Promise<string[]> => {
    const alive = await Promise.all(children.map(isAlive));
    return children.filter((_, index) => alive[index]).map(({ name }) => name);
  };
  const names = ['gateway', 'ingest', 'nats-server', 'postgres', 'processing', 'search', 'status-projector', 'upload'];

  describe('that is up', () => {
    let ports: Ports;
    beforeAll(async () => {
      runs = [];
      ports = await freePorts();
    });
    afterAll(endRuns);

    /** Returns the run that the tests share, or the next one with its ports if a test has ended it. */
    const running = async (): Promise<FakeRun> => {
      const last = runs.at(-1);
      const isRunning = last !== undefined && last.process.exitCode === null && last.process.signalCode === null;
      const run = isRunning ? last : start(ports);
      await run.up();
      return run;
    };

    it('refuses a second stack on the same data folder and leaves the first alone', async () => {
      await running();
      expect(await project.failedStart(ports)).toMatch(/data-folder-locked: another Throughline \(pid \d+\)/);
      expect((await stillAlive(await recordedEvents())).sort()).toEqual(names);
    });

    it('restarts a killed server on the same port', async () => {
      const run = await running();
      const before = (await recordedEvents()).find(({ name }) => name === 'nats-server');
      process.kill(before?.pid ?? 0, 'SIGKILL');
      const after = await until(async () =>
        (await recordedEvents()).find(({ name, pid }) => name === 'nats-server' && pid !== before?.pid),
      );
      expect(await isAlive(after)).toBe(true);
      expect(run.output()).toContain('nats-server was ended by SIGKILL; restarting');
    });

    it('stops the children of a killed runner and continues with its data', async () => {
      const first = await running();
      const left = await recordedEvents();
      first.process.kill('SIGKILL');
      await first.exited();
      expect((await stillAlive(left)).sort()).toEqual(names);
      const second = await running();
      expect(second.output()).toContain('stopped processes that an earlier start left running');
      expect(await stillAlive(left)).toEqual([]);
      expect((await stillAlive(await recordedEvents())).sort()).toEqual(names);
    });

    it('starts eight processes, reports the time of each step in order, gives each service only its own secrets, and stops them all', async () => {
      const run = await running();
      const url = await run.up();
      expect([...run.output().matchAll(/^took .*$/gm)].map(([line]) => line)).toEqual([
        'took programs true',
        'took services true',
      ]);
      const children = await recordedEvents();
      expect((await stillAlive(children)).sort()).toEqual(names);
      const secrets = JSON.parse(await readFile(join(project.dataDir, 'secrets.json'), 'utf8')) as {
        nats: Record<string, string>;
        postgres: Record<string, string>;
        bootstrapToken: string;
      };
      const text = await (await fetch(`${url}/environment`)).text();
      expect(JSON.parse(text)).toMatchObject({ TL_NATS_USER: 'gateway', TL_NATS_PASSWORD: secrets.nats['gateway'] });
      expect(text).not.toContain('TL_SIMULATION');
      for (const foreign of [
        secrets.nats['admin'],
        secrets.nats['upload'],
        secrets.postgres['superuser'],
        secrets.postgres['projector'],
        secrets.postgres['projectionOwner'],
        secrets.postgres['search'],
      ]) {
        expect(text).not.toContain(foreign);
      }
      const client = join(project.dataDir, 'cli.json');
      expect(JSON.parse(await readFile(client, 'utf8'))).toEqual({ url, token: secrets.bootstrapToken });
      expect((await stat(client)).mode & 0o777).toBe(0o600);
      run.process.kill('SIGTERM');
      expect(await run.exited()).toBe(0);
      expect(await stillAlive(children)).toEqual([]);
      expect(await readdir(project.dataDir)).not.toContain('lock');
    });
  });

  describe('that does not come up', () => {
    let ports: Ports;
    beforeEach(async () => {
      ports = await freePorts();
    });
    afterEach(() => project.restoreServices());

    it('starts no service if their owner cannot update the tables, and says why', async () => {
      await project.replaceMigration(
        `process.stderr.write(new URL(process.env.TL_POSTGRES_URL).username + ' for ' + process.env.TL_PROJECTOR_ROLE); process.exit(1);`,
      );
      expect(await project.failedStart(ports)).toContain(
        'start-failed: the tables could not be updated:\ntl_projection_owner for tl_projector',
      );
      expect(await recordedEvents()).toEqual([]);
    });

    it('refuses an explicit port that is taken, names the process that holds it, and leaves nothing running', async () => {
      const server = createServer().listen(Number(ports.TL_GATEWAY_PORT), '127.0.0.1');
      const output = await project.failedStart(ports);
      expect(output).toContain(`port-in-use: port ${ports.TL_GATEWAY_PORT} (the API) is in use`);
      expect(output).toContain('set TL_GATEWAY_PORT');
      server.close();
      expect(await recordedEvents()).toEqual([]);
    });

    it('shows the last output of a service that keeps crashing, and leaves nothing running', async () => {
      await project.replaceService('upload', 'process.stderr.write("the folder library is not there\\n"); process.exit(1);');
      // The start would succeed if the gateway became ready before the third crash.
      await project.replaceService('gateway', 'setInterval(() => {}, 1000);');
      expect(await project.failedStart(ports)).toMatch(
        /start-failed: upload keeps failing. The end of its log:\n.*the folder library is not there/,
      );
      expect(await recordedEvents()).toEqual([]);
    });
  });

  if (testDepth.isFull) {
    describe('with everything else', () => {
      let ports: Ports;
      beforeEach(async () => {
        runs = [];
        ports = await freePorts();
      });
      afterEach(async () => {
        await endRuns();
        await project.restoreServices();
      });

      it('enables simulation in the services', async () => {
        const run = start({ ...ports, TL_SIMULATION: 'on' });
        const environment: unknown = await (await fetch(`${await run.up()}/environment`)).json();
        const folder = join(project.dataDir, 'simulation');
        expect(environment).toMatchObject({
          TL_SIMULATION: 'on',
          TL_SIMULATION_DIR: folder,
          TL_OUTPUTS_FILE: join(folder, 'demo-outputs.json'),
        });
      });

      it('finds the servers of a killed runner by their pid files if its record is lost', async () => {
        const first = start(ports);
        await first.up();
        const left = await recordedEvents();
        const servers = left.filter(({ name }) => name === 'nats-server' || name === 'postgres');
        first.process.kill('SIGKILL');
        await first.exited();
        for (const { pid } of left.filter((child) => !servers.includes(child))) process.kill(pid, 'SIGKILL');
        await rm(join(project.dataDir, 'processes.json'));
        await start(ports).up();
        expect(await stillAlive(servers)).toEqual([]);
      });

      it('leaves nothing running if its start is interrupted', async () => {
        await project.replaceService('gateway', 'setInterval(() => {}, 1000);');
        const run = start(ports);
        const children = await until(async () => {
          const found = await recordedEvents();
          return found.length === names.length ? found : undefined;
        });
        run.process.kill('SIGTERM');
        await run.exited();
        expect(await stillAlive(children)).toEqual([]);
      });
    });
  }
});
