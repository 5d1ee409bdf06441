import { toMatchingDraft, toMatchingRules } from './matching-draft.js';

describe('the conditions of a template in its form', () => {
  it('are shown in minutes, and saved in seconds', () => {
    const rules = { title_pattern: 'algebra', min_duration_seconds: 300, max_duration_seconds: 90 };
    expect(toMatchingDraft(rules)).toEqual({ title: 'algebra', minMinutes: '5', maxMinutes: '1.5' });
    expect(toMatchingRules(toMatchingDraft(rules))).toEqual({ matching_rules: rules });
  });

  it('keep the sources, which the form does not show', () => {
    const draft = { title: ' physics ', minMinutes: '', maxMinutes: ' ' };
    expect(toMatchingRules(draft, { source_ids: [3], min_duration_seconds: 60 })).toEqual({
      matching_rules: { source_ids: [3], title_pattern: 'physics' },
    });
  });

  it('are absent if all fields are empty', () => {
    expect(toMatchingRules(toMatchingDraft(), { title_pattern: 'algebra' })).toEqual({});
  });
});
