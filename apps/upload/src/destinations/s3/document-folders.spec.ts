import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Buckets } from '@throughline/bucket';
import { S3Error, S3Fake, errorAnswer, matchRequests, type Fault } from '@throughline/strict-fakes';
import { DeliveryLog } from '../../testing/delivery-log.js';
import { createRequest } from '../../testing/request.js';
import type { DeliveryRequest } from '../../kit/destination.js';
import { S3Destination } from './s3-destination.js';

const BUSY: Fault = { kind: 'answer', ...errorAnswer(new S3Error('ServiceUnavailable', 'as scripted')) };

describe('documents in a bucket', () => {
  let fake: S3Fake;
  let buckets: Buckets;
  let dir: string;
  let log: DeliveryLog;
  let assetId: string;
  beforeEach(async () => {
    fake = await S3Fake.start({ buckets: ['bucket'] });
    buckets = new Buckets({ it: { endpoint: fake.endpoint, region: fake.region, ...fake.credentials } });
    dir = await mkdtemp(join(tmpdir(), 'tl-s3-'));
    log = new DeliveryLog(new S3Destination({ connection: 'it', bucket: 'bucket', prefix: 'out' }, buckets));
    ({ assetId } = await createRequest(dir, {}));
  });
  afterEach(async () => {
    buckets.close();
    await fake.close();
    await rm(dir, { recursive: true, force: true });
  });
  const requestIn = (...filedIn: readonly string[]): Promise<DeliveryRequest> =>
    createRequest(dir, { 'bill.pdf': 'a bill', 'bill.json': '{}' }, { assetId, filedIn });
  const billKeys = (): readonly string[] => [...fake.bucket().objects.keys()].filter((key) => key.endsWith('bill.pdf'));

  it('are in the folders where they were filed, under their own id', async () => {
    await log.attempt(await requestIn('2024', 'ACME & Söhne'));
    expect(billKeys()).toEqual([`out/2024/ACME & Söhne/${assetId}/bill.pdf`]);
  });

  it('leave their old folder although the attempt that moved them ended early', async () => {
    await log.attempt(await requestIn('2024'));
    const moved = await requestIn('2025');
    fake.faults.add({ fault: BUSY, on: matchRequests('DELETE', /bill(?!.*uploadId)/), times: 3 });
    await expect(log.attempt(moved)).rejects.toMatchObject({ kind: 'waiting', code: 'output-busy' });
    expect(billKeys()).toHaveLength(2);
    expect(await log.attempt(moved)).toMatchObject({ kind: 'delivered' });
    expect(billKeys()).toEqual([`out/2025/${assetId}/bill.pdf`]);
    expect(await log.attempt(moved)).toMatchObject({ kind: 'delivered', delivered: { reconciled: true } });
  });

  it('leave nothing in the folder of an interrupted attempt after they were filed elsewhere', async () => {
    fake.faults.add({ fault: BUSY, on: matchRequests('PUT', /throughline\.json/), times: 6 });
    await expect(log.attempt(await requestIn('2024'))).rejects.toMatchObject({ kind: 'waiting' });
    await expect(log.attempt(await requestIn('2025'))).rejects.toMatchObject({ kind: 'waiting' });
    expect(billKeys()).toHaveLength(2);
    await log.attempt(await requestIn('2026'));
    expect(billKeys()).toEqual([`out/2026/${assetId}/bill.pdf`]);
  });

  it('are rejected before anything is sent if their folder makes the key too long for S3', async () => {
    const before = fake.log.length;
    const delivery = log.attempt(
      await requestIn(...Array.from({ length: 6 }, (_, level) => `${String(level)}${'x'.repeat(170)}`)),
    );
    await expect(delivery).rejects.toMatchObject({ kind: 'permanent', code: 'output-misconfigured' });
    expect(fake.log.slice(before).filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});
