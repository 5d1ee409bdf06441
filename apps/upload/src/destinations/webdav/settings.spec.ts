import { deliveryStep, type OutputConfig } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import { parseAllowedHosts } from '@throughline/outgoing/testing';
import type { Destination } from '../destination.js';
import { connectionsSetting } from './connections.js';
import { webdavType } from './index.js';
import { readMultistatus, findSelf } from './multistatus.js';
import { encodeRemotePath, parseRemotePath } from './remote-path.js';

const one = { url: 'https://cloud.example.org/remote.php/dav/files/anna', user: 'anna', password: 'very-secret' };

describe('the connections of WebDAV', () => {
  it('are read by name', () => {
    const given = { cloud: one, 'nas-1': { url: 'http://nas.local/dav' } };
    expect(connectionsSetting.read(JSON.stringify(given))).toEqual({ value: given });
    expect(connectionsSetting.read(undefined)).toEqual({ value: {} });
  });

  it.each([
    ['invalid JSON', '{"cloud": {"password": "very-secret"'],
    ['no object', '["very-secret"]'],
    ['an invalid name', JSON.stringify({ 'A b': one })],
    ['an address with a password', JSON.stringify({ a: { ...one, url: 'https://me:very-secret@cloud' } })],
    ['an address with a query', JSON.stringify({ a: { ...one, url: 'https://cloud/?very-secret' } })],
    ['an unknown field', JSON.stringify({ a: { ...one, passwort: 'very-secret' } })],
    ['a user name that Basic authentication cannot encode', JSON.stringify({ a: { ...one, user: 'very-secret:x' } })],
    ['an invalid certificate authority', JSON.stringify({ a: { ...one, ca: 'very-secret' } })],
  ])('are rejected if there is %s, without revealing a value', (_, json) => {
    const read = connectionsSetting.read(json);
    expect(read).toEqual({ problem: expect.any(String) as string });
    expect(JSON.stringify(read)).not.toContain('very-secret');
  });
});

describe('the settings of a WebDAV output', () => {
  const type = webdavType({ connections: { cloud: one }, allowed: parseAllowedHosts('') });
  const open = (settings: OutputConfig['settings']): Destination =>
    type.open({ output: { name: 'one', type: 'webdav', settings }, step: deliveryStep('one'), config: defaultRunConfig });

  it.each([
    [{}, 'https://cloud.example.org/remote.php/dav/files/anna'],
    [{ path: '/talks/2026/' }, 'https://cloud.example.org/remote.php/dav/files/anna/talks/2026'],
    [{ path: 'Vorträge (neu)' }, 'https://cloud.example.org/remote.php/dav/files/anna/Vortr%C3%A4ge%20%28neu%29'],
  ])('lead from %j to %s', (more, place) => {
    expect(open({ connection: 'cloud', ...more })).toMatchObject({ class: 'keyed', place });
  });

  it.each<[OutputConfig['settings'], RegExp]>([
    [{ path: 'talks' }, /'connection'/],
    [{ connection: 'other' }, /available: cloud/],
    [{ connection: 'cloud', path: '../bert' }, /path/],
    [{ connection: 'cloud', path: 'a\nb' }, /path/],
    [{ connection: 'cloud', path: 3 }, /must be a text/],
    [{ connection: 'cloud', url: 'https://elsewhere.example' }, /no setting 'url'; it has: connection, path/],
  ])('reject %j', (settings, words) => {
    const opening = (): Destination => open(settings);
    expect(opening).toThrow(expect.objectContaining({ kind: 'permanent', code: 'output-misconfigured' }) as Error);
    expect(opening).toThrow(words);
    expect(opening).not.toThrow('very-secret');
  });
});

describe('names on a WebDAV server', () => {
  it.each([['a b'], ['100 %'], ['Кадр 🎬'], ["it's (new)!*"], ['a&b;c=d#e?f'], ['[0123]']])(
    'are the same after encoding and decoding: %s',
    (name) => {
      const encoded = encodeRemotePath(['dav', name]);
      expect(new URL(`http://x${encoded}`).pathname).toBe(encoded);
      expect(parseRemotePath(encoded)).toEqual(['dav', name]);
    },
  );

  it('are undefined if they are invalid', () => {
    expect(parseRemotePath('/dav/%E4')).toBeUndefined();
  });
});

describe('the answer of a WebDAV server about files', () => {
  const response = (href: string, props: string, status = '200 OK'): string =>
    `<D:response><D:href>${href}</D:href><D:propstat><D:prop>${props}</D:prop><D:status>HTTP/1.1 ${status}</D:status></D:propstat></D:response>`;
  const multistatus = (...responses: readonly string[]): string =>
    `<?xml version="1.0"?><D:multistatus xmlns:D="DAV:">${responses.join('')}</D:multistatus>`;

  it('is read with any prefixes, addresses and order', () => {
    const read = readMultistatus(
      multistatus(
        response(
          'http://nas.local/dav/a%26b%20c.txt',
          '<lp1:getcontentlength xmlns:lp1="DAV:">12</lp1:getcontentlength><lp1:resourcetype/>',
        ),
        response(
          '/dav/',
          '<D:resourcetype><D:collection/></D:resourcetype><D:quota-available-bytes>-3</D:quota-available-bytes>',
        ),
      ),
    );
    expect(read).toEqual([
      { path: ['dav', 'a&b c.txt'], isFolder: false, size: 12, free: undefined },
      { path: ['dav'], isFolder: true, size: undefined, free: undefined },
    ]);
    expect(findSelf(read ?? [])?.path).toEqual(['dav']);
  });

  it('counts only existing properties', () => {
    const read = readMultistatus(multistatus(response('/dav/a', '<D:getcontentlength>12</D:getcontentlength>', '404 Not Found')));
    expect(read).toEqual([{ path: ['dav', 'a'], isFolder: false, size: undefined, free: undefined }]);
  });

  it.each([
    ['<html><body>Sign in</body></html>'],
    ['no XML at all'],
    ['<D:multistatus xmlns:D="DAV:"><D:response></D:response></D:multistatus>'],
    ['<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'],
  ])('is ignored if it is %s', (text) => {
    expect(readMultistatus(text)).toBeUndefined();
  });
});
