import type { FileHandle } from 'node:fs/promises';

/** The completeness that the container declares; `unknown` if the format declares none. */
export type Completeness = 'complete' | 'truncated' | 'unknown';

const maxBoxes = 100_000;

/** Compares the sizes in the headers with the file: demuxers open many truncated files without an error and end early. */
export async function checkCompleteness(file: FileHandle, size: number): Promise<Completeness> {
  const head = await bytesAt(file, 0, 64);
  if (['ftyp', 'styp', 'moov', 'mdat', 'wide', 'free', 'skip'].includes(text(head, 4))) return await isoCompleteness(file, size);
  if (head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3) return await matroskaCompleteness(file, size);
  if (text(head, 0) === 'RIFF') return riffCompleteness(head, size);
  return 'unknown';
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

const text = (bytes: Buffer, at: number): string => bytes.toString('latin1', at, at + 4);

/** ISO base media is a chain of boxes. The file is truncated if a box reaches past the end or the index (`moov`) is missing. */
async function isoCompleteness(file: FileHandle, size: number): Promise<Completeness> {
  let position = 0;
  let hasIndex = false;
  for (let count = 0; position + 8 <= size && count < maxBoxes; count += 1) {
    const header = await bytesAt(file, position, 16);
    const type = text(header, 4);
    // Some programs append bytes of their own after the last box.
    if (!/^[\w ]{4}$/.test(type)) break;
    const length = boxLength(header, size - position);
    if (length === undefined || position + length > size) return 'truncated';
    hasIndex ||= type === 'moov';
    position += length;
  }
  return hasIndex ? 'complete' : 'truncated';
}

function boxLength(header: Buffer, rest: number): number | undefined {
  const length = header.readUInt32BE(0);
  if (length === 0) return rest;
  if (length !== 1) return length < 8 ? undefined : length;
  return header.length < 16 ? undefined : Number(header.readBigUInt64BE(8));
}

/** Matroska and WebM: an EBML header, then one segment whose size may be unknown (live recordings). */
async function matroskaCompleteness(file: FileHandle, size: number): Promise<Completeness> {
  const headerSize = parseVint(await bytesAt(file, 4, 8));
  if (headerSize === undefined) return 'unknown';
  const segmentAt = 4 + headerSize.length + (headerSize.value ?? 0);
  const segment = await bytesAt(file, segmentAt, 12);
  if (segment.length < 5) return 'truncated';
  if (segment.readUInt32BE(0) !== 0x18538067) return 'unknown';
  const segmentSize = parseVint(segment.subarray(4));
  if (segmentSize?.value === undefined) return 'unknown';
  return segmentAt + 4 + segmentSize.length + segmentSize.value > size ? 'truncated' : 'complete';
}

/** Reads an EBML size. All value bits set means "unknown". */
function parseVint(bytes: Buffer): { readonly length: number; readonly value: number | undefined } | undefined {
  const first = bytes[0];
  if (first === undefined || first === 0) return undefined;
  const length = Math.clz32(first) - 23;
  if (bytes.length < length) return undefined;
  const digits = [first & (0xff >> length), ...bytes.subarray(1, length)];
  const unknown = digits.every((digit, index) => digit === (index === 0 ? 0xff >> length : 0xff));
  return { length, value: unknown ? undefined : digits.reduce((value, digit) => value * 256 + digit, 0) };
}

/** WAV and AVI. A recorder that was interrupted leaves 0 or the greatest number as the size. */
function riffCompleteness(head: Buffer, size: number): Completeness {
  if (head.length < 12) return 'truncated';
  const declared = head.readUInt32LE(4);
  if (declared === 0 || declared >= 0xffff_ff00) return 'unknown';
  return declared + 8 > size ? 'truncated' : 'complete';
}
