import { LabelValues, OTHER } from './label-values.js';

describe('the values of a label', () => {
  it('accept identifiers of programs', () => {
    const codes = new LabelValues();
    expect(['ENOSPC', 'engine-busy', 'deliver/thumbnail', 'x'].map((code) => codes.of(code))).toEqual([
      'ENOSPC',
      'engine-busy',
      'deliver/thumbnail',
      'x',
    ]);
  });

  it('replace text that a person may have written', () => {
    const codes = new LabelValues();
    for (const text of ['', 'My holidays', 'отпуск', 'a\nb', '"', '-', 'x'.repeat(65)]) expect(codes.of(text)).toBe(OTHER);
  });

  it('are limited in number, and earlier ones stay', () => {
    const codes = new LabelValues(2);
    expect(['a', 'b', 'c', 'a', 'b', 'd'].map((code) => codes.of(code))).toEqual(['a', 'b', OTHER, 'a', 'b', OTHER]);
  });
});
