import { followUpsOf } from './follow-ups.js';

describe('the follow-ups of an output', () => {
  it('are the listed ones, and those that its settings ask for, each once', () => {
    const output = { name: 'tube', type: 'youtube', settings: { captions: true, playlist: 'PL0123456789' } };
    expect(followUpsOf(output)).toEqual(['captions', 'playlist']);
    expect(followUpsOf({ name: 'vk', type: 'vk', settings: { album: 7, thumbnail: 0 } })).toEqual(['album', 'thumbnail']);
    expect(followUpsOf({ ...output, follow_ups: ['playlist', 'thumbnail'] })).toEqual(['playlist', 'thumbnail', 'captions']);
  });

  it('have a thumbnail if the item has one, at outputs that take pictures', () => {
    const thumbnail = { second: 12 };
    expect(followUpsOf({ name: 'tube', type: 'youtube', settings: {} }, { thumbnail })).toEqual(['thumbnail']);
    expect(followUpsOf({ name: 'vk', type: 'vk', settings: { thumbnail: 3 } }, { thumbnail })).toEqual(['thumbnail']);
    expect(followUpsOf({ name: 'nas', type: 'folder', settings: {} }, { thumbnail })).toEqual([]);
  });

  it('are none for settings that are off or empty, or that mean something else at another type', () => {
    expect(followUpsOf({ name: 'tube', type: 'youtube', settings: { captions: false, playlist: '' } })).toEqual([]);
    expect(followUpsOf({ name: 'nas', type: 'folder', settings: { captions: true } })).toEqual([]);
    expect(followUpsOf({ name: 'odd', type: 'constructor', settings: { captions: true } })).toEqual([]);
  });
});
