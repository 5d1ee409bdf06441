import { imageType, OFFICE_TYPES, PDF, type FileType } from './kind.js';

/** The file type that the first bytes show. `zip` and `ole` are containers that have to be opened. */
export type DetectedType =
  | { readonly type: FileType }
  | { readonly container: 'zip' | 'ole' }
  | { readonly unread: string }
  | undefined;

const ascii = (bytes: Buffer, from: number, to: number): string => bytes.toString('latin1', from, to);

const PREFIXES: readonly (readonly [prefix: string, magic: DetectedType])[] = [
  ['\x89PNG\r\n\x1a\n', { type: imageType('image/png', 'png') }],
  ['\xff\xd8\xff', { type: imageType('image/jpeg', 'jpg') }],
  ['GIF87a', { type: imageType('image/gif', 'gif') }],
  ['GIF89a', { type: imageType('image/gif', 'gif') }],
  ['{\\rtf', OFFICE_TYPES['rtf'] === undefined ? undefined : { type: OFFICE_TYPES['rtf'] }],
  ['PK\x03\x04', { container: 'zip' }],
  ['PK\x05\x06', { container: 'zip' }],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', { container: 'ole' }],
  ['II*\0', { unread: 'a TIFF picture' }],
  ['MM\0*', { unread: 'a TIFF picture' }],
  ['\x1f\x8b', { unread: 'a gzip archive' }],
  ['7z\xbc\xaf\x27\x1c', { unread: 'a 7z archive' }],
  ['Rar!', { unread: 'a RAR archive' }],
  ['%!PS', { unread: 'a PostScript file' }],
  ['ID3', { unread: 'a sound file' }],
  ['OggS', { unread: 'a sound file' }],
  ['\x1aE\xdf\xa3', { unread: 'a video' }],
  ['\x7fELF', { unread: 'a program' }],
  ['MZ', { unread: 'a program' }],
];

/** Pictures and films begin alike. */
function detectIsoBrand(bytes: Buffer): DetectedType {
  if (ascii(bytes, 4, 8) !== 'ftyp') return undefined;
  const brand = ascii(bytes, 8, 12);
  if (brand === 'avif' || brand === 'avis') return { type: imageType('image/avif', 'avif') };
  return /^(heic|heix|hevc|mif1|msf1)$/.test(brand) ? { unread: 'a HEIC picture' } : { unread: 'a video or sound file' };
}

const isWebp = (bytes: Buffer): boolean => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP';

/** `BM` alone begins many texts. A bitmap also declares its own length and the length of its second head. */
const isBitmap = (bytes: Buffer): boolean =>
  bytes.length > 26 && ascii(bytes, 0, 2) === 'BM' && [12, 40, 52, 56, 64, 108, 124].includes(bytes.readUInt32LE(14));

/** Programs may write other bytes before the head of a PDF; readers look for it in the first kibibyte. */
const PDF_HEAD_WITHIN = 1_024;

/** Returns the type that the first bytes show; `undefined` if they are unknown. */
export function detectType(head: Buffer): DetectedType {
  if (head.subarray(0, PDF_HEAD_WITHIN).includes('%PDF-')) return { type: PDF };
  const start = ascii(head, 0, 8);
  const prefix = PREFIXES.find(([prefix]) => start.startsWith(prefix));
  if (prefix !== undefined) return prefix[1];
  if (isWebp(head)) return { type: imageType('image/webp', 'webp') };
  if (isBitmap(head)) return { type: imageType('image/bmp', 'bmp') };
  return detectIsoBrand(head);
}
