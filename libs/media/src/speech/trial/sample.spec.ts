import { readFileSync } from 'node:fs';
import { normalizeWords } from './word-errors.js';
import { countSampleErrors, SAMPLE_TALK } from './sample.js';

const ten =
  'Welcome. This short talk has three parts, and the first part is about bread. Good bread needs only flour, water, salt and yeast.';

describe('the words of the sample', () => {
  it('begin like its text', () => {
    const text = readFileSync(new URL('../../../../../assets/sample-talk.txt', import.meta.url), 'utf8');
    const body = text.split('\n').slice(1).join('\n');
    expect(normalizeWords(body).join(' ')).toMatch(new RegExp(`^${normalizeWords(SAMPLE_TALK.opening).join(' ')} `));
  });

  it('count as right wherever the ten seconds end in the last sentence', () => {
    for (const end of ['Mix the flour with', 'mix the flour with the water', 'Mix the flour with the water and let the dough'])
      expect(countSampleErrors(`${ten} ${end}`).wrong).toBe(0);
  });

  it('count as wrong if they are replaced, missing or added, and silence misses all of them', () => {
    expect(countSampleErrors(`${ten.replace('bread', 'bed')} mix the flour with the water`)).toEqual({ wrong: 1, spoken: 29 });
    expect(countSampleErrors(ten).wrong).toBeGreaterThan(0);
    const { wrong, spoken } = countSampleErrors('');
    expect(wrong).toBe(spoken);
  });
});
