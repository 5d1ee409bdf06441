import { MemoryAdministrationLogStore } from '../../testing/memory-administration-log-store.js';
import { AdministrationLog } from './administration-log.js';
import type { Entry } from './entry.js';
import { FailedSignIns } from './failed-sign-ins.js';

describe('failed sign-ins', () => {
  const store = new MemoryAdministrationLogStore();
  const list = (): Promise<readonly Entry[]> => store.list({ limit: 1_000 });

  it('are one entry for each address and account, with the number of attempts', async () => {
    const failed = new FailedSignIns(new AdministrationLog(store));
    const account = { id: '01J8Z3V5W6X7Y8Z9A0B1C2D3E4', name: 'Nora' };
    for (const address of ['192.0.2.1', '192.0.2.1', '192.0.2.2']) failed.add({ address, method: 'link' });
    failed.add({ address: '192.0.2.1', method: 'passkey', account });
    expect(await list()).toEqual([]);
    await failed.flush();
    expect((await list()).map(({ address, subject, changes }) => [address, subject.name, changes['attempts']])).toEqual([
      ['192.0.2.1', 'Nora', { from: null, to: 1 }],
      ['192.0.2.2', undefined, { from: null, to: 1 }],
      ['192.0.2.1', undefined, { from: null, to: 2 }],
    ]);
    await failed.flush();
    expect(await list()).toHaveLength(3);
  });

  it('fill the table slowly, however many addresses try', async () => {
    const flooded = new MemoryAdministrationLogStore();
    const failed = new FailedSignIns(new AdministrationLog(flooded));
    for (let each = 0; each < 5_000; each += 1) failed.add({ address: `2001:db8::${each.toString(16)}`, method: 'token' });
    await failed.flush();
    const entries = await flooded.list({ limit: 1_000 });
    expect(entries).toHaveLength(51);
    expect(entries[0]?.changes).toEqual({ attempts_from_other_addresses: { from: null, to: 4_950 } });
  });

  it('are recorded later if the database is away', async () => {
    const log = new AdministrationLog(store);
    let isAway = true;
    const failed = new FailedSignIns({
      record: (records) => (isAway ? Promise.reject(new Error('away')) : log.record(records)),
    });
    failed.add({ address: '192.0.2.9', method: 'link' });
    failed.add({ address: '192.0.2.9', method: 'link' });
    await expect(failed.flush()).rejects.toThrow('away');
    isAway = false;
    await failed.onApplicationShutdown();
    expect((await list())[0]).toMatchObject({ address: '192.0.2.9', changes: { attempts: { to: 2 } } });
  });
});
