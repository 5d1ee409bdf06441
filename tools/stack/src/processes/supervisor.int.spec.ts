import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tempDir, until, type TempDir } from '#testing/until.js';
import { startChild, waitUntilReady, type Child } from './child.js';
import { Supervisor, type Unit } from './supervisor.js';

describe('Supervisor', () => {
  let folder: TempDir;
  let supervisor: Supervisor;
  let lines: string[];
  let started: string[];

  beforeEach(async () => {
    folder = await tempDir();
    [lines, started] = [[], []];
    supervisor = new Supervisor({
      say: (line) => lines.push(line),
      started: (name) => {
        started.push(name);
        return Promise.resolve();
      },
      backoff: { firstMs: 5, longestMs: 20 },
    });
  });
  afterEach(async () => {
    await supervisor.stopAll();
    await folder.remove();
  });

  const logFile = (): string => join(folder.path, 'log');
  const shell = (name: string, script: string): Promise<Child> =>
    startChild({ name, command: '/bin/sh', args: ['-c', script], env: {}, logFile: logFile() });
  const unit = (name: string, script: string): Unit => ({
    name,
    start: () => shell(name, script),
    stopSignal: 'SIGTERM',
    graceMs: 60_000,
  });

  it('restarts a child that exits, with growing pauses, and reports its exit', async () => {
    await supervisor.run(unit('crashing', 'exit 3'));
    await until(() => supervisor.crashesOf('crashing') >= 4);
    expect(lines.slice(0, 4)).toEqual([
      'crashing ended with exit code 3; restarting in 0.005 s',
      'crashing ended with exit code 3; restarting in 0.01 s',
      'crashing ended with exit code 3; restarting in 0.02 s',
      'crashing ended with exit code 3; restarting in 0.02 s',
    ]);
  });

  it('replaces a killed child with a new process', async () => {
    await supervisor.run(unit('steady', 'exec /bin/sleep 60'));
    const before = supervisor.pidOf('steady');
    process.kill(before ?? 0, 'SIGKILL');
    const after = await until(() => started.length === 2 && supervisor.pidOf('steady'));
    expect(after).not.toBe(before);
    expect(lines[0]).toContain('was ended by SIGKILL');
  });

  it('stops children in the reverse order of their starts and restarts none', async () => {
    const order = join(folder.path, 'order');
    const script = (name: string): string =>
      `trap 'echo ${name} >> "${order}"; exit 0' TERM; echo up >> "${order}.${name}"; while :; do /bin/sleep 0.02; done`;
    for (const name of ['first', 'second', 'third']) await supervisor.run(unit(name, script(name)));
    for (const name of ['first', 'second', 'third']) await until(() => readFile(`${order}.${name}`, 'utf8'));
    await supervisor.stopAll();
    expect(await readFile(order, 'utf8')).toBe('third\nsecond\nfirst\n');
    expect(started).toEqual(['first', 'second', 'third']);
  });

  it('kills a child that does not stop by itself', async () => {
    const stubborn = { ...unit('stubborn', `trap '' TERM; echo up; while :; do /bin/sleep 0.02; done`), graceMs: 100 };
    await supervisor.run(stubborn);
    await until(() => readFile(logFile(), 'utf8'));
    const pid = supervisor.pidOf('stubborn') ?? 0;
    await supervisor.stopAll();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  it('stops a child whose start is in progress', async () => {
    let child: Child | undefined;
    const slow: Unit = {
      ...unit('slow', ''),
      start: async () => {
        child = await shell('slow', 'exec /bin/sleep 60');
        await until(() => started.includes('go'));
        return child;
      },
    };
    const running = supervisor.run(slow);
    await until(() => child);
    const stopping = supervisor.stopAll();
    started.push('go');
    await Promise.all([running, stopping]);
    expect(child?.running()).toBe(false);
  });

  it('restarts a child on request without counting a crash', async () => {
    await supervisor.run(unit('changed', 'exec /bin/sleep 60'));
    const before = supervisor.pidOf('changed');
    await supervisor.restart('changed');
    expect(supervisor.pidOf('changed')).not.toBe(before);
    expect(lines).toEqual([]);
  });

  it('reports a server that exits during its start with the last lines of its log', async () => {
    const child = await shell('server', 'echo "bad setting" >&2; exit 1');
    await expect(waitUntilReady(child, logFile(), () => Promise.resolve(false))).rejects.toMatchObject({
      kind: 'start-failed',
      message: expect.stringContaining('bad setting'),
    });
  });
});
