import { detectContentKind } from './first-bytes.js';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf16 = (text: string): Buffer => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

describe('first bytes', () => {
  it.each<[string, Buffer, ReturnType<typeof detectContentKind>]>([
    ['a page', latin1('<!DOCTYPE html>\n<html>'), 'page'],
    ['a lower-case page after blanks and comments', latin1('\n\n  <!-- made by\n us -->\n<html lang="en">'), 'page'],
    ['a page with a byte order mark', Buffer.from('\ufeff<html>'), 'page'],
    ['a page in UTF-16', utf16('<!doctype html><html>'), 'page'],
    ['a page that is XML', latin1('<?xml version="1.0"?>\n<!DOCTYPE html>'), 'page'],
    ['a fragment of a page', latin1('<script>location="/login"</script>'), 'page'],
    ['a playlist', latin1('#EXTM3U\n#EXTINF:1\nfile:///etc/passwd'), 'playlist'],
    ['a manifest', latin1('<?xml version="1.0"?><MPD xmlns="x">'), 'playlist'],
    ['a concat script', latin1("file '/etc/passwd'\n"), 'playlist'],
    ['an ffmpeg script', latin1('ffconcat version 1.0'), 'playlist'],
    ['an error message', latin1('{"error":"expired"}'), 'data'],
    ['a JSON list', latin1(' [ {"id":1} ]'), 'data'],
    ['an XML error of a bucket', latin1('<?xml version="1.0"?><Error><Code>AccessDenied'), 'data'],
    ['a document', latin1('%PDF-1.7'), 'document'],
    ['an archive', latin1('PK\x03\x04'), 'document'],
    ['compressed data', Buffer.from([0x1f, 0x8b, 8, 0]), 'document'],
    ['a picture', latin1('\x89PNG\r\n'), 'picture'],
    ['MP4', latin1('\0\0\0\x20ftypisom'), undefined],
    ['Matroska', Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), undefined],
    ['WAV', latin1('RIFF\x10\0\0\0WAVEfmt '), undefined],
    ['MP3 with a title that looks like a page', latin1('ID3\x03\0\0\0\0\0\x21TIT2<html>'), undefined],
    ['text, which ffprobe refuses', latin1('hello'), undefined],
    ['nothing', Buffer.alloc(0), undefined],
  ])('identify %s', (_, first, shown) => {
    expect(detectContentKind(first)).toBe(shown);
  });

  it('are judged in bounded time, whatever they contain', () => {
    const worst = latin1(`${'<!--'.repeat(300)}${' '.repeat(900)}`);
    for (const bytes of [worst, latin1('<?xml '.repeat(400)), latin1(' '.repeat(2_048)), latin1('<!-- --> '.repeat(250))])
      expect(detectContentKind(bytes)).not.toBe('playlist');
  });
});
