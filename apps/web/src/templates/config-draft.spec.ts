import type { SavedConfig } from '@throughline/api-client';
import { toConfigDraft, toSavedConfig } from './config-draft.js';
import { listDays, notBefore } from './retention-days.js';

const SAVED: SavedConfig = {
  processing_config: {
    trimming: { enable_trimming: false, silence_threshold: -40 },
    transcription: { enable_topics: true, granularity: 'long', max_wait_time: 60 },
    retry: { max_attempts: 2 },
  },
  output_config: { outputs: ['library'] },
  retention_config: { soft_delete_days: 90, hard_delete_days: null },
};

describe('the form of saved settings', () => {
  it('shows the settings, and leaves the others to the layers below', () => {
    expect(toConfigDraft(SAVED)).toMatchObject({
      processing: {
        trimming: { enable_trimming: 'off' },
        transcription: { enable_transcription: '', enable_topics: 'on', granularity: 'long' },
      },
      autoUpload: '',
      texts: { title: '', hasDescription: false, description: '', topics: '', topicsFormat: '', saved: {} },
      hasOutputs: true,
      outputs: ['library'],
      softDays: '90',
      hardDays: 'never',
    });
    expect(toConfigDraft({})).toMatchObject({
      processing: { transcription: { granularity: '' } },
      hasOutputs: false,
      outputs: [],
    });
  });

  it('keeps all settings if nothing changed', () => {
    expect(toSavedConfig(toConfigDraft(SAVED), SAVED)).toEqual(SAVED);
    expect(toSavedConfig(toConfigDraft({}), {})).toEqual({});
    const none: SavedConfig = { output_config: { outputs: [] } };
    expect(toSavedConfig(toConfigDraft(none), none)).toEqual(none);
  });

  it('changes and removes the settings that it shows, and keeps the others', () => {
    const draft = toConfigDraft(SAVED);
    const { transcription } = draft.processing;
    const processing = {
      trimming: { enable_trimming: '' },
      transcription: { ...transcription, enable_topics: 'off', allow_errors: 'on', granularity: '' },
    };
    const changed = {
      ...draft,
      processing,
      autoUpload: '',
      hasOutputs: false,
      softDays: '',
      hardDays: '120',
    } as const;
    expect(toSavedConfig(changed, SAVED)).toEqual({
      processing_config: {
        trimming: { silence_threshold: -40 },
        transcription: { enable_topics: false, allow_errors: true, max_wait_time: 60 },
        retry: { max_attempts: 2 },
      },
      retention_config: { hard_delete_days: 120 },
    });
  });

  it('leaves out sections that became empty', () => {
    const saved: SavedConfig = { processing_config: { trimming: { enable_trimming: true } } };
    const draft = toConfigDraft(saved);
    expect(toSavedConfig({ ...draft, processing: { ...draft.processing, trimming: { enable_trimming: '' } } }, saved)).toEqual(
      {},
    );
  });

  it('publishes automatically, or only by a person, or as the layers below say', () => {
    const saved: SavedConfig = { output_config: { auto_upload: false } };
    const draft = toConfigDraft(saved);
    expect(draft.autoUpload).toBe('off');
    expect(toSavedConfig({ ...draft, autoUpload: 'on' }, saved)).toEqual({ output_config: { auto_upload: true } });
    expect(toSavedConfig({ ...draft, autoUpload: '' }, saved)).toEqual({});
  });

  it('never offers a removal before the deletion, and keeps a saved number that it does not offer', () => {
    expect(listDays('90', '90')).toEqual([90, 180, 365, 730]);
    expect(listDays('45')).toContain(45);
    expect(listDays('', 'never')).toEqual([]);
    expect([notBefore('30', '90'), notBefore('120', '90'), notBefore('30', 'never'), notBefore('never', '90')]).toEqual([
      '90',
      '120',
      'never',
      'never',
    ]);
    expect([notBefore('', '90'), notBefore('30', '')]).toEqual(['', '30']);
  });
});
