import type { SavedConfig } from '@throughline/api-client';
import { toMetadataConfig, toTextsDraft } from './texts-draft.js';

const SAVED: SavedConfig = {
  metadata_config: {
    title_pattern: '{title} ({date})',
    description_pattern: '',
    topics_display: { enabled: false, heading: 'Chapters:' },
  },
};

describe('the form of texts', () => {
  it('shows the patterns, and tells an empty description from an inherited one', () => {
    expect(toTextsDraft(SAVED)).toMatchObject({
      title: '{title} ({date})',
      hasDescription: true,
      description: '',
      topics: 'off',
    });
    expect(toTextsDraft({})).toMatchObject({ title: '', hasDescription: false, topics: '', topicsFormat: '' });
  });

  it('keeps all settings if nothing changed', () => {
    expect(toMetadataConfig(toTextsDraft(SAVED))).toEqual(SAVED.metadata_config);
    expect(toMetadataConfig(toTextsDraft({}))).toEqual({});
  });

  it('removes what is left to the layers below, and keeps what it does not show', () => {
    const cleared = { ...toTextsDraft(SAVED), title: '', hasDescription: false, topics: '', topicsFormat: 'dash_list' } as const;
    expect(toMetadataConfig(cleared)).toEqual({ topics_display: { format: 'dash_list', heading: 'Chapters:' } });
    const shown = toTextsDraft({ metadata_config: { topics_display: { enabled: true } } });
    expect(toMetadataConfig({ ...shown, topics: '' })).toEqual({});
  });
});
