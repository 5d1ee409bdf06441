import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import { FolderDestination } from './folder-destination.js';

describe('an older delivery that an attempt has moved away in a folder output before it died', () => {
  let root: string;
  let out: string;
  let log: DeliveryLog;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'tl-aside-'));
    out = join(root, 'out');
    log = new DeliveryLog(new FolderDestination(out));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));
  const hiddenNames = async (): Promise<readonly string[]> => (await readdir(out)).filter((name) => name.startsWith('.'));

  it.each(['old', 'moved'])('is deleted by the next attempt, which sends nothing: …-%s', async (ending) => {
    const request = await createRequest(root, { 'bill.pdf': 'a bill' }, { filedIn: ['2025'] });
    await log.attempt(request);
    const staging = `.throughline-staging-${request.assetId}.${request.output}.dead-attempt`;
    await cp(join(out, '2025'), join(out, `${staging}-${ending}`), { recursive: true });
    let sent = 0;
    const onProgress = (): void => void (sent += 1);
    expect(await log.attempt(request, { onProgress })).toMatchObject({ kind: 'delivered', delivered: { reconciled: true } });
    expect(await hiddenNames()).toEqual([]);
    expect(sent).toBe(0);
  });

  it('stays if the attempt has lost its lease', async () => {
    const request = await createRequest(root, { 'bill.pdf': 'a bill' });
    await log.attempt(request);
    const aside = `.throughline-staging-${request.assetId}.${request.output}.successor-old`;
    await cp(join(out, (await readdir(out))[0] ?? ''), join(out, aside), { recursive: true });
    const lost = new Error('lost');
    await expect(log.attempt(request, { confirm: () => Promise.reject(lost) })).rejects.toBe(lost);
    expect(await hiddenNames()).toEqual([aside]);
  });
});
