import type { FileHandle } from 'node:fs/promises';

export type SniffedKind = 'playlist' | 'image' | 'document' | 'text' | 'binary';

const headBytes = 4_096;

const ascii = (text: string): readonly number[] => Array.from(Buffer.from(text, 'latin1'));

/** First bytes that identify a file type. Used only for clear messages: the demuxer list decides which files may be opened. */
const signatures: readonly { readonly kind: SniffedKind; readonly at: number; readonly bytes: readonly number[] }[] = [
  { kind: 'playlist', at: 0, bytes: ascii('#EXTM3U') },
  { kind: 'playlist', at: 0, bytes: ascii('ffconcat version') },
  { kind: 'playlist', at: 0, bytes: ascii('[playlist]') },
  { kind: 'image', at: 0, bytes: [0x89, ...ascii('PNG')] },
  { kind: 'image', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { kind: 'image', at: 0, bytes: ascii('GIF8') },
  { kind: 'image', at: 0, bytes: ascii('BM') },
  { kind: 'image', at: 0, bytes: [...ascii('II*'), 0] },
  { kind: 'image', at: 0, bytes: [...ascii('MM'), 0, 0x2a] },
  { kind: 'image', at: 8, bytes: ascii('WEBP') },
  { kind: 'image', at: 4, bytes: ascii('ftyphei') },
  { kind: 'image', at: 4, bytes: ascii('ftypavif') },
  { kind: 'image', at: 4, bytes: ascii('ftypmif1') },
  { kind: 'document', at: 0, bytes: ascii('%PDF') },
  { kind: 'document', at: 0, bytes: [...ascii('PK'), 3, 4] },
  { kind: 'document', at: 0, bytes: [0xd0, 0xcf, 0x11, 0xe0] },
];

export async function sniff(file: FileHandle): Promise<SniffedKind> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  return sniffBytes(buffer.subarray(0, bytesRead));
}

export function sniffBytes(head: Uint8Array): SniffedKind {
  const body = withoutByteOrderMark(head);
  const found = signatures.find(({ at, bytes }) => bytes.every((byte, index) => body[at + index] === byte));
  if (found) return found.kind;
  return isText(body) ? sniffText(body) : 'binary';
}

const withoutByteOrderMark = (head: Uint8Array): Uint8Array =>
  head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? head.subarray(3) : head;

/**
 * Returns true for valid UTF-8 without control characters except white space. The end of the buffer may cut the last character.
 */
function isText(bytes: Uint8Array): boolean {
  if (bytes.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(byte))) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** A concat script needs no header: `file 'name'` is enough. DASH and Smooth Streaming manifests are XML. */
function sniffText(bytes: Uint8Array): SniffedKind {
  const text = new TextDecoder().decode(bytes);
  return /^\s*(file\s+['"\w]|<\?xml[^>]*>\s*<(MPD|SmoothStreamingMedia)|<(MPD|SmoothStreamingMedia))/.test(text)
    ? 'playlist'
    : 'text';
}
