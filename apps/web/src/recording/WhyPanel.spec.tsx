import type { ItemKind } from '@throughline/api-client/items';
import type { Explanation } from '@throughline/api-client';
import { ItemKindProvider } from '../api/item-kind.js';
import { drawView, type DrawnView } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { ExplanationView } from './WhyPanel.js';

const rule = { id: 'AGG-05', says: 'A stage is in progress.', looked_at: [] };
const rules = { rule, lost: [], not_considered: [], follows_from: [], since: null };
const explained = (config_sources: Explanation['run']['config_sources'], settings: Explanation['settings'] = []): Explanation =>
  ({
    status: { ...rules, status: 'PROCESSING' },
    failure: { ...rules, failed: false },
    run: { code: 'active', says: 'A run is active.', since: null, reason: null, config_sources },
    steps: [],
    settings,
    projection: { state: 'current' },
  }) as unknown as Explanation;

const draw = (of: Explanation, kind: ItemKind): DrawnView =>
  drawView(
    <ItemKindProvider value={kind}>
      <ExplanationView explained={of} onEvent={() => undefined} />
    </ItemKindProvider>,
    () => undefined,
  );

describe('the reasons for a status', () => {
  it.each(['recordings', 'documents'] as const)('link to the settings of %s instead of repeating their layers', (kind) => {
    const says = 'A preference of the item decides outputs, not its template Talks.';
    const of = explained({ auto_upload: 'request', outputs: 'preferences' }, [
      { path: 'outputs', layer: 'preferences', beats: 'template', says },
    ]);
    const { html, words } = draw(of, kind);
    expect(html).toContain('href="#item-settings"');
    expect(words).toContain(says);
    expect(words).not.toContain('Preferences of this item');
  });

  it('name the layers of a session, which shows them nowhere else', () => {
    const of = explained({ 'transcription.vocabulary': 'user', 'transcription.granularity': 'default' });
    const { html, words } = draw(of, 'sessions');
    expect(words).toMatch(/Changed settings Library defaults \S/);
    expect(words).not.toContain('granularity');
    expect(html).not.toContain('#item-settings');
  });

  it('say since when a fact holds, unless the log did not answer', () => {
    const facts = { ...rule, looked_at: [{ fact: 'isRunning', says: 'a stage is in progress', value: true, since: null }] };
    const wordsWith = (since: object | null): string => {
      const of = explained({});
      return draw({ ...of, status: { ...of.status, rule: facts, since } } as Explanation, 'recordings').words;
    };
    expect(wordsWith({ id: '1.0', message: 'registered' })).toContain(text.recording.why.fromBeginning);
    expect(wordsWith(null)).toContain('a stage is in progress: yes');
    expect(wordsWith(null)).not.toContain(text.recording.why.fromBeginning);
  });

  it('say nothing about settings if the product decides all of them', () => {
    for (const kind of ['recordings', 'sessions'] as const)
      expect(draw(explained({ outputs: 'default' }), kind).words).not.toMatch(/settings/i);
  });
});
