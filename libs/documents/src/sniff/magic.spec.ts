import { readImageSize } from './image-size.js';
import { detectType } from './magic.js';
import { decodeText, detectEncoding, detectTextType } from './text-encoding.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const padded = (text: string): Buffer => Buffer.concat([bytes(text), Buffer.alloc(64)]);

describe('detectType', () => {
  it.each([
    ['a PDF', '%PDF-1.7', 'application/pdf'],
    ['a PDF after other bytes', 'junk of a mail program\r\n%PDF-1.4', 'application/pdf'],
    ['a PNG', '\x89PNG\r\n\x1a\n', 'image/png'],
    ['a JPEG', '\xff\xd8\xff\xe0', 'image/jpeg'],
    ['a WebP', 'RIFF\0\0\0\0WEBPVP8 ', 'image/webp'],
    ['an AVIF', '\0\0\0\x20ftypavif', 'image/avif'],
    ['an RTF', '{\\rtf1\\ansi', 'application/rtf'],
  ])('recognises %s', (_, start, mediaType) => {
    expect(detectType(padded(start))).toMatchObject({ type: { mediaType } });
  });

  it.each([
    ['a zip', 'PK\x03\x04', { container: 'zip' }],
    ['an old Office file', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', { container: 'ole' }],
    ['a TIFF', 'II*\0', { unread: 'a TIFF picture' }],
    ['a HEIC', '\0\0\0\x20ftypheic', { unread: 'a HEIC picture' }],
    ['a video', '\0\0\0\x20ftypisom', { unread: 'a video or sound file' }],
    ['a text that begins like a bitmap', 'BMW sells cars', undefined],
  ])('reports no plain file type for %s', (_, start, magic) => {
    expect(detectType(padded(start))).toEqual(magic);
  });
});

describe('readImageSize', () => {
  const numbers = (...values: readonly number[]): Buffer => Buffer.from(values);
  it.each([
    ['image/png', Buffer.concat([bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), numbers(0, 0, 3, 0, 0, 0, 2, 0)]), 768, 512],
    ['image/gif', Buffer.concat([bytes('GIF89a'), numbers(0x10, 0x01, 0x20, 0x00)]), 272, 32],
    ['image/jpeg', numbers(0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xff, 0xc2, 0, 17, 8, 0, 100, 0, 200), 200, 100],
    ['image/webp', Buffer.concat([bytes('RIFF....WEBPVP8X........'), numbers(0xff, 0, 0, 0x7f, 0, 0)]), 256, 128],
    ['image/bmp', Buffer.concat([bytes('BM............'), numbers(40, 0, 0, 0, 5, 0, 0, 0, 0xf6, 0xff, 0xff, 0xff)]), 5, 10],
  ])('reads the size from the head of %s', (mediaType, head, width, height) => {
    expect(readImageSize(head, mediaType)).toEqual({ width, height });
  });

  it('returns `undefined` for a truncated head', () => {
    expect(readImageSize(bytes('\x89PNG\r\n\x1a\n'), 'image/png')).toBeUndefined();
    expect(readImageSize(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 200, 1]), 'image/jpeg')).toBeUndefined();
  });
});

describe('text detection', () => {
  it.each([
    ['a web page', '<!DOCTYPE html>\n<html>', 'html'],
    ['a web page after a comment', '\ufeff<!-- made by hand -->\n<HTML lang=en>', 'html'],
    [
      'a web page after a declaration and many comments',
      `<?xml version="1.0"?>\n${'<!-- a -->\n<!---->'.repeat(40)} <body>`,
      'html',
    ],
    ['a comment without an end', '<!-- <html>', 'text'],
    // A backtracking pattern would run until long after the test's timeout.
    ['a text of comments without a page', `${'<!---->'.repeat(2_000)}x`, 'text'],
    ['an e-mail', 'Received: from a\n by b\nFrom: a@example.org\nSubject: x\n\nhello', 'email'],
    ['a note with one header of an e-mail', 'Subject: shopping\n\napples', 'text'],
    ['a table', 'From;To\n1;2', 'text'],
  ])('detects %s', (_, text, kind) => {
    expect(detectTextType(text).kind).toBe(kind);
  });

  it('rejects bytes that text does not contain', () => {
    expect(detectEncoding(Buffer.from([65, 0, 66]), true)).toBeUndefined();
  });

  it('keeps UTF-8 when the last character is truncated', () => {
    const half = Buffer.from('при').subarray(0, 5);
    expect([detectEncoding(half, false), detectEncoding(half, true)]).toEqual(['utf-8', 'windows']);
  });

  it.each([
    ['UTF-8', Buffer.from('Grüße, привет'), 'Grüße, привет'],
    ['UTF-16', Buffer.from('\ufeffпривет', 'utf16le'), 'привет'],
    ['Windows-1252', Buffer.from('Gr\xfc\xdfe aus K\xf6ln', 'latin1'), 'Grüße aus Köln'],
    ['Windows-1251', Buffer.from([0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2]), 'Привет'],
  ])('decodes %s', (_, encoded, text) => {
    expect(decodeText(encoded).replace('\ufeff', '')).toBe(text);
  });

  it('decodes a beginning that ends within a character', () => {
    const half = Buffer.from('Grüße aus Köln –').subarray(0, -1);
    expect(decodeText(half, false)).toBe('Grüße aus Köln ');
  });
});
