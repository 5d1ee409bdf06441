import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { S3Error, S3Fake, errorAnswer } from '@throughline/strict-fakes';
import { startSystem, until, type System } from '@throughline/stack/testing';
import { askSystem } from '#src/testing/ask-system.js';

interface Item {
  readonly id: string;
  readonly status: string;
  readonly outputs: readonly { readonly status: string; readonly url?: string | null }[];
}

const STAGES = { TRIM: {}, TRANSCRIBE: {}, EXTRACT_TOPICS: {}, GENERATE_SUBTITLES: {} };

async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

describe('an installation whose artifacts and outputs are buckets', () => {
  let fake: S3Fake;
  let system: System;
  beforeAll(async () => {
    fake = await S3Fake.start({ buckets: ['artifacts', 'recordings'] });
    const it = { endpoint: fake.endpoint, region: fake.region, ...fake.credentials, buckets: ['recordings'] };
    const env = { TL_S3: JSON.stringify({ it }), TL_ARTIFACTS_URL: 's3://it/artifacts/tl' };
    system = await startSystem({
      simulation: true,
      outputs: [{ name: 'archive', type: 's3', settings: { connection: 'it', bucket: 'recordings', prefix: 'talks' } }],
      runDefaults: { retry: { backoff_ms: [50], wait_ms: [100] } },
      env: { gateway: env, ingest: env, processing: env, upload: env },
    });
  }, 120_000);
  afterAll(async () => {
    await system.close();
    await fake.close();
  });

  const ask = <T>(path: string, body?: object): Promise<T> => askSystem<T>(system, path, body);

  it('delivers a recording although both buckets limit the rate meanwhile', async () => {
    const slowDown = errorAnswer(new S3Error('SlowDown', 'as scripted'));
    fake.faults.add({ fault: { kind: 'answer', ...slowDown }, on: ({ method }) => method === 'PUT', times: 8 });
    const { id } = await ask<Item>('/recordings', {
      source: { kind: 'simulated', settings: { seconds: 1 } },
      title: 'A trial',
      run: true,
      processing_config: { simulation: STAGES },
    });
    const ready = await until(
      async () => {
        const item = await ask<Item>(`/recordings/${id}`);
        return item.status === 'READY' ? item : undefined;
      },
      { what: 'the delivery' },
    );
    const delivered = [...fake.bucket('recordings').objects.keys()];
    expect(delivered).toContain(`talks/${id}/.throughline.json`);
    expect(delivered.length).toBeGreaterThan(1);
    expect(delivered.every((key) => key.startsWith(`talks/${id}/`))).toBe(true);
    expect(ready.outputs).toMatchObject([{ status: 'UPLOADED' }]);
    const artifacts = [...fake.bucket('artifacts').objects.keys()];
    expect(artifacts.some((key) => key.startsWith(`tl/${id}/`))).toBe(true);
    expect(await filesBelow(join(system.artifactsDir, 'objects'))).toEqual([]);
    for (const name of ['artifacts', 'recordings']) expect(fake.bucket(name).uploads.size).toBe(0);
  }, 120_000);

  it('writes the secret of its connection nowhere', async () => {
    const { secretAccessKey } = fake.credentials;
    const files = await filesBelow(dirname(system.artifactsDir));
    expect(files.some((file) => file.endsWith('.log'))).toBe(true);
    for (const file of files) expect((await readFile(file).catch(() => Buffer.alloc(0))).includes(secretAccessKey)).toBe(false);
  });
});
