import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ShareLink, SharedItem, SharedTranscript } from '@throughline/api-client';
import type { ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { InvalidLink, LockedLink, Refused, SharedView } from './SharedPage.js';
import { ApiProblem } from '../api/problem.js';
import { sharedTextQuery, sharedTranscriptQuery } from './shared-api.js';
import { ShareLinkLine } from '../share-links/ShareLinkLine.js';

const file = (name: string, role: string, media_type: string) => ({
  ...{ name, role, media_type, size: 1_000, sha256: name },
  url: `/api/v1/shared/L/files/${name}`,
});
const recording: SharedItem = {
  id: 'L',
  kind: 'recording',
  title: 'Determinants',
  duration_seconds: 60,
  has_transcript: true,
  download: false,
  expires_at: '2026-03-07T10:00:00.000Z',
  files: [file('video.mp4', 'video', 'video/mp4'), file('subtitles.vtt', 'subtitles_vtt', 'text/vtt')],
};
const transcript: SharedTranscript = {
  language: 'en',
  segments: [{ id: 0, start: 4, end: 8, text: 'Good morning, everybody.', speaker: 'S1' }],
  speakers: [{ id: 'S1', label: 'Ada' }],
  topics: [{ title: 'Welcome', start: 0, end: 60 }],
};

function draw(view: ReactElement, client = new QueryClient()): string {
  return renderToString(<QueryClientProvider client={client}>{view}</QueryClientProvider>);
}
const wordsOf = (html: string): string => html.replaceAll(/<!--.*?-->|<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

describe('the page of a share link', () => {
  it('plays the version for browsers, which is no download', () => {
    const files = [file('web.mp4', 'web', 'video/mp4'), file('video.mkv', 'video', 'video/x-matroska')];
    const html = draw(<SharedView item={{ ...recording, download: true, has_transcript: false, files }} />);
    expect(html).toMatch(/<video[^>]*src="[^"]*web.mp4"/);
    expect(html.match(/download="[^"]*"/g)).toEqual(['download="video.mkv"']);
  });

  it('shows player, captions, topics and transcript of a recording, and no downloads unless they are allowed', () => {
    const client = new QueryClient();
    client.setQueryData(sharedTranscriptQuery('L').queryKey, transcript);
    const html = draw(<SharedView item={recording} />, client);
    expect(html).toMatch(/<video[^>]*src="\/api\/v1\/shared\/L\/files\/video.mp4"/);
    expect(html).toMatch(/<track[^>]*src="\/api\/v1\/shared\/L\/files\/subtitles.vtt"/);
    for (const part of ['Determinants', 'Welcome', 'Ada', 'Good morning, everybody.', 'The link expires'])
      expect(wordsOf(html)).toContain(part);
    expect(wordsOf(html)).not.toContain('Download');
    expect(wordsOf(draw(<SharedView item={{ ...recording, download: true }} />, client))).toMatch(
      /Download Video MP4 .*Download Subtitles WebVTT/,
    );
  });

  it('shows the text of a document, and says why its pages are missing', () => {
    const client = new QueryClient();
    const text = file('text.txt', 'text', 'text/plain');
    const item: SharedItem = { ...recording, kind: 'document', has_transcript: false, files: [text] };
    client.setQueryData(sharedTextQuery(text.url).queryKey, 'Invoice 42');
    const shown = wordsOf(draw(<SharedView item={item} />, client));
    expect(shown).toContain('Invoice 42');
    expect(shown).toContain('only its text is shown');
    const page = file('page-1.jpg', 'page', 'image/jpeg');
    const first = draw(<SharedView item={{ ...item, files: [page, text] }} />, client);
    expect(first).toContain(`src="${page.url}"`);
    expect(wordsOf(first)).toContain('only its first page and its text are shown');
    const picture = file('scan.png', 'source', 'image/png');
    const html = draw(<SharedView item={{ ...item, files: [picture, text] }} />, client);
    expect(html).toContain(`src="${picture.url}"`);
    expect(wordsOf(html)).not.toContain('only its text is shown');
  });

  it('shows the pages of a document that may be downloaded, with its text in the same place', () => {
    const files = [file('document.pdf', 'document', 'application/pdf'), file('text.txt', 'text', 'text/plain')];
    const pages = file('text.json', 'text_pages', 'application/json');
    const html = draw(<SharedView item={{ ...recording, kind: 'document', download: true, files: [...files, pages] }} />);
    expect(html).toContain('aria-label="Pages"');
    expect(html).not.toContain('id="shared-text"');
    expect(html.match(/download="[^"]*"/g)).toEqual(['download="document.pdf"', 'download="text.txt"']);
  });

  it('explains links that do not work, are incomplete or need a password', () => {
    expect(wordsOf(draw(<InvalidLink />))).toContain('has expired, was revoked');
    expect(wordsOf(draw(<InvalidLink isIncomplete />))).toContain('Open the whole link');
    expect(draw(<LockedLink code="code" />)).toMatch(/<input[^>]*type="password"/);
  });

  it('says in plain words that a password is wrong, and that there were too many attempts', () => {
    const refusal = (code: 'share-password' | 'rate-limited' | 'internal') =>
      draw(<Refused error={new ApiProblem({ code, title: code, status: 400, try_instead: 'Wait `Retry-After` seconds.' })} />);
    expect(wordsOf(refusal('share-password')).trim()).toBe('This is not the password of the link.');
    expect(wordsOf(refusal('rate-limited')).trim()).toBe('Too many attempts. Wait ten minutes, then try again.');
    expect(wordsOf(refusal('internal'))).toContain('Wait Retry-After seconds.');
  });
});

describe('a link in the list of an item', () => {
  const link: ShareLink = {
    id: 'L',
    item_id: 'I',
    kind: 'recording',
    state: 'open',
    has_password: true,
    download: false,
    made_by: 'U',
    made_by_name: 'Ada',
    created_at: '2026-02-07T10:00:00.000Z',
    expires_at: '2026-03-07T10:00:00.000Z',
    opens: 2,
    last_opened_at: null,
    revoked_at: null,
    revoked_by: null,
    revoked_by_name: null,
  };
  const drawLine = (part: Partial<ShareLink>): string =>
    wordsOf(draw(<ShareLinkLine link={{ ...link, ...part }} refresh={() => Promise.resolve()} />));

  it('says who made it, and its limits, and can be revoked only while it works', () => {
    const open = drawLine({});
    for (const part of ['Link by Ada', 'Open', 'opened 2 times', 'with a password', 'without downloads', 'Revoke'])
      expect(open).toContain(part);
    expect(drawLine({ state: 'revoked', revoked_at: '2026-02-08T10:00:00.000Z' })).not.toMatch(/Revoke(?!d)/);
    expect(drawLine({ state: 'suspended' })).toContain('may no longer change this library');
  });

  it('has a name of its own among the links of one person, and so has its button', () => {
    const lines = ['2026-02-07T10:00:00.000Z', '2026-02-07T10:00:01.000Z', '2026-02-08T10:00:00.000Z'].map((created_at) =>
      draw(<ShareLinkLine link={{ ...link, created_at }} refresh={() => Promise.resolve()} />),
    );
    const names = lines.map((html) => /<strong[^>]*>([^<]*)</.exec(html)?.[1] ?? '');
    expect(new Set(names).size).toBe(3);
    for (const [index, name] of names.entries()) {
      expect(name).toMatch(/^Link by Ada, .*\d\d:\d\d:\d\d$/);
      expect(lines[index]).toContain(`Revoke: ${name}`);
    }
  });

  it('says why a link does not work that has not ended, and lets it be revoked', () => {
    expect(drawLine({ state: 'in_trash' })).toMatch(/Item deleted .*After Restore the link works again.* Revoke/);
    expect(drawLine({ state: 'moved' })).toMatch(/Moved away .*works again if the item comes back.* Revoke/);
    expect(drawLine({ state: 'gone' })).toMatch(/Erased .*will be removed/);
  });
});
