import { Buckets } from '@throughline/bucket';
import { deliveryStep, type OutputConfig } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import type { Destination } from '../../kit/destination.js';
import { s3Type } from './index.js';
import { computePartBytes } from './send-file.js';

const connection = { region: 'us-east-1', accessKeyId: 'AK', secretAccessKey: 'very-secret' };
const type = s3Type(new Buckets({ archive: { ...connection, buckets: ['recordings'] }, closed: connection }));
const open = (settings: OutputConfig['settings']): Destination =>
  type.open({ output: { name: 'one', type: 's3', settings }, step: deliveryStep('one'), config: defaultRunConfig });

describe('the settings of an S3 output', () => {
  it.each([[{}], [{ prefix: '' }], [{ prefix: '/talks/2026/' }], [{ prefix: 'Vorträge' }]])('accept %j', (more) => {
    expect(open({ connection: 'archive', bucket: 'recordings', ...more }).class).toBe('keyed');
  });

  it.each<[OutputConfig['settings'], RegExp]>([
    [{ bucket: 'recordings' }, /'connection'/],
    [{ connection: 'archive' }, /'bucket'/],
    [{ connection: 'archive', bucket: '../etc' }, /'bucket'/],
    [{ connection: 'archive', bucket: 3 }, /must be a text/],
    [{ connection: 'archive', bucket: 'recordings', prefix: 'a/../b' }, /prefix/],
    [{ connection: 'archive', bucket: 'recordings', prefix: 'a//b' }, /prefix/],
    [{ connection: 'archive', bucket: 'recordings', prefix: 'a\nb' }, /prefix/],
    [{ connection: 'archive', bucket: 'recordings', prefix: 'x'.repeat(501) }, /500 bytes/],
    [{ connection: 'other', bucket: 'recordings' }, /available: archive, closed/],
    [{ connection: 'archive', bucket: 'artifacts' }, /does not allow outputs to use the bucket 'artifacts'/],
    [{ connection: 'closed', bucket: 'recordings' }, /does not allow outputs to use the bucket 'recordings'/],
  ])('reject %j', (settings, words) => {
    const opening = (): Destination => open(settings);
    expect(opening).toThrow(expect.objectContaining({ kind: 'permanent', code: 'output-misconfigured' }) as Error);
    expect(opening).toThrow(words);
    expect(opening).not.toThrow('very-secret');
  });
});

describe('the parts of a file', () => {
  const [MIB, TIB] = [1024 ** 2, 1024 ** 4];

  it.each([1, 80 * 1000 * MIB, TIB, 5 * TIB])('are at most 10,000 for %d bytes, and none is too small', (size) => {
    const bytes = computePartBytes(size);
    expect(Math.ceil(size / bytes)).toBeLessThanOrEqual(10_000);
    expect(bytes).toBeGreaterThanOrEqual(5 * MIB);
    expect(computePartBytes(size)).toBe(bytes);
  });
});
