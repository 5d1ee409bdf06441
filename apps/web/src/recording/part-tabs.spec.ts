import { findTabOfAddress, listFilledTabs } from './part-tabs.js';

type Result = Parameters<typeof listFilledTabs>[0];

const file = { name: 'talk.mp4', media_type: 'video/mp4', role: 'video', size: 1, sha256: 'a', url: '/talk.mp4' };
const topic = { title: 'Tomatoes', start: 0, end: 60 } as unknown as Result['topics'][number];
const empty: Result = { hasTranscript: false, topics: [], artifacts: [] };

describe('the tabs of a recording on a phone', () => {
  it('are the parts that have content, the transcript first', () => {
    const result = { hasTranscript: true, topics: [topic], artifacts: [file] };
    const outputs = [{ id: 'tube' }] as unknown as Parameters<typeof listFilledTabs>[1]['outputs'];
    expect(listFilledTabs(result, { outputs })).toEqual(['transcript', 'topics', 'outputs', 'downloads', 'details', 'history']);
    expect(listFilledTabs(empty, { outputs: [] })).toEqual(['details', 'history']);
  });

  it('follow the address of an event and of the settings', () => {
    expect(findTabOfAddress('#event-12.0')).toBe('history');
    expect(findTabOfAddress('#item-settings')).toBe('details');
    expect(findTabOfAddress('')).toBeUndefined();
  });
});
