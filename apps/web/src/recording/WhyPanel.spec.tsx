import type { Explanation } from '@throughline/api-types';
import { renderToString } from 'react-dom/server';
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

const draw = (of: Explanation): string =>
  renderToString(<ExplanationView explained={of} onEvent={() => undefined} />)
    .replaceAll(/<!--.*?-->/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('the reasons for a status', () => {
  it('name the layers that decided the settings of the run, without those of the product', () => {
    const says = 'A preference of the item decides outputs, not its template Talks.';
    const words = draw(
      explained({ auto_upload: 'request', outputs: 'preferences', 'transcription.granularity': 'default' }, [
        { path: 'outputs', layer: 'preferences', beats: 'template', says },
      ]),
    );
    expect(words).toMatch(/Settings that differ from the product Preferences of this item \S.* This request \S/);
    expect(words).toContain(says);
    expect(words).not.toContain('granularity');
  });

  it('say nothing about settings if the product decides all of them', () => {
    expect(draw(explained({ outputs: 'default' }))).not.toContain('Settings');
  });
});
