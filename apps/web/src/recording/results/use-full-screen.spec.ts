import { toggleFullScreen } from './use-full-screen.js';

/** Presses the button of the full screen in a browser whose document has these members. */
function toggleIn(members: Partial<Record<keyof Document, unknown>>) {
  const requestFullscreen = jest.fn(() => Promise.resolve());
  const exitFullscreen = jest.fn(() => Promise.resolve());
  const webkitEnterFullscreen = jest.fn();
  const media = { closest: () => ({ requestFullscreen }), webkitEnterFullscreen } as unknown as HTMLVideoElement;
  const isSupported = 'fullscreenEnabled' in members;
  const value = isSupported ? { ...members, exitFullscreen } : members;
  Object.defineProperty(globalThis, 'document', { value, configurable: true });
  toggleFullScreen(media);
  const calls = Object.entries({ requestFullscreen, exitFullscreen, webkitEnterFullscreen });
  return calls.filter(([, { mock }]) => mock.calls.length > 0).map(([name]) => name);
}

describe('the full screen of the player', () => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'document');
  afterAll(() => {
    if (before === undefined) Reflect.deleteProperty(globalThis, 'document');
    else Object.defineProperty(globalThis, 'document', before);
  });

  it('shows the player with its controls, and is left with the same button', () => {
    expect(toggleIn({ fullscreenEnabled: true, fullscreenElement: null })).toEqual(['requestFullscreen']);
    expect(toggleIn({ fullscreenEnabled: true, fullscreenElement: {} })).toEqual(['exitFullscreen']);
  });

  it('shows the video alone on an iPhone, whose document has no full screen', () => {
    expect(toggleIn({})).toEqual(['webkitEnterFullscreen']);
  });
});
