import { matchTemplate, sourcesOfTemplates, type MatchableTemplate } from './match-template.js';
import type { MatchedItem, MatchingRules } from './matching-rules.js';

const template = (id: number, matchingRules?: MatchingRules, isDraft = false): MatchableTemplate => ({
  id,
  name: `Template ${String(id)}`,
  isDraft,
  ...(matchingRules === undefined ? {} : { matchingRules }),
});
const matches = (rules: MatchingRules, item: MatchedItem): boolean => matchTemplate(item, [template(1, rules)]).kind !== 'none';
const missOf = (rules: MatchingRules | undefined, item: MatchedItem, isDraft = false) => {
  const match = matchTemplate(item, [template(1, rules, isDraft)]);
  return match.kind === 'none' ? match.misses.map(({ miss }) => miss) : [];
};

describe('the template of an item', () => {
  it('is the first of several that match, and the others are named', () => {
    const [one, two, three] = [
      template(1, { title_pattern: 'algebra' }),
      template(2, { title_pattern: 'tutorial' }),
      template(3, { title_pattern: 'lecture' }),
    ];
    const item = { title: 'Algebra II, lecture 8' };
    expect(matchTemplate(item, [one, two, three])).toEqual({ kind: 'several', template: one, others: [three] });
    expect(matchTemplate(item, [three, two, one])).toEqual({ kind: 'several', template: three, others: [one] });
    expect(matchTemplate(item, [two, one])).toEqual({ kind: 'template', template: one });
  });

  it('is none if no template matches, with the reason of each', () => {
    const templates = [template(1, { title_pattern: 'physics' }), template(2), template(3, { title_pattern: 'hour' }, true)];
    expect(matchTemplate({ title: 'Office hour' }, templates)).toEqual({
      kind: 'none',
      misses: [
        { template: templates[0], miss: 'title' },
        { template: templates[1], miss: 'no_rules' },
        { template: templates[2], miss: 'draft' },
      ],
    });
    expect(matchTemplate({}, [])).toEqual({ kind: 'none', misses: [] });
  });

  it('is none for rules without a condition, which would match everything', () => {
    for (const rules of [undefined, {}, { source_ids: [] }, { title_pattern: ' * ** ' }])
      expect(missOf(rules, { title: 'Algebra', sourceId: 3 })).toEqual(['no_rules']);
  });

  it.each([
    ['algebra', 'ALGEBRA II', true],
    ['algebra', 'Linear  Algebra', true],
    ['algebra*tutorial', 'Algebra II, tutorial 9', true],
    ['*algebra*', 'Linear algebra', true],
    ['tutorial*algebra', 'Algebra II, tutorial 9', false],
    ['aa*aa', 'aaa', false],
    ['(a+)+$', 'aaaaaaaaaaaaaaaaaaaaaaaa!', false],
    ['.*', 'Algebra', false],
    ['linear algebra', 'Linear\u00a0Algebra', true],
    ['ä', 'Präsenz', true],
  ])('is found by the title pattern %j for the title %j: %j', (title_pattern, title, expected) => {
    expect(matches({ title_pattern }, { title })).toBe(expected);
  });

  it('is found by source and length, each of which an item may lack', () => {
    expect(missOf({ source_ids: [3, 4] }, { sourceId: 4 })).toEqual([]);
    expect(missOf({ source_ids: [3, 4] }, { sourceId: 5 })).toEqual(['source']);
    expect(missOf({ source_ids: [3, 4] }, {})).toEqual(['source']);
    const lengths = { min_duration_seconds: 300, max_duration_seconds: 3_600 };
    expect([299, 300, 3_600, 3_601].map((durationSeconds) => missOf(lengths, { durationSeconds }))).toEqual([
      ['too_short'],
      [],
      [],
      ['too_long'],
    ]);
    expect(missOf(lengths, {})).toEqual(['unknown_length']);
    expect(missOf({ title_pattern: 'x' }, {})).toEqual(['title']);
  });
});

describe('the sources of several templates', () => {
  it('are those that they name together', () => {
    expect(sourcesOfTemplates([template(1, { source_ids: [4, 3] }), template(2, { source_ids: [3, 9] })])).toEqual([3, 4, 9]);
  });

  it('are all if one template names none', () => {
    for (const rules of [undefined, {}, { source_ids: [] }, { title_pattern: 'x' }])
      expect(sourcesOfTemplates([template(1, { source_ids: [4] }), template(2, rules)])).toBe('all');
  });
});
