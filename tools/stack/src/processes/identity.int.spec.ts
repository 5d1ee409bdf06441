import { spawn, type ChildProcess } from 'node:child_process';
import { until } from '#testing/until.js';
import { endProcess, identify, isAlive, isHalted } from './identity.js';

const start = async (script: string): Promise<ChildProcess & { pid: number }> => {
  const child = spawn('/bin/sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child as unknown as ChildProcess & { pid: number };
};

describe('the identity of a process', () => {
  it('stays the same while the process lives, and has no match afterwards', async () => {
    const child = await start('echo up; exec sleep 60');
    const identity = await identify(child.pid);
    expect(identity).toEqual(await identify(child.pid));
    expect(identity && (await isAlive(identity))).toBe(true);
    expect(identity && (await endProcess(identity, 'SIGTERM', 5_000))).toBe(true);
    expect(await identify(child.pid)).toBeUndefined();
  });

  it('differs from that of another process with the same pid', async () => {
    const child = await start('echo up; exec sleep 60');
    const earlier = { pid: child.pid, started: 'before the machine was started' };
    expect(await isAlive(earlier)).toBe(false);
    // The unrelated process that has this pid now gets no signal.
    expect(await endProcess(earlier, 'SIGKILL', 100)).toBe(true);
    expect(child.exitCode ?? child.signalCode).toBeNull();
    child.kill('SIGKILL');
  });

  it('shows if the process is suspended', async () => {
    const child = await start('echo up; exec sleep 60');
    expect(await isHalted(child.pid)).toBe(false);
    child.kill('SIGSTOP');
    await until(() => isHalted(child.pid));
    child.kill('SIGCONT');
    await until(async () => !(await isHalted(child.pid)));
    child.kill('SIGKILL');
  });

  it('shows if the process does not end in time', async () => {
    const child = await start("trap '' TERM; echo up; while :; do sleep 0.05; done");
    const identity = await identify(child.pid);
    expect(identity && (await endProcess(identity, 'SIGTERM', 200))).toBe(false);
    expect(identity && (await endProcess(identity, 'SIGKILL', 5_000))).toBe(true);
  });
});
