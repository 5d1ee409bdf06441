import { readdir } from 'node:fs/promises';
import { startSystem, until, type System } from '@throughline/stack/testing';
import { shortTalk } from './media.js';
import { RecordingsClient } from './recordings-client.js';

/** A sleeper holds its attempt, another process takes over, and the sleeper wakes when all is done. */
describe('a worker that sleeps past its lease', () => {
  let system: System;
  afterEach(() => system.close(), 60_000);

  it.each([
    ['processing', 'TRIM', 'work.middle'],
    ['processing', 'TRANSCRIBE', 'work.middle'],
    ['upload', 'deliver:library', 'work.middle'],
    ['upload', 'deliver:library', 'work.done'],
  ] as const)(
    'in %s at %s (%s): one result, one object, and the late one is recorded as late',
    async (service, step, point) => {
      system = await startSystem({ instances: { [service]: 2 }, env: { [service]: { TL_FAILPOINT: `${point}@${step}=stop` } } });
      const client = new RecordingsClient(system.url, system.token);
      // With both at work the sleeper may be either; the second one takes what the first lets go.
      await system.service(service, 1).stop();
      const { id } = await client.pushPatiently(shortTalk(), { title: 'Sleeper', run: true });
      await until(async () => (await client.events(id)).some((event) => event.type === 'StepStarted' && event.step === step), {
        timeout: 60_000,
        what: `the start of ${step}`,
      });
      await until(() => isStopped(system.service(service).pid), { timeout: 60_000, what: 'a worker asleep' });
      await system.service(service, 1).start();
      const { recording } = await client.waitReady(id, 120_000);
      expect(recording).toMatchObject({ status: 'READY', failed: false });
      system.service(service).signal('SIGCONT');
      await until(
        async () => (await client.events(id)).some((event) => event.type === 'LateResultIgnored' && event.step === step),
        {
          timeout: 60_000,
          what: 'the record of the late result',
        },
      );
      const events = await client.events(id);
      expect(events.filter((event) => event.type === 'StepCompleted' && event.step === step)).toHaveLength(1);
      expect(events.filter((event) => event.type === 'StepInterrupted' && event.step === step)).toHaveLength(1);
      expect((await client.get(id)).status).toBe('READY');
      expect(await readdir(system.outputDir)).toHaveLength(1);
    },
    240_000,
  );
});

/** State `T` of proc(5): stopped by a signal. */
async function isStopped(pid: number): Promise<boolean> {
  const { execFile } = await import('node:child_process');
  return new Promise((resolve) => {
    execFile('ps', ['-o', 'stat=', '-p', String(pid)], (_error, stdout) => {
      resolve(stdout.trim().startsWith('T'));
    });
  });
}
