import { readdir } from 'node:fs/promises';
import { startSystem, until, type System } from '@throughline/stack/testing';
import { shortTalk, WITHOUT_TRANSCRIPT } from './media.js';
import { RecordingsClient } from './recordings-client.js';

/** A worker sleeps during its attempt, another process takes over, and the sleeper wakes when all is done. */
describe('workers that sleep past their lease', () => {
  const SLEEPS = [
    { service: 'processing', step: 'TRIM', point: 'work.middle' },
    { service: 'upload', step: 'deliver:library', point: 'work.done' },
  ] as const;
  let system: System;
  afterEach(() => system.close(), 60_000);

  it('leave one result and one object, and their late results are recorded as late', async () => {
    system = await startSystem({
      // Takeovers are counted: a worker that is only slow must keep its lease.
      leaseTermMs: 5_000,
      runDefaults: WITHOUT_TRANSCRIPT,
      instances: Object.fromEntries(SLEEPS.map(({ service }) => [service, 2])),
      env: Object.fromEntries(SLEEPS.map(({ service, step, point }) => [service, { TL_FAILPOINT: `${point}@${step}=stop` }])),
    });
    const client = new RecordingsClient(system.url, system.token);
    // With both running, either could sleep. The second starts later and takes the released work.
    await Promise.all(SLEEPS.map(({ service }) => system.service(service, 1).stop()));
    const { id } = await client.pushPatiently(shortTalk(), { title: 'Sleeper', run: true });
    for (const { service } of SLEEPS) {
      await until(() => isStopped(system.service(service).pid), { what: `a sleeping ${service}` });
      await system.service(service, 1).start();
    }
    const { recording } = await client.waitReady(id, 120_000);
    expect(recording).toMatchObject({ status: 'READY', failed: false });
    for (const { service } of SLEEPS) system.service(service).signal('SIGCONT');
    const countEvents = async (type: string, step: string): Promise<number> =>
      (await client.events(id)).filter((event) => event.type === type && event.step === step).length;
    for (const { step } of SLEEPS) {
      await until(async () => (await countEvents('LateResultIgnored', step)) > 0, {
        what: `the record of the late result of ${step}`,
      });
      expect([step, await countEvents('StepCompleted', step)]).toEqual([step, 1]);
      expect([step, await countEvents('StepInterrupted', step)]).toEqual([step, 1]);
    }
    expect((await client.get(id)).status).toBe('READY');
    expect(await readdir(system.outputDir)).toHaveLength(1);
  }, 240_000);
});

/** Reads state `T` of proc(5): stopped by a signal. */
async function isStopped(pid: number): Promise<boolean> {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'stat=', '-p', String(pid)], (_error, stdout) => {
      resolve(stdout.trim().startsWith('T'));
    });
  });
}
