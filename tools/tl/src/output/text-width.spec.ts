import { shorten, stripControls, textWidth, wrap } from './text-width.js';

describe('text on a screen', () => {
  it('is as wide as its cells: emoji and CJK take two, accents none', () => {
    expect(['talk', '🎤', 'é', 'e\u0301', '講演', '👩‍🔬'].map(textWidth)).toEqual([4, 2, 1, 1, 4, 2]);
  });

  it('is cut at the end of the screen, never inside a character', () => {
    expect(shorten('a talk', 6)).toBe('a talk');
    expect(shorten('a longer talk', 6)).toBe('a lon…');
    expect(shorten('🎤🎤🎤', 4)).toBe('🎤…');
    expect(shorten('anything', 0)).toBe('');
  });

  it('cannot control the terminal', () => {
    expect(stripControls('\u001b]0;owned\u0007\u202etxt')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(shorten('a\nb', 9)).toBe('a�b');
  });

  it('is wrapped between words', () => {
    expect(wrap(['source.mp4', 'video.mp4', 'audio.mp3'], 22)).toEqual(['source.mp4  video.mp4', 'audio.mp3']);
    expect(wrap([], 10)).toEqual([]);
    expect(wrap(['much-too-long'], 5)).toEqual(['much-too-long']);
  });
});
