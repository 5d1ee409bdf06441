import type { FileHandle } from 'node:fs/promises';

export type Sniffed = 'playlist' | 'image' | 'document' | 'text' | 'binary';

const headBytes = 4_096;

const ascii = (text: string): readonly number[] => Array.from(Buffer.from(text, 'latin1'));

/** First bytes that say what a file is. Only for a clear message: what may be opened is decided by the demuxer list. */
const signatures: readonly { readonly kind: Sniffed; readonly at: number; readonly bytes: readonly number[] }[] = [
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

export async function sniff(file: FileHandle): Promise<Sniffed> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  return sniffBytes(buffer.subarray(0, bytesRead));
}

export function sniffBytes(head: Uint8Array): Sniffed {
  const body = withoutByteOrderMark(head);
  const found = signatures.find(({ at, bytes }) => bytes.every((byte, index) => body[at + index] === byte));
  if (found) return found.kind;
  return isText(body) ? textKind(body) : 'binary';
}

const withoutByteOrderMark = (head: Uint8Array): Uint8Array =>
  head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? head.subarray(3) : head;

/** No control characters but white space, and valid UTF-8 (the last character may be cut by the end of the buffer). */
function isText(bytes: Uint8Array): boolean {
  if (bytes.some((byte) => byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(byte))) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** A concat script needs no header: `file 'name'` is enough. Manifests of DASH and Smooth Streaming are XML. */
function textKind(bytes: Uint8Array): Sniffed {
  const text = new TextDecoder().decode(bytes);
  return /^\s*(file\s+['"\w]|<\?xml[^>]*>\s*<(MPD|SmoothStreamingMedia)|<(MPD|SmoothStreamingMedia))/.test(text)
    ? 'playlist'
    : 'text';
}
