import { toMatchingDraft, toMatchingRules } from './matching-draft.js';

describe('the conditions of a template in its form', () => {
  it('are shown in minutes, and saved in seconds', () => {
    const rules = { source_ids: [3, 9], title_pattern: 'algebra', min_duration_seconds: 300, max_duration_seconds: 90 };
    expect(toMatchingDraft(rules)).toEqual({ title: 'algebra', sources: [3, 9], minMinutes: '5', maxMinutes: '1.5' });
    expect(toMatchingRules(toMatchingDraft(rules))).toEqual({ matching_rules: rules });
  });

  it('have no source if none is chosen', () => {
    const draft = { title: ' physics ', sources: [], minMinutes: '', maxMinutes: ' ' };
    expect(toMatchingRules(draft)).toEqual({ matching_rules: { title_pattern: 'physics' } });
  });

  it('are absent if all fields are empty', () => {
    expect(toMatchingRules(toMatchingDraft())).toEqual({});
  });
});
