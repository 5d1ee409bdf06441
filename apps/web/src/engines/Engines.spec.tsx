import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { About, CurrentUser, EngineNote, ModelNote } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { meQuery } from '../api/me.js';
import { ModelWait } from '../recording/ModelWait.js';
import { LanguageNames } from './EngineLine.js';
import { Engines } from './Engines.js';
import { aboutQuery } from './engines-api.js';
import { TestResult } from './EngineTest.js';

const about = (engines: readonly EngineNote[] | 'unknown', models: readonly ModelNote[] = []): About => ({
  name: 'throughline',
  version: '1.0.0',
  limits: { upload_bytes: 1, page: 1, title: 1 },
  simulation: false,
  services: [{ service: 'processing', tools: [], engines, models, looked_at: null, heard_at: null }],
  address: null,
  docs: '/docs',
});
const pocketsphinx: EngineNote = { name: 'pocketsphinx', kind: 'speech', languages: ['en'], needs_language: true };
const whisper: EngineNote = {
  name: 'whisper-cpp',
  kind: 'speech',
  languages: ['en', 'de', 'fr', 'es'],
  available: false,
  note: 'Its model is not there: `tl engine fetch` downloads it.',
};
const base: ModelNote = { name: 'base', phase: 'fetching', fetched_bytes: 620, total_bytes: 1_000 };

const admin: CurrentUser = {
  id: '1',
  name: 'owner',
  role: 'admin',
  scopes: ['read', 'write', 'admin'],
  library: { id: '1', name: 'owner', personal: true, role: 'owner' },
  libraries: [{ id: '1', name: 'owner', personal: true, role: 'owner' }],
  default_language: 'auto',
  csrf_token: null,
  signed_in_until: null,
};

/** Returns the words of the view, without markup. */
function draw(view: ReactElement, answer?: About, me?: CurrentUser): { readonly html: string; readonly words: string } {
  const client = new QueryClient();
  if (answer !== undefined) client.setQueryData(aboutQuery.queryKey, answer);
  if (me !== undefined) client.setQueryData(meQuery.queryKey, me);
  const html = renderToString(<QueryClientProvider client={client}>{view}</QueryClientProvider>);
  return {
    html,
    words: html
      .replaceAll(/<!--.*?-->/g, '')
      .replaceAll(/<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' '),
  };
}

describe('the view of speech engines', () => {
  it('shows the engines in their order, and why one is not available', () => {
    const { words } = draw(<Engines />, about([pocketsphinx, whisper]));
    expect(words).toMatch(/1 pocketsphinx English · only if the language of the recording is set/);
    expect(words).toMatch(/2 whisper-cpp Not available 4 languages Its model is not there: tl engine fetch downloads it\./);
  });

  it('shows grades and speed where a worker has measured them', () => {
    const measured = { ...whisper, available: true, grades: { good: ['en'], draft: ['de', 'fr'], poor: [] }, speed: 2.34 };
    expect(draw(<Engines />, about([measured])).words).toContain(
      'Good: 1 language · Draft: 2 languages · Not measured: 1 language · 2.3 times as fast as speech',
    );
  });

  it('lists the languages by grade, or without a description list if there are no grades', () => {
    const graded = draw(<LanguageNames engine={{ ...whisper, grades: { good: ['en'], draft: ['de', 'fr'], poor: [] } }} />);
    expect(graded.html).toMatch(/<dt>Good<\/dt><dd>English<\/dd>.*<dt>Draft<\/dt><dd>French, German<\/dd>/);
    const plain = draw(<LanguageNames engine={whisper} />);
    expect(plain.html).not.toContain('<dl');
    expect(plain.words).toContain('English, French, German, Spanish');
  });

  it('shows the progress of the download, with a value for screen readers', () => {
    const { html, words } = draw(<Engines />, about([pocketsphinx], [base]));
    expect(words).toContain('base Downloading 62 % of 1 KB');
    expect(html).toMatch(/role="progressbar" aria-label="Download of the speech model base"[^>]*aria-valuenow="62"/);
  });

  it('shows the error of a stopped download, and the command that continues it', () => {
    const { words } = draw(<Engines />, about([pocketsphinx], [{ ...base, phase: 'stopped', error: 'disk-full' }]));
    expect(words).toMatch(/base Failed .*The disk of the models is full.*npx tl engine fetch base/);
  });

  it('says when a failed download is tried again', () => {
    const next = new Date(Date.now() + 1_800_000).toISOString();
    const stopped: ModelNote = { ...base, phase: 'stopped', error: 'download-failed', next_attempt_at: next };
    const { html, words } = draw(<Engines />, about([pocketsphinx], [stopped]));
    expect(words).toMatch(/base Trying again later .*next attempt/);
    expect(html).toContain(next);
    const past = { ...stopped, next_attempt_at: new Date(0).toISOString() };
    expect(draw(<Engines />, about([pocketsphinx], [past])).words).toMatch(/base Failed/);
  });

  it('lets administrators download, use and test models, and test local engines', () => {
    const models: readonly ModelNote[] = [
      { name: 'base', selected: true, megabytes: 148, phase: 'ready', fetched_bytes: 148_000_000 },
      { name: 'tiny', selected: false, megabytes: 78, phase: 'ready', fetched_bytes: 78_000_000 },
      { name: 'small', selected: false, megabytes: 488, phase: 'missing', fetched_bytes: 0 },
      { name: 'medium', selected: false, megabytes: 1_534, phase: 'paused', fetched_bytes: 9 },
    ];
    const hosted: EngineNote = { name: 'hosted', kind: 'speech', languages: ['en'] };
    const { html, words } = draw(<Engines />, about([pocketsphinx, hosted], models), admin);
    const buttons = [...html.matchAll(/<button[^>]*aria-label="([^"]*)"/g)].map(([, name]) => name);
    expect(buttons).toEqual([
      'Test pocketsphinx',
      'Test base',
      'Use the model tiny',
      'Test tiny',
      'Download the model small',
      'Continue the download of medium',
      'Choose automatically',
    ]);
    expect(words).toMatch(/base Ready In use/);
    expect(words).toMatch(/small Not downloaded 488 MB/);
    expect(words).not.toContain('npx tl');
    expect(draw(<Engines />, about([pocketsphinx], models)).html).not.toContain('<button type="button" aria-label="Use');
  });

  it.each<[string, Partial<ModelNote>, RegExp]>([
    ['is not there', { phase: 'missing', fetched_bytes: 0 }, /base Not downloaded Selected/],
    ['is being downloaded', {}, /base Downloading Selected/],
    ['cannot be opened', { phase: 'ready', error: 'model-unusable' }, /base Cannot be used Selected/],
  ])('calls a selected model that %s selected, not in use', (_what, fields, expected) => {
    const { words } = draw(<Engines />, about([pocketsphinx], [{ ...base, selected: true, ...fields }]));
    expect(words).toMatch(expected);
    expect(words).not.toContain('In use');
  });

  it('shows the words of a test, the wrong ones and the time', () => {
    const result = { engine: 'whisper-cpp', model: 'base', words: 'Welcome.', seconds: 10, took_ms: 4_240, speed: 2.4 };
    const view = <TestResult result={{ ...result, wrong_words: 28, spoken_words: 29 }} />;
    expect(draw(view).words).toContain('28 words of 29 wrong, in 4.2 s Welcome.');
    const silent = <TestResult result={{ ...result, words: '', wrong_words: 1, spoken_words: 29 }} />;
    expect(draw(silent).words).toMatch(/1 word of 29 wrong.*No speech was found/);
  });

  it('says what to do without an engine, before a report, and while it loads', () => {
    expect(draw(<Engines />, about([whisper])).words).toMatch(/No speech engine .*npx tl engine fetch/);
    expect(draw(<Engines />, about('unknown')).words).toContain('No worker has reported its engines yet');
    expect(draw(<Engines />).html).toContain('aria-label="Loading"');
  });
});

describe('a recording that waits for the speech model', () => {
  const waiting = <ModelWait message="Waiting for the speech model, 3 % fetched" />;

  it('shows the present progress instead of the message of the step', () => {
    const { html, words } = draw(waiting, about([], [base]));
    expect(words).toContain('Waiting for the speech model base: 62 % of 1 KB fetched');
    expect(words).not.toContain('3 % fetched');
    expect(html).toContain('role="progressbar"');
  });

  it('says how a recording in English gets a draft meanwhile, if an engine is there for it', () => {
    const auto = <ModelWait message="Waiting" language="auto" />;
    expect(draw(auto, about([pocketsphinx], [base])).words).toContain('set its language to English');
    expect(draw(auto, about([whisper], [base])).words).not.toContain('English');
    expect(draw(<ModelWait message="Waiting" language="de" />, about([pocketsphinx], [base])).words).not.toContain('English');
  });

  it('shows the message if the progress is unknown, and that the model has arrived', () => {
    expect(draw(waiting).words).toContain('3 % fetched');
    expect(draw(waiting, about([])).words).toContain('3 % fetched');
    expect(draw(waiting, about([], [{ ...base, phase: 'ready' }])).words).toContain('The speech model base is ready.');
  });

  it('shows the message if the model cannot be used, because the transcription does not start', () => {
    const unusable: ModelNote = { ...base, phase: 'ready', error: 'model-unusable' };
    expect(draw(waiting, about([], [unusable])).words).toContain('3 % fetched');
  });

  it('shows the model that is on its way, not another one that is ready', () => {
    const { words } = draw(waiting, about([], [{ ...base, name: 'tiny', phase: 'ready' }, base]));
    expect(words).toContain('Waiting for the speech model base: 62 % of 1 KB fetched');
  });

  it('shows the model that is in use, not another one that is being downloaded', () => {
    const other: ModelNote = { ...base, name: 'medium', selected: false };
    const { words } = draw(waiting, about([], [other, { ...base, selected: true, fetched_bytes: 100 }]));
    expect(words).toContain('Waiting for the speech model base: 10 % of 1 KB fetched');
  });
});
