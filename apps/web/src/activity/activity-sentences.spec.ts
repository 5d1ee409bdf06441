import { text } from '../texts/text.js';
import { describeNotice } from './activity-sentences.js';

const words = text.activity;

describe('the sentence about a notice', () => {
  it('names the step as other views do, and no codes', () => {
    const item = { cause: 'failed', title: 'junk', step: 'create_file_record', code: 'type-unknown' } as const;
    expect(describeNotice({ item })).toBe(words.causes.failed('junk', text.step.create_file_record));
    expect(describeNotice({ item: { ...item, cause: 'delivery_failed', step: 'deliver:library' } })).toBe(
      words.causes.delivery_failed('junk', text.step.deliver('library')),
    );
    expect(describeNotice({ item: { cause: 'review', title: null, step: null, code: null } })).toBe(
      words.causes.review(text.search.untitled),
    );
  });

  it('is that of the server where the page does not know the cause', () => {
    expect(describeNotice({ item: null })).toBeUndefined();
    expect(describeNotice({ item: { cause: 'failed', title: 'junk', step: null, code: null } })).toBeUndefined();
    const later = { cause: 'of a later release', title: 'junk', step: null, code: null } as never;
    expect(describeNotice({ item: later })).toBeUndefined();
  });
});
