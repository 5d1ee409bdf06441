import { createReadStream } from 'node:fs';
import { PermanentError } from '@throughline/contracts';
import { OFFICE_TYPES, type FileType } from '../sniff/kind.js';

const inside = (name: string): Buffer => Buffer.from(name, 'utf16le');

/** Names of the streams in the container that Office used before, and uses for what is encrypted. */
const STREAMS = [
  ['EncryptedPackage', 'locked'],
  ['__properties_version1.0', 'msg'],
  ['WordDocument', 'doc'],
  ['PowerPoint Document', 'ppt'],
  ['Workbook', 'xls'],
] as const;
type Found = (typeof STREAMS)[number][1];
const OVERLAP = 64;

async function streamsIn(path: string): Promise<ReadonlySet<Found>> {
  const found = new Set<Found>();
  let before: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    const bytes = Buffer.concat([before, chunk]);
    for (const [name, kind] of STREAMS) if (bytes.includes(inside(name))) found.add(kind);
    before = bytes.subarray(-OVERLAP);
  }
  return found;
}

/** What a container of the old kind holds. */
export async function oldOfficeType(path: string): Promise<{ readonly type: FileType; readonly locked: boolean }> {
  const found = await streamsIn(path);
  const docx = OFFICE_TYPES['docx'];
  // Which of the three it is nobody can see from outside; only its name would say, and that is a word of somebody.
  if (found.has('locked') && docx !== undefined)
    return { type: { ...docx, mediaType: 'application/x-ole-storage', extension: 'bin' }, locked: true };
  if (found.has('msg'))
    throw new PermanentError(
      'type-unsupported',
      'The file is a message of Outlook: save it as .eml, which every mail program reads',
    );
  const kind = (['doc', 'ppt', 'xls'] as const).find((each) => found.has(each));
  const type = kind === undefined ? undefined : OFFICE_TYPES[kind];
  if (type !== undefined) return { type, locked: false };
  throw new PermanentError('type-unknown', 'The file is a container of some other program, and not of Office: export it as PDF');
}
