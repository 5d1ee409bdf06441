import type { Topic } from '@throughline/api-client';
import { text } from '../../texts/text.js';
import { drawView, listControls } from '../../testing/draw-view.js';
import { SmallPlayer, SmallPlayerBar } from './SmallPlayer.js';

const words = text.recording.playback;
const ignore = (): void => undefined;
const topics = [{ title: 'Tomatoes', start: 30, end: 60 } as unknown as Topic];
const playing = { player: { current: null }, title: 'In the garden', at: 41, topics };

describe('the small player', () => {
  it('has title, position and topic, and plays or pauses', () => {
    const [paused, started] = [false, true].map((isPlaying) =>
      drawView(<SmallPlayerBar {...playing} isPlaying={isPlaying} isStarted duration={82} />, ignore),
    );
    expect(paused?.words).toMatch(/In the garden 0:41 · Tomatoes/);
    expect(paused?.html).toContain('inline-size:50%');
    expect(listControls(paused?.html ?? '')).toEqual([words.play, words.back, words.forward]);
    expect(listControls(started?.html ?? '')[0]).toBe(words.pause);
  });

  it('is not there while the player is in sight', () => {
    expect(drawView(<SmallPlayer {...playing} />, ignore).html).toBe('');
  });
});
