import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { CurrentUser, Session, Transcript } from '@throughline/api-client';
import { renderToString } from 'react-dom/server';
import { meQuery } from '../api/me.js';
import { findResultFiles } from '../recording/results/results-api.js';
import { transcriptQuery } from '../recording/results/transcript-api.js';
import { text } from '../texts/text.js';
import { SessionTranscript } from './SessionTranscript.js';

const TRANSCRIPT = {
  version: 'v',
  engine: 'hosted',
  model: 'm',
  language: 'en',
  language_source: 'given',
  language_confidence: null,
  draft: false,
  no_speech: false,
  corrected_at: null,
  corrected_by: null,
  notes: [],
  dropped: [],
  speakers: [{ id: 'S1', label: 'Speaker 1', name: null }],
  segments: [{ id: 0, start: 65, end: 67, text: 'hello there', speaker: 'S1' }],
} as unknown as Transcript;

const FILES = findResultFiles(
  ['transcript.pdf', 'transcript.md'].map((name) => ({
    ...{ name, role: 'made', media_type: '' },
    ...{ size: 1, sha256: 'a', url: `/${name}` },
  })),
  { state: 'none', file_sha256: null, web_state: null, web_url: null, web_media_type: null },
);

function draw(
  scopes: CurrentUser['scopes'],
  deleted_at: string | null = null,
  transcript = TRANSCRIPT,
  onSeek?: (seconds: number) => void,
): string {
  const client = new QueryClient();
  client.setQueryData(meQuery.queryKey, { scopes } as unknown as CurrentUser);
  client.setQueryData(transcriptQuery('s', '1', 'sessions').queryKey, transcript);
  const session = { session_id: 's', revision: '1', deleted_at } as unknown as Session;
  return renderToString(
    <QueryClientProvider client={client}>
      <SessionTranscript session={session} at={66} area={{ current: null }} onSeek={onSeek} files={FILES} />
    </QueryClientProvider>,
  );
}

describe('the transcript on the page of a session', () => {
  it('has the passages with their times, which no player follows', () => {
    const html = draw(['read', 'write']);
    expect(html).toContain('1:05');
    expect(html).toContain('hello there');
    expect(html).not.toContain('Play from');
    // The origin is below the words.
    expect(html.indexOf('class="origin"')).toBeGreaterThan(html.indexOf('hello there'));
  });

  it('is offered in other formats', () => {
    const words = draw(['read'])
      .replaceAll(/<!--.*?-->|<[^>]*>/g, ' ')
      .replaceAll(/\s+/g, ' ');
    for (const format of ['SRT', 'WebVTT', 'JSON', 'PDF', 'Markdown']) expect(words).toContain(`Download Transcript ${format}`);
    // Without the file for Word there is no link to it.
    expect(words).not.toContain('Word');
  });

  it('is played from each line if there is a player, and marks the line that is played', () => {
    const html = draw(['read'], null, TRANSCRIPT, () => undefined);
    expect(html).toContain('Play from 1:05');
    expect(html).toMatch(/<li[^>]*aria-current="true"[^>]*data-segment="0"/);
  });

  it('says if it is that of an earlier run', () => {
    const { transcript: note } = text.recording.earlierRun.notes;
    expect(draw(['read'], null, { ...TRANSCRIPT, earlier_run: true })).toContain(note);
    expect(draw(['read'])).not.toContain(note);
  });

  it('shows calibrated scores, and no others', () => {
    const scored = {
      ...TRANSCRIPT,
      confidence: 0.915,
      segments: [{ ...TRANSCRIPT.segments[0], confidence: 0.64, doubtful: true }],
    } as Transcript;
    const own = draw(['read'], null, scored);
    expect(own).toContain('Check this');
    expect(own).not.toContain('%');
    const calibrated = draw(['read'], null, { ...scored, notes: ['confidence-calibrated'] });
    expect(calibrated).toContain('Check this, 64 % sure');
    expect(calibrated).toContain('About 92 % of the words are right.');
  });

  it('renames speakers, for users who may change the session', () => {
    expect(draw(['read', 'write'])).toContain('aria-label="Rename Speaker 1"');
    expect(draw(['read'])).not.toContain('Rename');
    expect(draw(['read', 'write'], '2026-01-01T00:00:00.000Z')).not.toContain('Rename');
  });
});
