import { startSystem, type System } from '@throughline/stack/testing';
import { testDepth } from '@throughline/contracts/testing';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { Catalogue } from '#src/texts/catalogue.js';
import { de } from '#src/texts/de/index.js';
import { ru } from '#src/texts/ru/index.js';
import { text as english } from '#src/texts/text.js';
import { findAccessibilityFindings } from './testing/accessibility.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { isPhone, LOOKS } from './testing/looks.js';
import { measureOverhang, Reader } from './testing/reader.js';
import { seedLibrary } from './testing/seeded-library.js';
import { settle, viewsIn, type View } from './testing/views.js';

const LANGUAGES: readonly (readonly [tag: string, locale: string, texts: Catalogue])[] = [
  ['de', 'de-AT', de],
  ['ru', 'ru-RU', ru],
];

describe('the page in another language', () => {
  let system: System;
  let browser: Browser;
  /** Views of items, by path. Their headings are titles, which are in no language of the page. */
  let views: readonly View[];
  beforeAll(async () => {
    [system, browser] = await Promise.all([startSystem({ simulation: true }), openBrowser()]);
    const owner = await Reader.open(browser, system);
    await owner.signIn();
    await seedLibrary(owner);
    const { items } = (await owner.api('GET', 'items')) as { items: { id: string; kind: string; title: string }[] };
    views = items.map(({ id, kind, title }) => [`${kind}-${id}`, `/${kind}s/${id}`, title] as const);
    await owner.close();
  }, 180_000);
  afterAll(async () => {
    await browser.close();
    await system.close();
  }, 60_000);

  const open = async (locale: string, options: BrowserContextOptions = {}): Promise<Reader> =>
    Reader.open(browser, system, { locale, reducedMotion: 'reduce', ...options });
  const languageOf = async ({ page }: Reader): Promise<string> => page.evaluate(() => document.documentElement.lang);

  const cases = LANGUAGES.flatMap(([tag, locale, texts]) =>
    testDepth.oneOfEach(LOOKS, (look) => String(isPhone(look))).map(([look, options]) => ({ tag, locale, texts, look, options })),
  );
  it.each(cases)(
    'fits all views: $tag, $look',
    async ({ tag, locale, texts, look, options }) => {
      const reader = await open(locale, options);
      await reader.page.goto(await reader.link());
      await settle(reader.page, texts.text.itemList.title);
      expect(await languageOf(reader)).toBe(tag);
      const findings: (readonly [view: string, finding: unknown])[] = [];
      for (const [name, path, heading] of [...viewsIn(texts.text), ...views]) {
        await reader.go(path);
        await settle(reader.page, heading);
        await reader.screenshot(`${tag}-${name}-${look}`);
        const overhang = await measureOverhang(reader.page);
        if (overhang > 0) findings.push([name, `${String(overhang)} px too wide`]);
        for (const finding of await findAccessibilityFindings(reader.page)) findings.push([name, finding]);
      }
      expect(findings).toEqual([]);
      expect(reader.complaints).toEqual([]);
      await reader.close();
    },
    300_000,
  );

  it('is chosen by the reader, and stays until another choice', async () => {
    const reader = await open('en-GB');
    await reader.signIn();
    await reader.go('/settings/appearance');
    const choose = async (texts: Catalogue['text'], choice: string): Promise<void> => {
      await reader.page.getByLabel(texts.language.label).selectOption(choice);
      await reader.page.getByRole('button', { name: texts.language.use }).click();
    };
    await choose(english, 'de');
    await reader.page.getByRole('heading', { name: de.text.settings.appearance }).waitFor();
    expect(await languageOf(reader)).toBe('de');
    await reader.go('/');
    await settle(reader.page, de.text.itemList.title);
    await reader.go('/settings/appearance');
    await choose(de.text, 'system');
    await reader.page.getByRole('heading', { name: english.settings.appearance }).waitFor();
    await eventually(() => languageOf(reader)).toBe('en');
    expect(reader.complaints).toEqual([]);
    await reader.close();
  }, 120_000);

  it('is English if the texts of the language cannot be fetched', async () => {
    const reader = await open('de-DE');
    await reader.page.route(/\/assets\/de-[^/]*\.js$/, (route) => route.abort());
    await reader.page.goto(await reader.link());
    await settle(reader.page, english.itemList.title);
    expect(await languageOf(reader)).toBe('en');
    const [, path = ''] = views[0] ?? [];
    await reader.go(path);
    await reader.page.getByText(/ ago$/).first().waitFor();
    expect(reader.faults).toEqual([]);
    await reader.close();
  }, 120_000);
});
