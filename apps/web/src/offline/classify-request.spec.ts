import { classifyRequest } from './classify-request.js';

const SCOPE = 'https://tl.example/a/';
const get = { method: 'GET', mode: 'cors', hasRange: false };
const go = { ...get, mode: 'navigate' };
const post = { ...go, method: 'POST' };

describe('the requests that the service worker answers', () => {
  it.each([
    ['the home', go, '', 'view'],
    ['a view', go, 'recordings/1?t=5', 'view'],
    ['a file with a hash in its name', get, 'assets/index-D9x.js', 'asset'],
    ['the script of the theme', get, 'theme.js', 'file'],
    ['an icon', get, 'icon-192.png', 'file'],
    ['something shared', post, 'share', 'share'],
  ] as const)('are those of the page: %s', (_, parts, path, kind) => {
    expect(classifyRequest({ ...parts, url: `${SCOPE}${path}` }, SCOPE)).toBe(kind);
  });

  it.each([
    ['an answer of the API', get, 'api/v1/me'],
    ['a download', go, 'api/v1/recordings/1/artifacts/video.mp4'],
    ['a player in a page of another site', go, 'embed/CODE'],
    ['the documentation', go, 'docs'],
    ['the metrics', go, 'metrics'],
    ['a change', { ...get, method: 'POST' }, 'api/v1/recordings'],
    ['a form of something else', post, 'recordings'],
    ['a request in the background to share', { ...get, method: 'POST' }, 'share'],
    ['a part of a file', { ...get, hasRange: true }, 'assets/talk.mp4'],
    ['an unknown path', get, 'recordings/1'],
  ])('are never %s', (_, parts, path) => {
    expect(classifyRequest({ ...parts, url: `${SCOPE}${path}` }, SCOPE)).toBeUndefined();
  });

  it.each(['https://tl.example/b/', 'https://tl.example/', 'https://other.example/a/', 'https://tl.example/a'])(
    'are never those of another page: %s',
    (url) => {
      expect(classifyRequest({ ...go, url }, SCOPE)).toBeUndefined();
    },
  );
});
