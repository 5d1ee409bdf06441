import { until, type System } from '@throughline/stack/testing';
import type { Locator, Page } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { createShortTalk, type ChosenFile } from './files.js';

export const uploadOf = (page: Page, name: string): Locator =>
  page.getByRole('list', { name: text.upload.list }).getByRole('listitem').filter({ hasText: name });

export const rowOf = (page: Page, title: string): Locator =>
  page.getByRole('list', { name: text.itemList.kinds.recording }).getByRole('listitem').filter({ hasText: title });

export async function openAdd(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: text.upload.add, exact: true }).click();
  return page.getByRole('dialog', { name: text.upload.title });
}

/** Adds files by the dialog, with the default options: files in memory, or one path. */
export async function choose(page: Page, ...files: readonly ChosenFile[] | readonly [path: string]): Promise<void> {
  const dialog = await openAdd(page);
  await dialog.getByLabel(text.upload.choose).setInputFiles(files);
  await dialog.getByRole('button', { name: text.upload.start(files.length), exact: true }).click();
}

/** Uploads the short talk outside the browser, and delivers it to an output without any stage. Returns its id. */
export async function deliverTalk({ url, token }: Pick<System, 'url' | 'token'>, output: string): Promise<string> {
  const { name, mimeType, buffer } = createShortTalk();
  const off = {
    trimming: { enable_trimming: false },
    transcription: { enable_transcription: false, enable_topics: false, enable_subtitles: false },
  };
  const settings = { processing_config: off, output_config: { outputs: [output] } };
  const form = new FormData();
  form.set('run', 'true');
  for (const [field, value] of Object.entries(settings)) form.set(field, JSON.stringify(value));
  form.set('file', new Blob([new Uint8Array(buffer)], { type: mimeType }), name);
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/v1/recordings`, { method: 'POST', headers, body: form });
  const { id } = (await answer.json()) as { readonly id: string };
  const isReady = async (): Promise<boolean> =>
    ((await (await fetch(`${url}/api/v1/recordings/${id}`, { headers })).json()) as { status: string }).status === 'READY';
  await until(isReady, { timeout: 60_000, what: 'the delivery' });
  return id;
}
