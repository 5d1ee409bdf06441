import type { CommandEffect } from '../commands/outcome.js';
import { describeAppliedRule } from './apply-rule.js';

const accepted = { by: 'u1', at: '2026-01-01T00:00:00.000Z' };

/** Returns the result of a rule that has set these fields. Without tags, the sealed part of the event is gone. */
function resultOf(fields: readonly string[], tags?: readonly string[], filed?: typeof accepted): string {
  const event = { type: 'DocumentRuleApplied', data: { fields }, ...(tags === undefined ? {} : { personal: { tags } }) };
  const state = { phase: 'present', ...(filed === undefined ? {} : { accepted: filed }) };
  return describeAppliedRule({ events: [event], asset: { state } } as unknown as CommandEffect).detail;
}

describe('the result of a rule for a document', () => {
  it('counts the tags, and tells the type', () => {
    expect(resultOf(['tags'], ['bill'])).toBe('The rule has added 1 tag.');
    expect(resultOf(['type', 'tags'], ['bill', 'office'])).toBe('The rule has added 2 tags and set the type.');
    expect(resultOf(['type'], [])).toBe('The rule has set the type.');
  });

  it('names the fields without the sealed part, whose key is destroyed', () => {
    expect(resultOf(['tags'])).toBe('The rule has added tags.');
    expect(resultOf(['type', 'tags'])).toBe('The rule has added tags and set the type.');
  });

  it('says that a document that a person has filed stays filed with its new type', () => {
    expect(resultOf(['type'], [], accepted)).toBe('The rule has set the type. The document stays filed as reviewed.');
    expect(resultOf(['tags'], ['bill'], accepted)).toBe('The rule has added 1 tag.');
  });
});
