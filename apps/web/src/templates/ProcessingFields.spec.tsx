import { drawView } from '../testing/draw-view.js';
import { text } from '../texts/text.js';
import { toConfigDraft } from './config-draft.js';
import { ProcessingFields } from './ProcessingFields.js';

const { trimming, transcription } = text.templates.processing;

describe('the settings of the stages', () => {
  it('are those that have words, and each can be left to its default', () => {
    const { processing } = toConfigDraft({ processing_config: { transcription: { enable_topics: false, max_wait_time: 60 } } });
    const { words, html } = drawView(<ProcessingFields draft={processing} onChange={() => undefined} />, () => undefined);
    const settings = [trimming, transcription].flatMap((section) => Object.entries<{ label: string; options?: object }>(section));
    for (const [, { label, options }] of settings) {
      const choices = options === undefined ? ['On', 'Off'] : Object.values(options);
      expect(words).toContain([label, 'Default', ...choices].join(' '));
    }
    expect(html.match(/<option value="off" selected="">/g)).toHaveLength(1);
    expect(html.match(/<select/g)).toHaveLength(settings.length);
    expect(html).not.toContain('<input');
  });
});
