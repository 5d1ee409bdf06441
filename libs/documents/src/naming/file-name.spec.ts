import { anyText } from '@throughline/contracts/testing';
import fc from 'fast-check';
import { splitDate, renderFolders, renderFileName, toSafeName } from './file-name.js';

const PATTERN = '{{date}} {{sender}} {{title}}';

describe('renderFileName, renderFolders and splitDate', () => {
  it('build name and folders from their patterns', () => {
    expect(renderFileName(PATTERN, { date: '2024-03-01', sender: 'ACME', title: 'Invoice' }, 'scan')).toBe(
      '2024-03-01 ACME Invoice',
    );
  });

  it.each([
    [PATTERN, { title: 'Invoice' }, 'Invoice'],
    ['{{date}} - {{sender}} - {{title}}', { date: '2024-03-01', title: 'Invoice' }, '2024-03-01 - Invoice'],
    ['{{title}} ({{unknown}})', { title: 'A' }, 'A'],
    [PATTERN, {}, 'scan 12'],
    [PATTERN, { title: '...' }, 'scan 12'],
  ])('drop missing values: %s with %j becomes %s', (pattern, facts, name) => {
    expect(renderFileName(pattern, facts, 'scan 12')).toBe(name);
  });

  it('create no path that leads elsewhere, whatever the document contains', () => {
    expect(renderFileName('{{title}}', { title: '../../etc/passwd' }, 'x')).toBe('-..-etc-passwd');
    expect(renderFileName('{{title}}', { title: 'a\u202egpj.exe\n' }, 'x')).toBe('a gpj.exe');
    expect(renderFileName('{{title}}', { title: 'CON' }, 'x')).toBe('_CON');
    expect(renderFolders('{{year}}/{{sender}}/', { year: '2024', sender: 'a/../b' })).toEqual(['2024', 'a-..-b']);
    expect(renderFolders('../{{sender}}/..', { sender: '..' })).toEqual([]);
  });

  it('create a name that every file system accepts', () => {
    fc.assert(
      fc.property(anyText({ maxLength: 400 }), (text) => {
        const name = toSafeName(text);
        expect(name).toBe(toSafeName(name));
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(181);
        expect(name).not.toMatch(/[/\\\p{Cc}]|^\.|[. ]$/u);
      }),
    );
  });

  it('return the parts of a day', () => {
    expect(splitDate('2024-03-01')).toEqual({ date: '2024-03-01', year: '2024', month: '03', day: '01' });
    expect(splitDate(undefined)).toEqual({});
  });
});
