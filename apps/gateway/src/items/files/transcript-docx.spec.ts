import { XMLParser } from 'fast-xml-parser';
import { readZip } from '../../testing/read-zip.js';
import { renderTranscriptDocx } from './transcript-docx.js';

const topic = (title: string, start: number, end: number) => ({ title, start, end });

describe('a transcript for Word', () => {
  const passage = (id: number, speaker: string, text: string) => ({
    ...{ id, speaker, text, confidence: 1 },
    start: 30 * id,
    end: 30 * id + 20,
  });
  const transcript = {
    segments: [
      passage(0, 'S1', 'Water <every> day & night\u0007\uFFFF.'),
      passage(1, 'S1', 'Leave them.'),
      passage(2, 'S2', 'שלום'),
    ],
    speakers: [{ id: 'S1', name: 'רות' }],
  };
  const topics = [topic('Water', 0, 30), topic('What stays', 31, 90), topic('A walk without words', 90, 150)];
  const input = { title: 'In the "garden"', marks: ['[Draft by machine.]'], transcript, topics };
  let parts: ReadonlyMap<string, Buffer>;
  beforeAll(async () => {
    parts = await readZip(await renderTranscriptDocx(input));
  });
  const read = (name: string): string => (parts.get(name) ?? Buffer.alloc(0)).toString();

  it('has title, mark, topics, speakers and passages with their times, in order', () => {
    const paragraphs = read('word/document.xml').split('</w:p>').slice(0, -1);
    const lines = paragraphs.map((one) => one.replaceAll(/<[^>]*>/g, ''));
    expect(lines).toEqual([
      'In the "garden"',
      '[Draft by machine.]',
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
      undefined,
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
    expect([...parts.keys()]).toEqual(expect.arrayContaining(['[Content_Types].xml', 'word/document.xml', 'word/styles.xml']));
  });

  it('has the same bytes for the same words, on any day and in any time zone', async () => {
    const file = await renderTranscriptDocx(input);
    expect(file.equals(await renderTranscriptDocx(input))).toBe(true);
    // The time, the date and the length of further times in the list of the parts.
    const at = file.indexOf('PK\u0001\u0002');
    const FIRST_OF_1980 = 33;
    expect([12, 14, 30].map((field) => file.readUInt16LE(at + field))).toEqual([0, FIRST_OF_1980, 0]);
  });
});
