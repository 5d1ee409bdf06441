import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { textPdf } from '@throughline/documents/testing';
import { startSystem, until, type System } from '@throughline/stack/testing';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { openBrowser } from './browser.js';
import { Reader } from './reader.js';
import { HEBREW, LONG, seedLibrary } from './seeded-library.js';
import { startFakeEngines, uploadTalk } from './speech.js';
import { settle, VIEWS, type View } from './views.js';

/** A build of the page, and the folder that gets its pictures. */
export interface PageBuild {
  readonly name: string;
  readonly webDir: string;
  readonly pictures: string;
}

const HEIGHT = 800;
/** The title of the document is extracted from its text. */
const ANY_HEADING = '';
/** A build without a view must not hold up the others. */
const TIMEOUT_MS = 20_000;
const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [1_280, 390].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => [
    `${colorScheme}-${String(width)}`,
    { colorScheme, viewport: { width, height: HEIGHT }, reducedMotion: 'reduce' },
  ]),
);

const read = async (reader: Reader, path: string): Promise<{ readonly id: string; readonly status: string }> =>
  (await reader.api('GET', path)) as { id: string; status: string };

async function addDocument({ url, token }: Pick<System, 'url' | 'token'>): Promise<string> {
  const bytes = await textPdf([['Invoice for electricity', 'Musterstadt, 3 March 2026', 'Please pay within two weeks.']]);
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }), 'electricity.pdf');
  form.set('run', 'true');
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/v1/documents`, { method: 'POST', headers, body: form });
  if (!answer.ok) throw new Error(`The document was refused: ${await answer.text()}`);
  return ((await answer.json()) as { id: string }).id;
}

interface Seeded {
  readonly views: readonly View[];
  /** All pictures are taken with one sign-in, because another one would be an entry of the settings. */
  readonly signedIn: Exclude<BrowserContextOptions['storageState'], string | undefined>;
}

/** Fills a library with items of each kind, and returns the views to draw. */
async function seed(system: System, browser: Browser): Promise<Seeded> {
  const owner = await Reader.open(browser, system);
  await owner.signIn();
  const [{ ready, failed }, talk, document] = await Promise.all([seedLibrary(owner), uploadTalk(system), addDocument(system)]);
  const settled: readonly (readonly [path: string, status: string])[] = [
    [`recordings/${talk}`, 'READY'],
    [`documents/${document}`, 'completed'],
  ];
  for (const [path, status] of settled) {
    await until(async () => (await read(owner, path)).status === status, { timeout: 120_000, what: `${path} to be ${status}` });
  }
  const signedIn = await owner.context.storageState();
  await owner.close();
  const views: readonly View[] = [
    // The document waits for a review.
    ...VIEWS.filter(([name]) => name !== 'nothing-to-review'),
    ['review', '/review', text.documentView.review.title],
    ['search', '/search?q=tomatoes', text.search.resultsFor('tomatoes')],
    ['recording', `/recordings/${talk}`, 'In the garden'],
    ['recording-simulated', `/recordings/${ready}`, LONG],
    ['recording-failed', `/recordings/${failed}`, HEBREW],
    ['document', `/documents/${document}`, ANY_HEADING],
  ];
  return { views, signedIn };
}

const MAX_FRAMES = 20;

/** Returns a picture of the whole view once two frames in a row are the same, so that late pictures and drawn pages are on it. */
async function takePicture(page: Page): Promise<Buffer> {
  const take = (): Promise<Buffer> => page.screenshot({ fullPage: true, animations: 'disabled' });
  let frame = await take();
  for (let frames = 1; frames < MAX_FRAMES; frames += 1) {
    const next = await take();
    if (next.equals(frame)) return next;
    frame = next;
  }
  return frame;
}

interface Drawing extends PageBuild, Seeded {
  readonly system: System;
  readonly browser: Browser;
  /** All pictures show the same time, so that the times in them are the same. */
  readonly now: Date;
}

async function draw({ system, browser, views, signedIn, now, webDir, pictures }: Drawing): Promise<void> {
  await mkdir(pictures, { recursive: true });
  await system.service('gateway').stop();
  await system.service('gateway').start({ TL_WEB_DIR: webDir });
  for (const [look, options] of LOOKS) {
    const reader = await Reader.open(browser, system, { ...options, storageState: signedIn });
    reader.context.setDefaultTimeout(TIMEOUT_MS);
    await reader.page.clock.setFixedTime(now);
    for (const [name, path, heading] of views) {
      await reader.go(path);
      // A view that another build lacks has its picture too.
      await settle(reader.page, heading).catch(() => undefined);
      await writeFile(join(pictures, `${name}-${look}.png`), await takePicture(reader.page));
    }
    await reader.close();
  }
}

/** Draws the views of each build in turn, from the same installation with the same data. Returns the number of pictures of a build. */
export async function drawBuilds(builds: readonly PageBuild[], say: (line: string) => void): Promise<number> {
  const engines = await startFakeEngines();
  const [system, browser] = await Promise.all([
    startSystem({ simulation: true, env: { processing: engines.env } }),
    openBrowser(),
  ]);
  try {
    say('filling a library');
    const seeded = await seed(system, browser);
    const now = new Date();
    for (const build of builds) {
      say(`drawing ${String(seeded.views.length * LOOKS.length)} pictures of ${build.name}`);
      await draw({ ...build, ...seeded, system, browser, now });
    }
    return seeded.views.length * LOOKS.length;
  } finally {
    await browser.close();
    await system.close();
    await engines.close();
  }
}
