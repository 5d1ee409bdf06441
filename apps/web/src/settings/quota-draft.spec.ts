import { draftOf, readDraft } from './quota-draft.js';
import { listEarlierPeriods, namePeriod } from './periods.js';

const limits = { items: 100, bytes: 2_500_000_000, transcription_minutes: null, deliveries: 50 };

describe('the limits of a user in a form', () => {
  it('are those of the user; the others are empty', () => {
    expect(draftOf({ own: ['bytes', 'transcription_minutes'], limits })).toEqual({
      items: '',
      bytes: '2.5',
      transcription_minutes: 'unlimited',
      deliveries: '',
    });
  });

  it('are read back as they were, in bytes', () => {
    const draft = draftOf({ own: ['items', 'bytes', 'transcription_minutes', 'deliveries'], limits });
    expect(readDraft(draft)).toEqual({ own: limits });
    expect(readDraft({ ...draft, items: ' ', bytes: 'Unlimited', deliveries: '0' })).toEqual({
      own: { bytes: null, transcription_minutes: null, deliveries: 0 },
    });
  });

  it('name the quotas that have other texts', () => {
    const draft = { items: '1.5', bytes: '-1', transcription_minutes: '9'.repeat(20), deliveries: '7' };
    expect(readDraft(draft)).toEqual({ invalid: ['items', 'bytes', 'transcription_minutes'] });
    // One thousand, or one.
    expect(readDraft({ ...draftOf({ own: [], limits }), bytes: '1,000' })).toEqual({ invalid: ['bytes'] });
  });
});

describe('the months of a quota', () => {
  it('go back over the turn of a year', () => {
    expect(listEarlierPeriods('202602', 3)).toEqual(['202601', '202512', '202511']);
    expect(namePeriod('202512')).toBe('December 2025');
  });
});
