import { startSystem, until, type System } from '@throughline/stack/testing';
import { XMLParser } from 'fast-xml-parser';
import type { Browser, Locator } from 'playwright-core';
import { settingsText } from '#src/texts/settings-text.js';
import { findInAllLooks } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { measureOverhang, Reader } from './testing/reader.js';
import { startFakeEngines, uploadFilm, uploadTalk, type FakeEngines } from './testing/speech.js';

const words = settingsText.podcasts;
const TITLE = 'From the garden';

interface Episode {
  readonly title: string;
  readonly enclosure: Readonly<Record<'@url' | '@length' | '@type', string>>;
  readonly 'podcast:transcript': readonly Readonly<Record<'@url' | '@type', string>>[];
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  isArray: (name) => ['item', 'podcast:transcript'].includes(name),
});

/** Fetches a feed as podcast apps do: without cookie, token or `Referer`. */
async function episodesAt(url: string): Promise<readonly Episode[]> {
  return (
    (parser.parse(await (await fetch(url)).text()) as { rss: { channel: { item?: readonly Episode[] } } }).rss.channel.item ?? []
  );
}
const titlesAt = async (url: string): Promise<readonly string[]> => (await episodesAt(url)).map(({ title }) => title);

describe('a podcast feed', () => {
  let system: System;
  let browser: Browser;
  let engines: FakeEngines;
  let owner: Reader;

  beforeAll(async () => {
    engines = await startFakeEngines();
    const fetching = { TL_FETCH_ALLOW: '127.0.0.1' };
    const env = { processing: engines.env, gateway: fetching, ingest: fetching };
    [system, browser] = await Promise.all([startSystem({ env }), openBrowser()]);
    owner = await Reader.open(browser, system, { reducedMotion: 'reduce' });
    await untilReady(await uploadTalk(system));
    await owner.signIn();
  }, 180_000);
  afterEach(() => {
    expect(owner.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
    await engines.close();
  }, 60_000);

  const untilReady = async (id: string): Promise<void> => {
    await until(async () => ((await owner.api('GET', `recordings/${id}`)) as { status: string }).status === 'READY', {
      what: 'READY',
    });
  };
  const line = (): Locator =>
    owner.page.getByRole('list', { name: words.title, exact: true }).locator('> li').filter({ hasText: TITLE });
  const answerConfirmed = async (title: string, confirm: string): Promise<void> => {
    const question = owner.page.getByRole('dialog', { name: title });
    await question.getByRole('button', { name: confirm, exact: true }).click();
  };
  const look = async (name: string): Promise<void> => {
    expect(await findInAllLooks(owner.page)).toEqual([]);
    for (const [device, width] of [['phone', 390] as const, ['desktop', 1280] as const]) {
      await owner.page.setViewportSize({ width, height: 860 });
      await owner.screenshot(`podcasts-${name}-${device}`);
      expect([name, device, await measureOverhang(owner.page)]).toEqual([name, device, 0]);
    }
  };

  const addressIn = async (place: Locator): Promise<string> => {
    const code = place.getByRole('status').locator('code');
    await code.waitFor();
    return (await code.textContent()) ?? '';
  };
  const statusesOf = (...urls: readonly string[]): Promise<readonly number[]> =>
    Promise.all(urls.map(async (url) => (await fetch(url)).status));
  const actOn = (name: string): Promise<void> => line().getByRole('button', { name }).click();

  /** The id of the element with the focus. */
  const focused = (): Promise<string | undefined> => owner.page.evaluate(() => document.activeElement?.id);

  const at = { first: '', media: '' };

  it('plays in apps without an account', async () => {
    const { page } = owner;
    await owner.go('/settings/podcasts');
    await page.getByText(words.emptyTitle).waitFor();
    await look('empty');
    await page.getByRole('button', { name: words.add }).click();
    const form = page.getByRole('dialog', { name: words.add });
    await form.getByLabel(words.fields.title).fill(TITLE);
    await form.getByLabel(words.fields.language).fill('en');
    await look('form');
    await form.getByRole('button', { name: words.add }).click();
    at.first = await addressIn(page.locator('main'));
    expect(at.first).toMatch(new RegExp(`^${system.url}/api/v1/feeds/[\\w-]{43}/feed\\.xml$`, 'u'));

    // The parser of a browser refuses text that is not well-formed.
    const text = await (await fetch(at.first)).text();
    const parse = (xml: string): string => new DOMParser().parseFromString(xml, 'application/xml').documentElement.nodeName;
    await eventually(() => page.evaluate(parse, text)).toBe('rss');
    const [{ enclosure, ...episode }] = (await episodesAt(at.first)) as [Episode];
    expect([episode.title, enclosure['@type']]).toEqual(['In the garden', 'audio/mpeg']);
    at.media = enclosure['@url'];
    const range = await fetch(at.media, { headers: { range: 'bytes=1000-1999' } });
    expect([range.status, range.headers.get('content-range')]).toEqual([206, `bytes 1000-1999/${enclosure['@length']}`]);
    expect((await range.arrayBuffer()).byteLength).toBe(1_000);
    const captions = episode['podcast:transcript'].map((one) => one['@url']);
    expect(await (await fetch(String(captions[0]))).text()).toContain('Tomatoes need');
  }, 120_000);

  it('can be read as a source by this product', async () => {
    const source = { name: 'Own feed', type: 'feed', settings: { address: at.first } };
    const { id } = (await owner.api('POST', 'sources', source)) as { id: number };
    await owner.api('POST', `sources/${String(id)}/sync?dry_run=true`);
    const path = `sources/${String(id)}/syncs`;
    const countNew = async (): Promise<number | undefined> =>
      ((await owner.api('GET', path)) as { items: readonly { counts: { new: number } }[] }).items[0]?.counts.new;
    await eventually(countNew).toBe(1);
  }, 60_000);

  it('asks for later recordings, and ends', async () => {
    const { first, media } = at;
    await untilReady(await uploadFilm(system));
    expect(await titlesAt(first)).toEqual(['In the garden']);
    await line().getByText(words.items.label, { exact: true }).click();
    await line()
      .getByRole('button', { name: words.items.approveOf('A film') })
      .waitFor();
    await look('waiting');
    await actOn(words.items.approveOf('A film'));
    await line().getByText(words.items.noneWaiting).waitFor();
    await eventually(focused).toBe('content');
    expect(await titlesAt(first)).toEqual(['A film', 'In the garden']);

    await actOn(words.renew.of(TITLE));
    await answerConfirmed(words.renew.title(TITLE), words.renew.label);
    const second = await addressIn(line());
    await look('renewed');
    expect(await statusesOf(first, media, second)).toEqual([404, 404, 200]);

    await actOn(words.revoke.deleteOf(TITLE));
    await answerConfirmed(words.revoke.deleteTitle(TITLE), words.revoke.delete);
    await line().getByText(words.states.revoked, { exact: true }).waitFor();
    await eventually(focused).toBe('content');
    expect(await statusesOf(second)).toEqual([404]);
    const log = JSON.stringify(await owner.api('GET', 'admin/log'));
    for (const url of [first, second]) expect(log).not.toContain(url.split('/')[6]);
  }, 240_000);
});
