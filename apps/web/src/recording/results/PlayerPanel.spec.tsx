import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { Artifact } from '@throughline/api-client';
import { renderToString } from 'react-dom/server';
import { meQuery } from '../../api/me.js';
import { operator, viewer } from '../../testing/draw-view.js';
import { text } from '../../texts/text.js';
import { findResultFiles } from './results-api.js';
import { listenFor } from './Player.js';
import { PlayerPanel, type PlayedItem } from './PlayerPanel.js';
import type { RecordingResult } from './use-result.js';

const { playback: words } = text.recording;
const { notes } = words;
const SHA = 'a'.repeat(64);
const film: Artifact = {
  name: 'video.mkv',
  role: 'video',
  media_type: 'video/x-matroska',
  size: 1,
  sha256: SHA,
  url: '/film.mkv',
};
const unknown: Artifact = {
  ...film,
  name: 'source.bin',
  role: 'source',
  media_type: 'application/octet-stream',
  url: '/film.bin',
};
const none = { state: 'none', file_sha256: null, web_state: null, web_url: null, web_media_type: null, poster_url: null };
const pending = { ...none, state: 'incomplete', file_sha256: SHA, web_state: 'pending' };
const made = { ...pending, state: 'ready', web_state: 'ready', web_url: '/web.mp4', web_media_type: 'video/mp4' };

const settings = { rate: 1.5, volume: 1, isMuted: false, showsCaptions: true, change: () => undefined };

type DrawnPreviews = Readonly<Record<keyof typeof none, string | null>>;

function draw(artifacts: readonly Artifact[], previews: DrawnPreviews, me = operator): string {
  const client = new QueryClient();
  client.setQueryData(meQuery.queryKey, me);
  const item = { id: 'r1', title: 'Film', language: 'en', poster: undefined, previews } as unknown as PlayedItem;
  const result = { files: findResultFiles(artifacts, item.previews), topics: [] } as unknown as RecordingResult;
  const ignore = (): void => undefined;
  const playing = { at: 0, seek: ignore, move: ignore, onTime: ignore, player: { current: null }, settings };
  return renderToString(
    <QueryClientProvider client={client}>
      <PlayerPanel item={item} result={result} {...playing} />
    </QueryClientProvider>,
  );
}

describe('the panel of the player', () => {
  it('plays the version for browsers, and then needs no remark', () => {
    const html = draw([film], made);
    expect(html).toMatch(/<video[^>]*src="\/web.mp4"/);
    expect(html).not.toContain('note');
  });

  it('tries the file meanwhile, and says that some browsers cannot', () => {
    const html = draw([film], pending);
    expect(html).toMatch(/<video[^>]*src="\/film.mkv"/);
    expect(html).toContain(notes.forOthers);
  });

  it('has its own controls, which show the chosen speed', () => {
    const html = draw([film], made);
    expect(html).not.toMatch(/<video[^>]*controls/);
    expect(html).toMatch(/<option value="1.5" selected="">1.5×<\/option>/);
    const names = [words.play, words.back, words.forward, words.speed, words.mute, words.volume, words.position];
    expect(names.filter((name) => !html.includes(`aria-label="${name}"`))).toEqual([]);
  });

  it('shows the second to which somebody moves, before the file is read there', () => {
    const shown: number[] = [];
    const { onSeeking } = listenFor({ settings, onTime: (second) => shown.push(second) });
    onSeeking({ currentTarget: { currentTime: 41 } as HTMLMediaElement });
    expect(shown).toEqual([41]);
  });

  it('offers no captions where there are none, and no full screen for sound alone', () => {
    const html = draw([{ ...film, role: 'audio', media_type: 'audio/mpeg' }], none);
    expect(html).toContain('<audio');
    expect([words.captions, words.fullScreen].filter((name) => html.includes(`aria-label="${name}"`))).toEqual([]);
  });

  it('has no player for a file of an unknown type, and says why', () => {
    const html = draw([unknown], pending);
    expect(html).not.toMatch(/<video|<audio/);
    expect(html).toContain(notes.making);
    expect(draw([unknown], none)).toContain(notes.missing);
    expect(draw([unknown], { ...pending, state: 'ready', web_state: 'failed' })).toContain(notes.failed);
  });

  it('offers to make a version that is missing, to those who may change the item', () => {
    const { make } = text.recording.previews;
    const failed = { ...pending, state: 'failed' };
    for (const previews of [none, failed, { ...pending, state: 'stopped' }]) {
      expect(draw([unknown], previews)).toContain(`aria-label="${make}"`);
      expect(draw([unknown], previews, viewer)).not.toContain(make);
    }
    expect(draw([unknown], pending)).not.toContain(make);
    expect(draw([unknown], { ...pending, state: 'paused' })).not.toContain(make);
    expect(draw([film], made)).not.toContain(make);
  });

  it('says why a file that plays has no waveform, and offers to make it', () => {
    const { make, noWaveform } = text.recording.previews;
    for (const state of ['failed', 'stopped'] as const) {
      const html = draw([film], { ...none, state });
      expect(html).toContain('<video');
      expect(html).toContain(noWaveform[state]);
      expect(html).toContain(`aria-label="${make}"`);
    }
    expect(draw([film], none)).not.toContain(make);
  });

  it('is absent without a file', () => {
    expect(draw([], none)).toBe('');
  });
});
