import { readTerms } from './read-terms.js';

describe('readTerms', () => {
  it('returns each line once, without blanks around it', () => {
    expect(readTerms('  Grace Hopper \r\n\nJetStream\nGrace Hopper\n')).toEqual(['Grace Hopper', 'JetStream']);
    expect(readTerms(' \n ')).toEqual([]);
  });
});
