import { listFilledTabs } from './part-tabs.js';

type Result = Parameters<typeof listFilledTabs>[0];
type Delivered = Parameters<typeof listFilledTabs>[1];

const file = { name: 'talk.mp4', media_type: 'video/mp4', role: 'video', size: 1, sha256: 'a', url: '/talk.mp4' };
const topic = { title: 'Tomatoes', start: 0, end: 60 } as unknown as Result['topics'][number];
const empty: Result = { hasTranscript: false, topics: [], artifacts: [] };

describe('the tabs of a recording on a phone', () => {
  it('are the parts that have content, the transcript first', () => {
    const result = { hasTranscript: true, topics: [topic], artifacts: [file] };
    const outputs = [{ id: 'tube' }] as unknown as Delivered['outputs'];
    expect(listFilledTabs(result, { outputs, allowed_actions: [], run: null })).toEqual([
      'transcript',
      'topics',
      'outputs',
      'downloads',
      'details',
      'history',
    ]);
    expect(listFilledTabs(empty, { outputs: [], allowed_actions: [], run: null })).toEqual(['details', 'history']);
  });

  it('have the outputs of a recording without any, once it has been run and can be delivered', () => {
    const allowed_actions = [
      { action: 'run', allowed: false, code: 'already-complete' },
    ] as unknown as Delivered['allowed_actions'];
    const tabsOf = (run: object | null): readonly string[] =>
      listFilledTabs(empty, { outputs: [], allowed_actions, run: run as Delivered['run'] });
    expect(tabsOf({ active: false })).toContain('outputs');
    expect(tabsOf({ active: true })).not.toContain('outputs');
    expect(tabsOf(null)).not.toContain('outputs');
  });
});
