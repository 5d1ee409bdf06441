import { createReadStream } from 'node:fs';
import { PermanentError } from '@throughline/contracts';
import { OFFICE_TYPES, type FileType } from '../sniff/kind.js';

const inside = (name: string): Buffer => Buffer.from(name, 'utf16le');

/** Stream names in the OLE container, which old Office formats and encrypted files use. */
const STREAMS = [
  ['EncryptedPackage', 'locked'],
  ['__properties_version1.0', 'msg'],
  ['WordDocument', 'doc'],
  ['PowerPoint Document', 'ppt'],
  ['Workbook', 'xls'],
] as const;
type OfficeStream = (typeof STREAMS)[number][1];
const OVERLAP = 64;

async function findStreams(path: string): Promise<ReadonlySet<OfficeStream>> {
  const found = new Set<OfficeStream>();
  let before: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    const bytes = Buffer.concat([before, chunk]);
    for (const [name, kind] of STREAMS) if (bytes.includes(inside(name))) found.add(kind);
    before = bytes.subarray(-OVERLAP);
  }
  return found;
}

export async function detectOldOfficeType(path: string): Promise<{ readonly type: FileType; readonly locked: boolean }> {
  const found = await findStreams(path);
  const docx = OFFICE_TYPES['docx'];
  // An encrypted file may be any of the three formats. Only its name would tell, and the name is not reliable.
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
  throw new PermanentError('type-unknown', 'The file is not from a supported Office program: export it as PDF');
}
