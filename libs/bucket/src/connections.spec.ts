import { connectionsSetting, parseConnections, parseBucketLocation } from './connections.js';

const one = { endpoint: 'https://minio.example:9000', region: 'us-east-1', accessKeyId: 'AK', secretAccessKey: 'very-secret' };

describe('the connections of an operator', () => {
  it('are parsed by name', () => {
    const given = { archive: { ...one, forcePathStyle: true, buckets: ['recordings'] }, 'aws-1': { ...one } };
    expect(parseConnections(JSON.stringify(given))).toEqual(given);
    expect(parseConnections('{}')).toEqual({});
  });

  it.each([
    ['invalid JSON', '{"archive": {"secretAccessKey": "very-secret"'],
    ['no object', '["very-secret"]'],
    ['an invalid name', JSON.stringify({ 'A b': one })],
    ['an endpoint with a password', JSON.stringify({ a: { ...one, endpoint: 'https://me:very-secret@minio' } })],
    ['an endpoint with a path', JSON.stringify({ a: { ...one, endpoint: 'https://minio/very-secret' } })],
    ['an unknown field', JSON.stringify({ a: { ...one, secretaccesskey: 'very-secret' } })],
    ['a missing secret', JSON.stringify({ a: { region: 'x', accessKeyId: 'very-secret' } })],
    ['an impossible bucket name', JSON.stringify({ a: { ...one, buckets: ['very-secret/'] } })],
  ])('are rejected with %s, without repeating a value', (_, json) => {
    expect(() => parseConnections(json)).toThrow(/^TL_S3/);
    expect(() => parseConnections(json)).not.toThrow('very-secret');
  });
});

describe('the setting of connections', () => {
  it('is empty by default, and reports a problem as every setting does', () => {
    expect(connectionsSetting.read(undefined)).toEqual({ value: {} });
    expect(connectionsSetting.read(JSON.stringify({ archive: one }))).toEqual({ value: { archive: one } });
    expect(connectionsSetting.read('[]')).toEqual({ problem: 'must be a JSON object of connections by name' });
  });
});

describe('a bucket location', () => {
  it.each([
    ['s3://archive/recordings/a/b', { connection: 'archive', bucket: 'recordings', prefix: 'a/b' }],
    ['s3://archive/recordings/a/', { connection: 'archive', bucket: 'recordings', prefix: 'a' }],
    ['s3://archive/recordings', { connection: 'archive', bucket: 'recordings', prefix: '' }],
  ])('is parsed from %s', (url, place) => {
    expect(parseBucketLocation(url)).toEqual(place);
  });

  it.each([
    'recordings',
    's3://archive',
    's3:///bucket/x',
    's3://a/bucket/../x',
    's3://a/bucket//x',
    's3://a/Bucket',
    'https://a/bucket',
  ])('is rejected for %s', (url) => {
    expect(parseBucketLocation(url)).toBeUndefined();
  });
});
