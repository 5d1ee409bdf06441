import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { CurrentUser, Recording, Transcript } from '@throughline/api-client';
import { renderToString } from 'react-dom/server';
import { meQuery } from '../../api/me.js';
import { TranscriptLanguage } from './TranscriptLanguage.js';

const transcript = {
  language: 'de',
  language_confidence: 0.48,
  language_source: 'detected',
  notes: ['language-detected', 'language-doubtful'],
} as unknown as Transcript;
const setLanguage = { action: 'set_language', method: 'PATCH', allowed: true };
const recordingWith = (change: object = {}): Recording =>
  ({
    id: 'r',
    title: 'Talk',
    language: 'auto',
    revision: '1',
    allowed_actions: [{ ...setLanguage, ...change }],
  }) as unknown as Recording;

function draw(recording: Recording | undefined, scopes: CurrentUser['scopes'] = ['read', 'write']): string {
  const client = new QueryClient();
  client.setQueryData(meQuery.queryKey, { scopes } as unknown as CurrentUser);
  return renderToString(
    <QueryClientProvider client={client}>
      <TranscriptLanguage transcript={transcript} recording={recording} />
    </QueryClientProvider>,
  ).replaceAll(/<!--.*?-->/g, '');
}

describe('the language above a transcript', () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  beforeAll(() => {
    // Node 20 has no navigator. The menu offers the languages of the browser.
    Object.defineProperty(globalThis, 'navigator', { value: { languages: ['fr'] }, configurable: true });
  });
  afterAll(() => {
    // Other files of the process, and what they load, look at it too.
    if (before === undefined) Reflect.deleteProperty(globalThis, 'navigator');
    else Object.defineProperty(globalThis, 'navigator', before);
  });

  it('is shown with its confidence and its source, and with a menu that corrects it', () => {
    const html = draw(recordingWith());
    expect(html).toMatch(/^Probably German \(48 %\), detected/);
    expect(html).toMatch(/<button[^>]*aria-haspopup="menu"[^>]*aria-label="Correct the language"/);
  });

  it.each<[string, Recording | undefined, CurrentUser['scopes']]>([
    ['an older version', undefined, ['read', 'write']],
    ['a recording that is being transcribed', recordingWith({ allowed: false }), ['read', 'write']],
    ['a viewer', recordingWith(), ['read']],
  ])('has no menu for %s', (_what, recording, scopes) => {
    const html = draw(recording, scopes);
    expect(html).toContain('Probably German');
    expect(html).not.toContain('<button');
  });
});
