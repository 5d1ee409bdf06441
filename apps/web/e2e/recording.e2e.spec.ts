import { startSystem, until, type System } from '@throughline/stack/testing';
import type { Browser, Locator, Page } from 'playwright-core';
import { text } from '#src/texts/text.js';
import { findInAllLooks } from './testing/accessibility.js';
import { createBreakableFfmpeg, type BreakableFfmpeg } from './testing/breakable-ffmpeg.js';
import { openBrowser } from './testing/browser.js';
import { eventually } from './testing/eventually.js';
import { downloadLink, stateButton } from './testing/lists.js';
import { Reader, measureOverhang } from './testing/reader.js';
import { simulateSlowStage, startSimulatedRun, type SimulatedRun } from './testing/trials.js';
import { wordOf } from './testing/word-of.js';

const { names } = text.actions;
const { flags, recording: words, step: steps } = text;
const failedTitle = words.attention.failed(words.attention.steps.transcribe, 1);
const { outputStates, states } = text.itemList;
const statusOf = (status: string): string => wordOf(words.pipeline.status, status);
const plannedAs = (action: string): string => wordOf(words.actions.previewAction, action);

const stepOf = (page: Page, name: string): Locator =>
  page.locator('li.step').filter({ has: page.locator('.step-name [dir]', { hasText: name }) });
const badge = (page: Page, words: string): Locator => page.locator('.recording-head').getByText(words, { exact: true });
const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });

interface Action {
  readonly action: string;
  readonly target: string | null;
  readonly allowed: boolean;
  readonly reason: string | null;
  readonly try_instead: string | null;
}

describe('a user on the page of a recording', () => {
  let system: System;
  let browser: Browser;
  let ffmpeg: BreakableFfmpeg;
  let reader: Reader;
  let page: Page;
  beforeAll(async () => {
    ffmpeg = await createBreakableFfmpeg();
    const options = { simulation: true, instances: { search: 0 }, env: { processing: ffmpeg.env } };
    [system, browser] = await Promise.all([startSystem(options), openBrowser()]);
    reader = await Reader.open(browser, system, { reducedMotion: 'reduce' });
    page = reader.page;
    await reader.signIn();
  }, 120_000);
  // Shows errors of the page first: a broken page makes a wait time out, which hides the cause.
  afterEach(() => {
    expect(reader.faults).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await system.close();
    await ffmpeg.remove();
  }, 60_000);

  const open = async (trial: SimulatedRun): Promise<string> => {
    const id = await startSimulatedRun(reader, trial);
    await reader.go(`/recordings/${id}`);
    await page.getByRole('heading', { level: 1, name: trial.title }).waitFor();
    return id;
  };
  const actionsOf = async (id: string): Promise<readonly Action[]> =>
    ((await reader.api('GET', `recordings/${id}`)) as { allowed_actions: readonly Action[] }).allowed_actions;

  it('watches it go through its steps, without a reload', async () => {
    // Longer than a busy machine takes to open the page and to see the progress rise.
    await open({ title: 'Step by step', stages: { TRANSCRIBE: simulateSlowStage(12_000) } });
    await page.evaluate(() => {
      document.documentElement.dataset['same'] = 'yes';
    });
    const transcribe = stepOf(page, steps.TRANSCRIBE);
    await transcribe.getByText(statusOf('IN_PROGRESS')).waitFor();
    const bar = transcribe.getByRole('progressbar');
    const before = Number(await bar.getAttribute('aria-valuenow'));
    await eventually(async () => Number(await bar.getAttribute('aria-valuenow'))).toBeGreaterThan(before);
    await reader.screenshot('recording-running');
    await badge(page, text.status.READY).waitFor();
    for (const name of [steps.DOWNLOAD, steps.TRIM, steps.TRANSCRIBE, steps.EXTRACT_TOPICS, steps.GENERATE_SUBTITLES]) {
      await eventually(async () => [name, await stepOf(page, name).getByText(statusOf('COMPLETED')).count()]).toEqual([name, 1]);
    }
    await stepOf(page, steps.deliver('library')).getByText(outputStates.uploaded).waitFor();
    await page.getByRole('heading', { level: 2, name: words.timeline.title }).click();
    const history = page.locator('.event');
    await history.getByText(/^Delivered to library/).waitFor();
    await eventually(() => history.getByText('Transcription started').count()).toBe(0);
    await page.getByLabel(words.timeline.technical).check();
    await history.getByText('Transcription started').waitFor();
    await downloadLink(page, 'transcript', 'TXT').waitFor();
    await eventually(() => page.evaluate(() => document.documentElement.dataset['same'])).toBe('yes');
    // Screen readers get the order of the steps as text instead of lines.
    await eventually(() => stepOf(page, steps.EXTRACT_TOPICS).locator('.step-name').textContent()).toBe(
      `${steps.EXTRACT_TOPICS}${words.pipeline.waitsFor([steps.TRANSCRIBE])}`,
    );
  }, 120_000);

  it('reads the transcript so far, which grows beside the steps, until it is stopped', async () => {
    const progress = Array.from({ length: 29 }, (_, index) => (index + 1) / 30);
    const id = await open({ title: 'Word by word', stages: { TRANSCRIBE: simulateSlowStage(90_000, progress) } });
    const soFar = page.getByRole('region', { name: words.soFar.title });
    await soFar.getByText(words.soFar.none).waitFor();
    const lines = soFar.getByRole('list', { name: words.soFar.title });
    await lines.getByText('This is').waitFor();
    const before = (await lines.textContent()) ?? '';
    expect(before).not.toContain('nobody has said it.');
    await page.waitForFunction(
      (length) => (document.querySelector('.so-far-lines')?.textContent ?? '').length > length,
      before.length,
    );
    await soFar.getByText(words.soFar.upTo(0)).waitFor();
    await eventually(() => page.locator('.transcript').count()).toBe(0);
    expect(await findInAllLooks(page)).toEqual([]);
    expect(await measureOverhang(page)).toBeLessThanOrEqual(0);
    await reader.screenshot('recording-so-far');
    await reader.api('POST', `recordings/${id}/cancel`, {});
    await soFar.waitFor({ state: 'detached' });
  }, 120_000);

  it('keeps reading the transcript while a new one is made', async () => {
    const id = await open({ title: 'Said again' });
    await badge(page, text.status.READY).waitFor();
    const line = page.locator('.segment').filter({ hasText: 'This is a simulated transcript' });
    await line.waitFor();
    await reader.api('POST', `recordings/${id}/run`, {
      processing_config: {
        transcription: { vocabulary: ['Ada Lovelace'] },
        simulation: { TRANSCRIBE: simulateSlowStage(3_600_000) },
      },
    });
    const again = page.getByRole('region', { name: words.work.newTranscript });
    await again.getByText(words.work.resultStays).waitFor();
    await line.waitFor();
    await page.reload();
    await again.waitFor();
    await line.waitFor();
    await eventually(() => page.locator('.so-far-lines').count()).toBe(0);
    await reader.api('POST', `recordings/${id}/cancel`, {});
    await again.waitFor({ state: 'detached' });
  }, 120_000);

  it('sees why it failed, previews a run, and runs it again to its end', async () => {
    await open({
      title: 'Broken microphone',
      stages: {
        TRANSCRIBE: { faults: [{ attempt: 1, do: 'fail', code: 'no-sound', message: 'No sound in it', retryable: false }] },
      },
    });
    await eventually(() => stepOf(page, steps.TRANSCRIBE).getByText('No sound in it').count()).toBe(1);
    await page.locator('.further-actions > summary').click();
    await button(page, words.actions.preview).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(wordOf(words.actions.previewOutcome, 'start')).waitFor();
    await dialog.getByText(`${steps.DOWNLOAD}: ${plannedAs('keep')}`, { exact: true }).waitFor();
    await dialog.getByText(`${steps.TRANSCRIBE}: ${plannedAs('run')}`, { exact: true }).waitFor();
    await eventually(() => page.locator('.attention h2').getByText(failedTitle).count()).toBe(1);
    await reader.screenshot('recording-preview');
    await dialog.getByRole('button', { name: names.run, exact: true }).click();
    await badge(page, text.status.READY).waitFor();
    await eventually(() => page.locator('.attention h2').getByText(failedTitle).count()).toBe(0);
    await eventually(() => stepOf(page, steps.TRANSCRIBE).getByText(words.pipeline.attempt(2)).count()).toBe(1);
  }, 120_000);

  it('pauses it with a reason, sees the running step finish first, and resumes it', async () => {
    await open({ title: 'Not yet', stages: { TRANSCRIBE: simulateSlowStage(5_000) } });
    await stepOf(page, steps.TRANSCRIBE).getByText(statusOf('IN_PROGRESS')).waitFor();
    await button(page, names.pause).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: words.actions.reason }).fill('The speaker has not agreed yet');
    await dialog.getByRole('button', { name: names.pause }).click();
    await badge(page, flags.pausing).waitFor();
    await eventually(() => page.getByText(words.banner.pausing).count()).toBe(1);
    await badge(page, states.paused).waitFor();
    await eventually(() => stepOf(page, steps.TRANSCRIBE).getByText(statusOf('COMPLETED')).count()).toBe(1);
    await eventually(() => stepOf(page, steps.EXTRACT_TOPICS).getByText(statusOf('PENDING')).count()).toBe(1);
    const banner = page.locator('.banners');
    await eventually(() => banner.textContent()).toContain('The speaker has not agreed yet');
    await eventually(() => banner.textContent()).toContain(words.byYou);
    await reader.screenshot('recording-paused');
    await button(page, text.actions.resume).press('Enter');
    await badge(page, text.status.READY).waitFor();
    await eventually(() => banner.textContent()).toBe('');
    // The button is gone.
    const title = page.getByRole('heading', { level: 1 });
    await eventually(() => title.evaluate((element) => element === document.activeElement)).toBe(true);
  }, 120_000);

  it('cancels it, and its long step stops', async () => {
    await open({ title: 'The wrong file', stages: { TRANSCRIBE: simulateSlowStage(3_600_000) } });
    await stepOf(page, steps.TRANSCRIBE).getByText(statusOf('IN_PROGRESS')).waitFor();
    await button(page, names.cancel).click();
    await page.getByRole('textbox', { name: words.actions.reason }).fill('Wrong recording');
    await page.getByRole('dialog').getByRole('button', { name: names.cancel }).click();
    await page.getByText(words.banner.cancelled, { exact: true }).waitFor();
    await badge(page, states.stopped).waitFor();
    await eventually(() => page.locator('.banners').textContent()).toContain('Wrong recording');
    const cancel = page.locator('.action-bar button', { hasText: names.cancel });
    await eventually(() => cancel.getAttribute('aria-disabled')).toBe('true');
    await button(page, names.run).waitFor();
  }, 120_000);

  it('sees in the list why a recording has no transcript, and finds it', async () => {
    const transcribe = { faults: [{ attempt: 1, do: 'fail', code: 'no-sound', message: 'No sound in it', retryable: false }] };
    const failed = { title: 'Nobody spoke', stages: { TRANSCRIBE: transcribe }, transcription: { allow_errors: true } };
    await open(failed);
    await badge(page, 'No transcript: transcription failed.').waitFor();
    const off = { enable_transcription: false, enable_topics: false, enable_subtitles: false };
    await open({ title: 'Only pictures', transcription: off });
    await stepOf(page, steps.TRANSCRIBE)
      .getByText(words.pipeline.skipped(wordOf(words.pipeline.skipReasons, 'disabled')))
      .waitFor();
    await reader.go('/recordings');
    const rowOf = (title: string): Locator => page.locator('li.item').filter({ hasText: title });
    await rowOf('Only pictures').waitFor();
    await stateButton(page, 'no_transcript').click();
    await rowOf('Only pictures').waitFor({ state: 'detached' });
    await rowOf('Nobody spoke').getByText('No transcript: transcription failed').waitFor();
    await stateButton(page, 'stopped').click();
    await rowOf('The wrong file').getByText(states.stopped).waitFor();
    await eventually(() => page.locator('li.item').filter({ hasNotText: states.stopped }).count()).toBe(0);
  }, 120_000);

  it('restarts a step after its worker stopped responding, and another worker completes it', async () => {
    const worker = system.service('processing');
    await open({ title: 'Asleep', stages: { TRANSCRIBE: { faults: [{ attempt: 1, do: 'hang', at: 0.4 }], takes_ms: 400 } } });
    await stepOf(page, steps.TRANSCRIBE).getByText(statusOf('IN_PROGRESS')).waitFor();
    worker.signal('SIGSTOP');
    try {
      await badge(page, flags.stalled).waitFor();
      await page.locator('.banners').getByText(words.banner.stalled).waitFor();
      await stepOf(page, steps.TRANSCRIBE).getByText(flags.stalled).waitFor();
      await reader.screenshot('recording-stalled');
      await reader.go('/recordings');
      await page.locator('li.item').filter({ hasText: 'Asleep' }).getByText(flags.stalled).waitFor();
      await reader.screenshot('list-labels');
      await page.getByRole('link', { name: 'Asleep' }).click();
      await button(page, names.unstick).click();
      const dialog = page.getByRole('dialog');
      await eventually(() => dialog.getByRole('radio', { name: words.actions.retry }).isChecked()).toBe(true);
      await reader.screenshot('recording-unstick');
      await dialog.getByRole('button', { name: names.unstick }).click();
      await stepOf(page, steps.TRANSCRIBE).getByText(words.pipeline.attempt(2)).waitFor();
      await badge(page, flags.stalled).waitFor({ state: 'detached' });
    } finally {
      worker.signal('SIGCONT');
    }
    await badge(page, text.status.READY).waitFor();
  }, 120_000);

  it('sees that an unconfirmed delivery is not done, and settles it with the link of the copy', async () => {
    const id = await open({
      title: 'Sent into the dark',
      outputs: ['sim-blind'],
      stages: { 'deliver:sim-blind': { faults: [{ attempt: 1, do: 'drop' }] } },
    });
    await page.getByRole('heading', { name: words.attention.unconfirmed('sim-blind') }).waitFor();
    await eventually(() => stepOf(page, steps.deliver('sim-blind')).getByText(flags.unconfirmed).count()).toBe(1);
    await page.locator('.delivery').getByText(flags.unconfirmed).waitFor();
    expect([await findInAllLooks(page), await measureOverhang(page)]).toEqual([[], 0]);
    await reader.screenshot('recording-unconfirmed');
    const link = page.getByLabel(words.attention.linkOf('sim-blind'));
    await link.fill('https://ada:sword@media.example/42');
    await link.press('Enter');
    await page.getByText(words.actions.link.noUser).waitFor();
    await eventually(() => link.evaluate((field) => field === document.activeElement && field.ariaInvalid === 'true')).toBe(true);
    expect([await findInAllLooks(page), await measureOverhang(page)]).toEqual([[], 0]);
    await reader.screenshot('recording-unconfirmed-link');
    await link.fill('https://media.example/42');
    await reader.go(`/recordings/${id}`);
    await eventually(() => link.inputValue()).toBe('https://media.example/42');
    const answer = button(page, words.attention.answerOf(words.attention.arrived, 'sim-blind'));
    await answer.focus();
    await page.keyboard.press('Enter');
    await page.locator('.delivery').getByText(outputStates.uploaded).waitFor();
    const shown = page.locator('.delivery').getByRole('link', { name: words.outputs.open });
    await eventually(() => shown.getAttribute('href')).toBe('https://media.example/42');
    await eventually(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('link ')))).toEqual([]);
    await eventually(() => page.getByText(flags.unconfirmed).count()).toBe(0);
    // The panel has gone with the button, so the focus goes on to the title.
    await eventually(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  }, 120_000);

  it('publishes it to the chosen output after a review, also on a phone', async () => {
    const id = await open({ title: 'Look first', outputs: ['library', 'sim-session'], isAutomatic: false });
    await badge(page, states.to_review).waitFor();
    const phone = await Reader.open(browser, system, { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true });
    await phone.signIn();
    await phone.go(`/recordings/${id}`);
    await button(phone.page, names.publish).tap();
    const dialog = phone.page.getByRole('dialog');
    await dialog.getByRole('checkbox', { name: 'sim-session' }).uncheck();
    await eventually(() => dialog.getByRole('checkbox', { name: 'library' }).isChecked()).toBe(true);
    expect([await findInAllLooks(phone.page), await measureOverhang(phone.page)]).toEqual([[], 0]);
    await phone.screenshot('publish-phone');
    await dialog.getByRole('button', { name: names.publish }).tap();
    const delivery = (name: string): Locator => page.locator('.delivery').filter({ hasText: name });
    await delivery('library').getByText(outputStates.uploaded).waitFor();
    await badge(page, states.to_review).waitFor();
    await eventually(() => delivery('sim-session').getByText(outputStates.uploaded).count()).toBe(0);
    expect(phone.complaints).toEqual([]);
    await phone.close();
  }, 120_000);

  it('runs a complete one again with a template, after a preview of its layers', async () => {
    await reader.api('POST', 'templates', {
      name: 'Short topics',
      processing_config: { transcription: { granularity: 'short' } },
    });
    const id = await open({ title: 'One more time' });
    await badge(page, text.status.READY).waitFor();
    await page.locator('.further-actions > summary').click();
    await button(page, text.runs.withOthers).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(wordOf(words.actions.previewOutcome, 'nothing')).waitFor();
    await dialog.getByRole('combobox', { name: text.runs.template }).selectOption('Short topics');
    await dialog.getByText(wordOf(words.actions.previewOutcome, 'start')).waitFor();
    await dialog.getByText(text.runs.ofTemplate('Short topics')).waitFor();
    await dialog.getByText(text.templates.processing.transcription.granularity.label).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
    await reader.screenshot('run-with-template');
    await dialog.getByRole('button', { name: names.run, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await until(async () => {
      const { items } = (await reader.api('GET', `recordings/${id}/events?limit=200`)) as { items: readonly { type: string }[] };
      return items.filter(({ type }) => type === 'RunStarted').length === 2;
    });
    await badge(page, text.status.READY).waitFor();
  }, 120_000);

  it('delivers a ready one to a further output, and repeats nothing', async () => {
    await open({ title: 'One more copy' });
    await button(page, words.outputs.deliverTo).click();
    await page.getByRole('checkbox', { name: 'sim-session' }).check();
    await page.getByText(`${steps.TRANSCRIBE}: ${plannedAs('keep')}`).waitFor();
    expect(await findInAllLooks(page)).toEqual([]);
    await button(page, words.outputs.deliver).press('Enter');
    await page.locator('.delivery').filter({ hasText: 'sim-session' }).getByText(outputStates.uploaded).waitFor();
    // The run takes the button away, unless it ends before the page shows it.
    await page
      .locator('h1:focus')
      .or(page.locator('button:focus', { hasText: words.outputs.deliverTo }))
      .waitFor();
  }, 120_000);

  it('makes the waveform when asked, after the file could not be read', async () => {
    const id = await open({ title: 'To be drawn' });
    await badge(page, text.status.READY).waitFor();
    await ffmpeg.break();
    await reader.api('POST', `recordings/${id}/previews`);
    await page.getByText(words.previews.noWaveform.failed).waitFor();
    await reader.screenshot('recording-no-waveform');
    expect(await findInAllLooks(page)).toEqual([]);
    await ffmpeg.mend();
    await button(page, words.previews.make).press('Enter');
    await page.locator('.waveform[role=slider]').waitFor();
    await eventually(() => page.getByText(words.previews.noWaveform.failed).count()).toBe(0);
  }, 120_000);

  it('gets exactly the actions that the API allows and the reasons of the others, by keyboard alone', async () => {
    const id = await open({ title: 'All that can be done' });
    await badge(page, text.status.READY).waitFor();
    await page.locator('.further-actions > summary').click();
    const actions = await actionsOf(id);
    const bar = page.locator('.action-bar');
    const possible = actions.filter(({ allowed }) => allowed);
    await eventually(() => bar.locator('button[aria-disabled=false]').count()).toBe(possible.length);
    const refused = actions.filter(({ allowed }) => !allowed);
    await eventually(() => bar.locator('button[aria-disabled=true]').count()).toBe(refused.length);
    const run = refused.find(({ action }) => action === 'run');
    const button = bar.getByRole('button', { name: names.run, exact: true });
    await button.focus();
    await eventually(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    const describe = (): Promise<string> =>
      button.evaluate((element) => document.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent ?? '');
    await eventually(describe).toContain(run?.reason ?? 'a reason');
    await eventually(describe).toContain(run?.try_instead ?? '');
    expect(await actionsOf(id)).toEqual(actions);
  }, 120_000);

  it('erases it only after typing a confirmation, and no title remains', async () => {
    await open({ title: 'Never to be seen again' });
    await badge(page, text.status.READY).waitFor();
    await page.locator('.further-actions > summary').click();
    await button(page, names.erase).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill('eras');
    await dialog.getByRole('button', { name: names.erase }).click();
    await eventually(() => dialog.isVisible()).toBe(true);
    await dialog.getByRole('textbox').fill(words.actions.eraseWord);
    await dialog.getByRole('button', { name: names.erase }).click();
    await page.getByRole('heading', { level: 1, name: text.list.erasedTitle }).waitFor();
    await page.getByText(words.banner.erased, { exact: true }).waitFor();
    // The screen reader announcement does not repeat the erased title.
    await page.getByText('Never to be seen again').waitFor({ state: 'detached' });
    expect(reader.complaints).toEqual([]);
  }, 120_000);
});
