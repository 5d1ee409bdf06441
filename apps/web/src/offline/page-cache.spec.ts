import { MemoryCaches } from '../testing/memory-caches.js';
import { listReferences, PageCache, type Later } from './page-cache.js';

const SCOPE = 'https://tl.example/a/';
const INDEX = (script: string, at = '/a/'): string =>
  `<meta name="base-path" content="${at}" /><link rel="icon" href="/a/favicon.svg"><a href="/a/docs">docs</a><script src="/a/assets/${script}"></script><script src="https://elsewhere.example/x.js"></script>`;

describe('the kept page', () => {
  let version = 'one';
  let isAway = false;
  let asked: string[] = [];
  const htmlOf = (html: string): Response =>
    new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', etag: `"${version}"` } });
  const fetch = (request: Request | string): Promise<Response> => {
    const url = typeof request === 'string' ? request : request.url;
    asked.push(url);
    if (isAway) return Promise.reject(new TypeError('Failed to fetch'));
    if (url.endsWith('missing.js')) return Promise.resolve(new Response('', { status: 404 }));
    if (url.endsWith('/dashboard')) return Promise.resolve(htmlOf('<h1>Another page</h1>'));
    if (/\.[a-z]+$/.test(url)) return Promise.resolve(new Response(`file ${url}`));
    return Promise.resolve(htmlOf(INDEX(`${version}.js`, new URL(url).pathname.startsWith('/a/b/') ? '/a/b/' : '/a/')));
  };
  let caches: MemoryCaches;
  let page: PageCache;
  beforeEach(() => {
    [version, isAway, asked] = ['one', false, []];
    caches = new MemoryCaches(fetch);
    page = new PageCache({ scope: SCOPE, caches: caches.storage, fetch });
  });
  /** Answers, and waits for what goes on after the answer. */
  const finish = async (answer: (later: Later) => Promise<Response>): Promise<Response> => {
    const works: Promise<unknown>[] = [];
    const given = await answer((work) => works.push(work));
    await Promise.all(works);
    return given;
  };
  const view = (path: string) => finish((later) => page.answerView(new Request(`${SCOPE}${path}`), later));
  const asset = (name: string) => finish((later) => page.answerAsset(new Request(`${SCOPE}assets/${name}`), later));

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

  it('is never another page that a proxy serves below its address', async () => {
    await page.prepare();
    expect(await (await view('dashboard')).text()).toContain('Another page');
    isAway = true;
    expect(await (await view('dashboard')).text()).toContain('assets/one.js');
  });

  it('leaves alone what a page below its address keeps', async () => {
    const below = new PageCache({ scope: `${SCOPE}b/`, caches: caches.storage, fetch });
    await below.prepare();
    await page.prepare();
    version = 'two';
    await view('');
    expect(caches.urls()).toContain(`${SCOPE}b/index.html`);
    expect(caches.urls()).toContain(`${SCOPE}assets/two.js`);
  });

  it('is completed at the next load if it was interrupted', async () => {
    await caches.open(`throughline page ${SCOPE} "one"`);
    await view('');
    isAway = true;
    expect((await asset('one.js')).status).toBe(200);
    expect(await (await view('')).text()).toContain('assets/one.js');
  });

  it('does not keep the server from answering if the storage is damaged', async () => {
    caches.keys = () => Promise.reject(new Error('The storage is damaged.'));
    await page.prepare();
    expect((await view('')).status).toBe(200);
    expect((await asset('one.js')).status).toBe(200);
    isAway = true;
    await expect(view('')).rejects.toThrow('Failed to fetch');
  });

  it('is found in the index', () => {
    expect(listReferences(INDEX('one.js'), SCOPE)).toEqual([`${SCOPE}favicon.svg`, `${SCOPE}assets/one.js`]);
  });
});
