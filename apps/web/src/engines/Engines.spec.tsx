import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { About, EngineNote, ModelNote } from '@throughline/api-types';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { ModelWait } from '../recording/ModelWait.js';
import { LanguageNames } from './EngineLine.js';
import { Engines } from './Engines.js';
import { aboutQuery } from './engines-api.js';

const about = (engines: readonly EngineNote[] | 'unknown', models: readonly ModelNote[] = []): About => ({
  name: 'throughline',
  version: '1.0.0',
  limits: { upload_bytes: 1, page: 1, title: 1 },
  simulation: false,
  services: [{ service: 'processing', tools: [], engines, models, looked_at: null, heard_at: null }],
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

/** Returns the words of the view, without markup. */
function draw(view: ReactElement, answer?: About): { readonly html: string; readonly words: string } {
  const client = new QueryClient();
  if (answer !== undefined) client.setQueryData(aboutQuery.queryKey, answer);
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
    expect(words).toMatch(/base Stopped .*The disk of the models is full.*npx tl engine fetch base/);
  });

  it('says what to do without an engine, before a report, and while it loads', () => {
    expect(draw(<Engines />, about([whisper])).words).toMatch(/No speech engine .*npx tl engine fetch/);
    expect(draw(<Engines />, about('unknown')).words).toContain('No worker has reported its engines yet');
    expect(draw(<Engines />).html).toContain('aria-label="Loading"');
  });
});

describe('a recording that waits for the speech model', () => {
  const waiting = <ModelWait message="Waiting for the speech model, 3 % fetched" />;

  it('shows the present progress instead of the message of its last check', () => {
    const { html, words } = draw(waiting, about([], [base]));
    expect(words).toContain('Waiting for the speech model base: 62 % of 1 KB fetched');
    expect(words).not.toContain('3 % fetched');
    expect(html).toContain('role="progressbar"');
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
});
