import type { Item, Recording, Template } from '@throughline/api-client';
import { shownRecordings } from '../../api/shown-recordings.js';
import { templatesQuery } from '../../templates/templates-api.js';
import { drawView, viewer } from '../../testing/draw-view.js';
import { ItemSettings } from './ItemSettings.js';
import { TemplateFact } from './TemplateFact.js';

const template = (id: number, name: string, isDraft = false): Template =>
  ({ id, name, is_draft: isDraft, used_by: 0 }) as unknown as Template;
const talks = template(3, 'Talks');
const aRecording = (fields: Partial<Item> = {}): Recording =>
  ({
    id: 'r',
    revision: '7',
    template: null,
    preferences: null,
    run: null,
    deleted_at: null,
    erased_at: null,
    ...fields,
  }) as unknown as Recording;
const run = {
  id: 'run',
  started_at: '2026-02-05T10:00:00.000Z',
  active: false,
  steps: [],
  config_sources: { outputs: 'template', 'transcription.enable_topics': 'preferences', 'trimming.enable_trimming': 'default' },
};

const draw = (item: Recording, me?: typeof viewer) =>
  drawView(
    <ItemSettings item={item} cache={shownRecordings} />,
    (client) => {
      client.setQueryData(templatesQuery.queryKey, [talks, template(4, 'Archive'), template(5, 'Idea', true)]);
    },
    me,
  );

describe('the settings of an item', () => {
  it('offer the templates that runs can use, and preferences', () => {
    const { words } = draw(aRecording());
    expect(words).toMatch(/None .*Talks .*Archive/);
    expect(words).not.toContain('Idea');
    expect(words).toContain('Add preferences');
    expect(words).not.toContain('Also remove the preferences');
  });

  it('offer to remove preferences with the binding, and keep a deleted template visible', () => {
    const preferences = { output_config: { outputs: ['drive'] } };
    const { html, words } = draw(aRecording({ template: { id: 9, name: null }, preferences }));
    expect(html).toMatch(/<option[^>]* selected=""[^>]*>A deleted template/);
    expect(words).toContain('Also remove the preferences of this item');
    expect(words).toContain('Edit preferences');
  });

  it('name the layer of each setting of the newest run, for viewers too', () => {
    const { words } = draw(aRecording({ run }), viewer);
    expect(words).toMatch(/Bound template .*Outputs .*Preferences of this item .*Find topics/);
    expect(words).not.toContain('Trim silence');
    expect(words).not.toContain('Add preferences');
    expect(draw(aRecording(), viewer).html).toBe('');
  });

  it('are folded, below a heading that links reach', () => {
    expect(draw(aRecording()).html).toMatch(/<details class="fold"><summary><h2 id="item-settings">Run settings<\/h2>/u);
  });

  it('cannot be changed while the item is deleted', () => {
    expect(draw(aRecording({ deleted_at: '2026-02-05T10:00:00.000Z' })).html).toBe('');
  });
});

describe('the fact about the template', () => {
  const fact = (fields: Partial<Item>): string => drawView(<TemplateFact item={aRecording(fields)} />, () => undefined).words;

  it('names the bound template, and says that the item has preferences', () => {
    expect(fact({})).toBe('');
    expect(fact({ template: { id: 3, name: 'Talks' } })).toContain('Talks');
    expect(fact({ template: { id: 3, name: 'Talks' } })).not.toContain('preferences');
    expect(fact({ preferences: {} })).toMatch(/None .*with preferences of this item/);
  });
});
