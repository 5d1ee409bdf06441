import { readdir } from 'node:fs/promises';
import { startSystem, type System } from '@throughline/stack/testing';
import { POINTS, eventsOf, expectNoWorkDoneTwice, killsAt } from './crash-traces.js';
import { shortTalk } from './media.js';
import { RecordingsClient } from './recordings-client.js';

describe('a worker that is killed', () => {
  let system: System;
  afterEach(() => system.close(), 60_000);

  it('costs nothing but time at every point of a stage', async () => {
    // Results are counted: a worker that is only slow must keep its lease.
    system = await startSystem({ leaseTermMs: 5_000, env: { processing: { TL_FAILPOINT: killsAt(['TRIM']) } } });
    const client = new RecordingsClient(system.url, system.token);
    const { id } = await client.pushPatiently(shortTalk(), { title: 'Crash', run: true });
    const { recording } = await client.waitReady(id, 240_000);
    expect(recording).toMatchObject({ status: 'READY', failed: false });
    expect(system.service('processing').crashes).toBeGreaterThanOrEqual(POINTS.length - 1);
    expect(await readdir(system.outputDir)).toHaveLength(1);
    const events = await client.runEvents(id);
    expectNoWorkDoneTwice(events, ['TRIM']);
    expect(eventsOf(events, 'StepInterrupted', 'TRIM').length).toBeGreaterThanOrEqual(2);
    expect(eventsOf(events, 'StepFailed')).toEqual([]);
  }, 300_000);
});
