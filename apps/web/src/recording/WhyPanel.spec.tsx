import type { Explanation } from '@throughline/api-types';
import { renderToString } from 'react-dom/server';
import { ItemKindProvider, type ItemKind } from '../api/item-kind.js';
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

const render = (of: Explanation, kind: ItemKind = 'recordings'): string =>
  renderToString(
    <ItemKindProvider value={kind}>
      <ExplanationView explained={of} onEvent={() => undefined} />
    </ItemKindProvider>,
  );
const draw = (of: Explanation, kind?: ItemKind): string =>
  render(of, kind)
    .replaceAll(/<!--.*?-->/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('the reasons for a status', () => {
  it.each(['recordings', 'documents'] as const)('link to the settings of %s instead of repeating their layers', (kind) => {
    const says = 'A preference of the item decides outputs, not its template Talks.';
    const of = explained({ auto_upload: 'request', outputs: 'preferences' }, [
      { path: 'outputs', layer: 'preferences', beats: 'template', says },
    ]);
    expect(render(of, kind)).toContain('href="#item-settings"');
    expect(draw(of, kind)).toContain(says);
    expect(draw(of, kind)).not.toContain('Preferences of this item');
  });

  it('name the layers of a session, which shows them nowhere else', () => {
    const of = explained({ 'transcription.vocabulary': 'user', 'transcription.granularity': 'default' });
    expect(draw(of, 'sessions')).toMatch(/Settings that differ from the product Library defaults \S/);
    expect(draw(of, 'sessions')).not.toContain('granularity');
    expect(render(of, 'sessions')).not.toContain('#item-settings');
  });

  it('say nothing about settings if the product decides all of them', () => {
    for (const kind of ['recordings', 'sessions'] as const)
      expect(draw(explained({ outputs: 'default' }), kind)).not.toMatch(/settings/i);
  });
});
