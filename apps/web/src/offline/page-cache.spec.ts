import { MemoryCaches } from '../testing/memory-caches.js';
import { listReferences, PageCache } from './page-cache.js';

const SCOPE = 'https://tl.example/a/';
const INDEX = (script: string): string =>
  `<link rel="icon" href="/a/favicon.svg"><a href="/a/docs">docs</a><script src="/a/assets/${script}"></script><script src="https://elsewhere.example/x.js"></script>`;

describe('the kept page', () => {
  let version = 'one';
  let isAway = false;
  let asked: string[] = [];
  const fetch = (request: Request | string): Promise<Response> => {
    const url = typeof request === 'string' ? request : request.url;
    asked.push(url);
    if (isAway) return Promise.reject(new TypeError('Failed to fetch'));
    if (url.endsWith('missing.js')) return Promise.resolve(new Response('', { status: 404 }));
    if (/\.[a-z]+$/.test(url)) return Promise.resolve(new Response(`file ${url}`));
    const headers = { 'content-type': 'text/html; charset=utf-8', etag: `"${version}"` };
    return Promise.resolve(new Response(INDEX(`${version}.js`), { headers }));
  };
  let caches: MemoryCaches;
  let page: PageCache;
  beforeEach(() => {
    [version, isAway, asked] = ['one', false, []];
    caches = new MemoryCaches(fetch);
    page = new PageCache({ scope: SCOPE, caches: caches.storage, fetch });
  });
  const view = (path: string) => page.answerView(new Request(`${SCOPE}${path}`));
  const asset = (name: string) => page.answerAsset(new Request(`${SCOPE}assets/${name}`));

  it('opens without a connection, at every address of the page', async () => {
    await page.prepare();
    isAway = true;
    expect(await (await view('recordings/1')).text()).toContain('assets/one.js');
    expect(await (await asset('one.js')).text()).toBe(`file ${SCOPE}assets/one.js`);
    expect((await page.answerFile(new Request(`${SCOPE}favicon.svg`))).status).toBe(200);
    await expect(asset('never-seen.js')).rejects.toThrow('Failed to fetch');
  });

  it('asks for a kept asset no more, and keeps each further one', async () => {
    await page.prepare();
    await asset('later.js');
    asked = [];
    await Promise.all([asset('one.js'), asset('later.js')]);
    expect(asked).toEqual([]);
  });

  it('is replaced by a new version at the next load, as a whole', async () => {
    await page.prepare();
    await asset('later.js');
    version = 'two';
    expect(await (await view('')).text()).toContain('assets/two.js');
    expect(caches.urls()).toEqual(['assets/two.js', 'favicon.svg', 'index.html'].map((path) => `${SCOPE}${path}`));
  });

  it('stays as it was if a new version cannot be kept as a whole', async () => {
    await page.prepare();
    version = 'missing';
    expect(await (await view('')).text()).toContain('assets/missing.js');
    isAway = true;
    expect(await (await view('')).text()).toContain('assets/one.js');
  });

  it('keeps no other answers', async () => {
    await page.prepare();
    const before = caches.urls();
    expect((await asset('missing.js')).status).toBe(404);
    await page.answerFile(new Request(`${SCOPE}theme.js`));
    expect(caches.urls()).toEqual(before);
  });

  it('is found in the index', () => {
    expect(listReferences(INDEX('one.js'), SCOPE)).toEqual([`${SCOPE}favicon.svg`, `${SCOPE}assets/one.js`]);
  });
});
