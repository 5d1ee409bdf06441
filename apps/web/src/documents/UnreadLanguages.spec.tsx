import type { Document } from '@throughline/api-client';
import { renderToString } from 'react-dom/server';
import { listOcrLanguages, nameLanguage } from '../engines/ocr-languages.js';
import { UnreadLanguages } from './UnreadLanguages.js';

const draw = (document: Partial<Record<'text' | 'run', object>>): string =>
  renderToString(<UnreadLanguages document={document as unknown as Document} />)
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

describe('a scan in languages that no worker has', () => {
  it('names them, and the command that fetches them', () => {
    const words = draw({ text: { text: 'none', languages_missing: ['deu', 'chi_sim'] } });
    expect(words).toContain('Scan not read: no data for German (deu), Chinese (chi_sim)');
    expect(words).toContain('npx tl engine fetch ocr deu chi_sim');
  });

  it('says so if others were there', () => {
    expect(draw({ text: { languages: ['eng'], languages_missing: ['deu'] } })).toContain('Scan read without German (deu)');
  });

  it.each([{ text: { languages: ['eng'] } }, {}, { text: { languages_missing: ['deu'] }, run: { active: true } }])(
    'says nothing about %j',
    (document) => {
      expect(draw(document)).toBe('');
    },
  );
});

describe('the languages of the workers', () => {
  it('are those of usable OCR engines', () => {
    const ocr = (name: string, more: object): object => ({ name, kind: 'ocr', languages: ['rus', 'deu'], ...more });
    const services = [
      { service: 'ingest', engines: 'unknown' },
      {
        service: 'processing',
        engines: [
          ocr('a', {}),
          ocr('b', { available: false, languages: ['tha'] }),
          { name: 'c', kind: 'speech', languages: ['en'] },
        ],
      },
    ];
    expect(listOcrLanguages({ services } as unknown as Parameters<typeof listOcrLanguages>[0])).toEqual(['deu', 'rus']);
    expect(listOcrLanguages(undefined)).toEqual([]);
  });

  it('have names', () => {
    expect(['deu', 'chi_sim', 'qqq'].map(nameLanguage)).toEqual(['German (deu)', 'Chinese (chi_sim)', 'qqq']);
  });
});
