import type { SavedConfig } from '@throughline/api-types';
import { toConfigDraft, toSavedConfig } from './config-draft.js';

const SAVED: SavedConfig = {
  processing_config: {
    trimming: { enable_trimming: false, silence_threshold: -40 },
    transcription: { enable_topics: true, granularity: 'long', max_wait_time: 60 },
    retry: { max_attempts: 2 },
  },
  output_config: { outputs: ['library'] },
};

describe('the form of saved settings', () => {
  it('shows the settings, and leaves the others to the layers below', () => {
    expect(toConfigDraft(SAVED)).toEqual({
      switches: { enable_trimming: 'off', enable_transcription: '', enable_topics: 'on', enable_subtitles: '', allow_errors: '' },
      granularity: 'long',
      autoUpload: '',
      texts: { title: '', hasDescription: false, description: '', topics: '', topicsFormat: '', saved: {} },
      hasOutputs: true,
      outputs: ['library'],
    });
    expect(toConfigDraft({})).toMatchObject({ granularity: '', hasOutputs: false, outputs: [] });
  });

  it('keeps all settings if nothing changed', () => {
    expect(toSavedConfig(toConfigDraft(SAVED), SAVED)).toEqual(SAVED);
    expect(toSavedConfig(toConfigDraft({}), {})).toEqual({});
    const none: SavedConfig = { output_config: { outputs: [] } };
    expect(toSavedConfig(toConfigDraft(none), none)).toEqual(none);
  });

  it('changes and removes the settings that it shows, and keeps the others', () => {
    const draft = toConfigDraft(SAVED);
    const switches = { ...draft.switches, enable_trimming: '', enable_topics: 'off', allow_errors: 'on' } as const;
    expect(toSavedConfig({ ...draft, switches, granularity: '', autoUpload: '', hasOutputs: false }, SAVED)).toEqual({
      processing_config: {
        trimming: { silence_threshold: -40 },
        transcription: { enable_topics: false, allow_errors: true, max_wait_time: 60 },
        retry: { max_attempts: 2 },
      },
    });
  });

  it('leaves out sections that became empty', () => {
    const saved: SavedConfig = { processing_config: { trimming: { enable_trimming: true } } };
    const draft = toConfigDraft(saved);
    expect(toSavedConfig({ ...draft, switches: { ...draft.switches, enable_trimming: '' } }, saved)).toEqual({});
  });

  it('publishes automatically, or only by a person, or as the layers below say', () => {
    const saved: SavedConfig = { output_config: { auto_upload: false } };
    const draft = toConfigDraft(saved);
    expect(draft.autoUpload).toBe('off');
    expect(toSavedConfig({ ...draft, autoUpload: 'on' }, saved)).toEqual({ output_config: { auto_upload: true } });
    expect(toSavedConfig({ ...draft, autoUpload: '' }, saved)).toEqual({});
  });
});
