import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

async function zip(files: Readonly<Record<string, Buffer | string>>): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, content] of Object.entries(files)) archive.addBuffer(Buffer.from(content), name, { mtime: new Date(0) });
  archive.end();
  return buffer(archive.outputStream);
}

const CONTENT_TYPES = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
const RELATIONS = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;
const word = (paragraphs: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs
    .map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`)
    .join('')}</w:body></w:document>`;

export const docx = (paragraphs: readonly string[]): Promise<Buffer> =>
  zip({ '[Content_Types].xml': CONTENT_TYPES, '_rels/.rels': RELATIONS, 'word/document.xml': word(paragraphs) });

const MIB = 1024 ** 2;

/** Creates the same as a decompression bomb: a few kilobytes that unpack to `mebibytes`. */
export const docxBomb = (mebibytes: number): Promise<Buffer> =>
  zip({
    '[Content_Types].xml': CONTENT_TYPES,
    '_rels/.rels': RELATIONS,
    'word/document.xml': word(['harmless']),
    'word/media/image1.bmp': Buffer.alloc(mebibytes * MIB),
  });

export const plainZip = (): Promise<Buffer> => zip({ 'notes/readme.txt': 'An archive of somebody' });
