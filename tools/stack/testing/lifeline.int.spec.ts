import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { identify, isAlive } from '#src/processes/identity.js';
import { testConfig } from './config.js';
import { until } from './until.js';

describe('servers of a test run', () => {
  it('end when the run is killed', async () => {
    const { projectRoot } = testConfig();
    // The run is a separate process that uses the compiled files.
    const built = pathToFileURL(join(projectRoot, 'tools/stack/dist-testing/index.js')).href;
    const script = `const { startNats, startOwnPostgres } = await import(${JSON.stringify(built)});
      console.log(JSON.stringify([(await startNats()).pid, (await startOwnPostgres()).pid]));
      setInterval(() => {}, 1000);`;
    const run = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const line = await new Promise<string>((resolve) =>
      run.stdout.once('data', (bytes: Buffer) => {
        resolve(bytes.toString());
      }),
    );
    const servers = (await Promise.all((JSON.parse(line) as number[]).map(identify))).flatMap((server) => server ?? []);
    expect(servers).toHaveLength(2);
    run.kill('SIGKILL');
    await until(async () => (await Promise.all(servers.map(isAlive))).every((alive) => !alive), {
      what: 'the end of the servers',
    });
    expect(await isAlive(servers[0] ?? { pid: 0, started: '' })).toBe(false);
  });
});
