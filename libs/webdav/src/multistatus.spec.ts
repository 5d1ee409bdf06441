import { findSelf, readMultistatus } from './multistatus.js';
import { encodeRemotePath, parseRemotePath } from './remote-path.js';

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
        response('/dav/b', `<D:getlastmodified>Thu, 05 Feb 2026 10:00:00 GMT</D:getlastmodified><D:getetag>"x"</D:getetag>`),
        response('/dav/c', `<D:getlastmodified>never</D:getlastmodified><D:getetag>${'x'.repeat(501)}</D:getetag>`),
        response(
          '/dav/',
          '<D:resourcetype><D:collection/></D:resourcetype><D:quota-available-bytes>-3</D:quota-available-bytes>',
        ),
      ),
    );
    expect(read).toEqual([
      { path: ['dav', 'a&b c.txt'], isFolder: false, size: 12, free: undefined },
      { path: ['dav', 'b'], isFolder: false, modified: Date.parse('2026-02-05T10:00:00Z'), etag: '"x"' },
      { path: ['dav', 'c'], isFolder: false },
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
