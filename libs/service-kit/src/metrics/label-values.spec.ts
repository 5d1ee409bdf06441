import { LabelValues, OTHER } from './label-values.js';

describe('the values of a label', () => {
  it('are the words of programs', () => {
    const codes = new LabelValues();
    expect(['ENOSPC', 'engine-busy', 'deliver/thumbnail', 'x'].map((code) => codes.of(code))).toEqual([
      'ENOSPC',
      'engine-busy',
      'deliver/thumbnail',
      'x',
    ]);
  });

  it('are never what a person may have written', () => {
    const codes = new LabelValues();
    for (const text of ['', 'My holidays', 'отпуск', 'a\nb', '"', '-', 'x'.repeat(65)]) expect(codes.of(text)).toBe(OTHER);
  });

  it('come to an end, and those that were there stay', () => {
    const codes = new LabelValues(2);
    expect(['a', 'b', 'c', 'a', 'b', 'd'].map((code) => codes.of(code))).toEqual(['a', 'b', OTHER, 'a', 'b', OTHER]);
  });
});
