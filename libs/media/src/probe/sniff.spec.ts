import { sniffBytes } from './sniff.js';

const kind = (content: string | number[]): string => sniffBytes(Buffer.from(content as string));

describe('sniffBytes', () => {
  it.each([
    ['an m3u8', '#EXTM3U\n#EXT-X-VERSION:3\nhttp://169.254.169.254/latest\n', 'playlist'],
    ['an m3u8 with a byte order mark', '\uFEFF#EXTM3U\n', 'playlist'],
    ['a concat script', "ffconcat version 1.0\nfile '/etc/passwd'\n", 'playlist'],
    ['a concat script without a header', "file '/etc/passwd'\n", 'playlist'],
    ['a DASH manifest', '<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011">', 'playlist'],
    ['plain text', 'Dear all,\n\nplease find attached…', 'text'],
    ['text in another script', 'Привет, мир', 'text'],
    ['a PDF', '%PDF-1.7\n', 'document'],
  ])('detects %s by its text', (_, content, expected) => {
    expect(kind(content)).toBe(expected);
  });

  it.each([
    ['PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 'image'],
    ['JPEG', [0xff, 0xd8, 0xff, 0xe0], 'image'],
    ['zip', [0x50, 0x4b, 3, 4], 'document'],
    ['Matroska', [0x1a, 0x45, 0xdf, 0xa3, 0x9f], 'binary'],
    ['zeros', [0, 0, 0, 0, 0, 0], 'binary'],
  ])('detects %s by its bytes', (_, bytes, expected) => {
    expect(kind(bytes)).toBe(expected);
  });

  it('does not mistake text for binary when the buffer ends inside a character', () => {
    expect(sniffBytes(Buffer.from('тест').subarray(0, 5))).toBe('text');
  });
});
