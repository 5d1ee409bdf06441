import type { Topic } from '@throughline/api-types';
import { XMLParser } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import { buildDocx, type TranscriptWords } from './build-docx.js';
import { buildYoutubeChapters } from './youtube-chapters.js';

const topic = (title: string, start: number, end: number) => ({ title, start, end }) as unknown as Topic;

describe('the chapters for YouTube', () => {
  it('are lines with times, the first at 0:00', () => {
    expect(buildYoutubeChapters([topic('Water', 0.4, 32), topic('A\nbreak', 32.5, 70), topic('Late', 3_700, 3_720)])).toBe(
      '0:00 Water\n0:32 A break\n1:01:40 Late\n',
    );
  });

  it('follow the rules of deliveries: no part is shorter than ten seconds, and nothing is in them that YouTube refuses', () => {
    const topics = [topic('Water', 12.6, 40), topic('Short', 40, 46), topic('<Tomatoes>', 46, 90), topic('Late', 90, 95)];
    expect(buildYoutubeChapters(topics)).toBe('0:00 Start\n0:12 Water\n0:40 Short\n');
    expect(buildYoutubeChapters([...topics.slice(2), topic('Weather', 96, 130)])).toBe('0:00 Start\n0:46 Tomatoes\n1:30 Late\n');
  });

  it('are not offered if YouTube would ignore them', () => {
    expect(buildYoutubeChapters([topic('Water', 0, 32), topic('Tomatoes', 32, 70)])).toBeUndefined();
    expect(buildYoutubeChapters([topic('Water', 0, 32), topic('Short', 32, 38), topic('Late', 38, 90)])).toBeUndefined();
  });
});

describe('a transcript for Word', () => {
  const passage = (id: number, speaker: string, text: string) => ({ id, start: 30 * id, end: 30 * id + 20, speaker, text });
  const transcript = {
    segments: [passage(0, 'S1', 'Water <every> day & night\u0007.'), passage(1, 'S1', 'Leave them.'), passage(2, 'S2', 'שלום')],
    speakers: [{ id: 'S1', label: 'רות', name: 'רות' }],
    topics: [topic('Water', 0, 30), topic('What stays', 31, 90), topic('A walk without words', 90, 150)],
  } as unknown as TranscriptWords;
  const parts = unzipSync(buildDocx({ title: 'In the "garden"', transcript, unknownSpeaker: 'Unknown speaker' }));
  const read = (name: string): string => strFromU8(parts[name] ?? new Uint8Array());

  it('has title, topics, speakers and passages with their times, in order', () => {
    const paragraphs = read('word/document.xml').split('</w:p>').slice(0, -1);
    const lines = paragraphs.map((one) => one.replaceAll(/<[^>]*>/g, ''));
    expect(lines).toEqual([
      'In the "garden"',
      'Water',
      'רות',
      '0:00  Water &lt;every&gt; day &amp; night .',
      'What stays',
      '0:30  Leave them.',
      'Unknown speaker',
      '1:00  שלום',
      'A walk without words',
    ]);
    expect(paragraphs.map((one) => /pStyle w:val="(\w+)"/.exec(one)?.[1])).toEqual([
      'Title',
      'Heading1',
      undefined,
      undefined,
      'Heading1',
      undefined,
      undefined,
      undefined,
      'Heading1',
    ]);
    const rightToLeft = paragraphs.flatMap((one, index) => (one.includes('<w:bidi/>') ? [lines[index]] : []));
    expect(rightToLeft).toEqual(['רות', '1:00  שלום']);
  });

  it('is a package whose parts are XML and refer to each other', () => {
    const parser = new XMLParser({ ignoreAttributes: false, trimValues: false });
    const parse = (name: string): unknown => parser.parse(read(name));
    expect(JSON.stringify(parse('word/document.xml'))).toContain('"Water <every> day & night ."');
    const target = (name: string) => ({ Relationship: { '@_Target': name } });
    expect(parse('_rels/.rels')).toMatchObject({ Relationships: target('word/document.xml') });
    expect(parse('word/_rels/document.xml.rels')).toMatchObject({ Relationships: target('styles.xml') });
    expect(Object.keys(parts)).toEqual(expect.arrayContaining(['[Content_Types].xml', 'word/document.xml', 'word/styles.xml']));
  });
});
