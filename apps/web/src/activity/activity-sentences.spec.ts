import { de } from '../texts/de/index.js';
import { text } from '../texts/text.js';
import { describeMilestone, describeNotice } from './activity-sentences.js';

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

describe('the sentence about an event', () => {
  it('is that of the page in other languages than English', () => {
    expect(describeMilestone({ type: 'AssetDeleted', step: null }, de.text.activity)).toBe('Gelöscht');
    expect(describeMilestone({ type: 'StepFailed', step: 'deliver:library' }, de.text.activity)).toContain('fehlgeschlagen');
  });

  it('is that of the server in English, and for types that the page does not know', () => {
    expect(describeMilestone({ type: 'AssetDeleted', step: null })).toBeUndefined();
    expect(describeMilestone({ type: 'AssetTransferred', step: null }, de.text.activity)).toBeUndefined();
    expect(describeMilestone({ type: 'toString', step: null }, de.text.activity)).toBeUndefined();
  });
});
