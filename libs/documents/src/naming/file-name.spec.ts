import fc from 'fast-check';
import { dateFacts, folderBy, nameBy, safeName } from './file-name.js';

const PATTERN = '{{date}} {{sender}} {{title}}';

describe('the name of a document', () => {
  it('is what its pattern says', () => {
    expect(nameBy(PATTERN, { date: '2024-03-01', sender: 'ACME', title: 'Invoice' }, 'scan')).toBe('2024-03-01 ACME Invoice');
  });

  it.each([
    [PATTERN, { title: 'Invoice' }, 'Invoice'],
    ['{{date}} - {{sender}} - {{title}}', { date: '2024-03-01', title: 'Invoice' }, '2024-03-01 - Invoice'],
    ['{{title}} ({{unknown}})', { title: 'A' }, 'A'],
    [PATTERN, {}, 'scan 12'],
    [PATTERN, { title: '...' }, 'scan 12'],
  ])('by %s without what is not known: %j is %s', (pattern, facts, name) => {
    expect(nameBy(pattern, facts, 'scan 12')).toBe(name);
  });

  it('leads nowhere, whatever stands in the document', () => {
    expect(nameBy('{{title}}', { title: '../../etc/passwd' }, 'x')).toBe('-..-etc-passwd');
    expect(nameBy('{{title}}', { title: 'a\u202egpj.exe\n' }, 'x')).toBe('a gpj.exe');
    expect(nameBy('{{title}}', { title: 'CON' }, 'x')).toBe('_CON');
    expect(folderBy('{{year}}/{{sender}}/', { year: '2024', sender: 'a/../b' })).toEqual(['2024', 'a-..-b']);
    expect(folderBy('../{{sender}}/..', { sender: '..' })).toEqual([]);
  });

  it('is one that any file system takes, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const name = safeName(text);
        expect(name).toBe(safeName(name));
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(181);
        expect(name).not.toMatch(/[/\\\p{Cc}]|^\.|[. ]$/u);
      }),
    );
  });

  it('knows the parts of a day', () => {
    expect(dateFacts('2024-03-01')).toEqual({ date: '2024-03-01', year: '2024', month: '03', day: '01' });
    expect(dateFacts(undefined)).toEqual({});
  });
});
