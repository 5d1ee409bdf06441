import { EMAIL, HTML, PLAIN_TEXT, type FileType } from './kind.js';

/** Control characters that no text has: one is enough to say that it is none. */
const BINARY = /[^\P{Cc}\s\u007f-\u009f]/u;
/** Colours in the output of programs are no reason to call it none. */
const ESCAPE = '\u001b';

const UTF16 = { 'utf-16le': [0xff, 0xfe], 'utf-16be': [0xfe, 0xff] } as const;

/** How many bytes at the end may be half a character, as the file was cut there. */
const LONGEST_CHARACTER = 4;

/** The encoding of a text, undefined where the bytes are no text. `windows` stands for what old programs of one country have written. */
export function encodingOf(bytes: Buffer, isWhole: boolean): 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows' | undefined {
  for (const [name, [first, second]] of Object.entries(UTF16))
    if (bytes[0] === first && bytes[1] === second) return name as keyof typeof UTF16;
  if (BINARY.test(bytes.toString('latin1').replaceAll(ESCAPE, ''))) return undefined;
  const complete = isWhole ? bytes : withoutHalf(bytes);
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(complete);
    return 'utf-8';
  } catch {
    return 'windows';
  }
}

function withoutHalf(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(LONGEST_CHARACTER, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return bytes.subarray(0, bytes.length - back);
    if (byte < 0x80) return bytes;
  }
  return bytes;
}

const CYRILLIC = /[\u0400-\u04ff]/gu;
const FOREIGN = /[\u0080-\u00ff]/gu;
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/**
 * The text of bytes. Where they are of an old encoding: Russian letters in a row make it the Russian one, for as Western letters they would all
 * be accented.
 */
export function decodeText(bytes: Buffer): string {
  const encoding = encodingOf(bytes, true) ?? 'windows';
  if (encoding !== 'windows') return new TextDecoder(encoding).decode(bytes);
  const western = new TextDecoder('windows-1252').decode(bytes);
  const accented = count(western, FOREIGN);
  const plain = count(western, /[a-z]/giu);
  if (accented <= plain) return western;
  const russian = new TextDecoder('windows-1251').decode(bytes);
  return count(russian, CYRILLIC) > accented / 2 ? russian : western;
}

const HEADER = /^[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]*\S?/;
const OF_MAIL = /^(from|date|subject|message-id|received|return-path|delivered-to|mime-version)$/i;
/** One alone stands in many a note; a message has more. */
const FEWEST_MAIL_HEADERS = 2;

function isMail(text: string): boolean {
  const lines = text.split(/\r?\n/).slice(0, 60);
  const end = lines.findIndex((line) => line === '');
  const head = (end < 0 ? lines : lines.slice(0, end)).filter((line) => !/^[ \t]/.test(line));
  const [first = ''] = head;
  if (!HEADER.test(first) && !first.startsWith('From ')) return false;
  return head.filter((line) => OF_MAIL.test(line.split(':')[0] ?? '')).length >= FEWEST_MAIL_HEADERS;
}

const DECLARATION = /^\s*<\?xml[^>]*>/i;
const SPACE = /\s*/y;
const REMARK = { opens: '<!--', closes: '-->' } as const;
const PAGE = /<(?:!doctype\s+html|html|head|body)\b/iy;

function behindSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  return at + (SPACE.exec(text)?.[0].length ?? 0);
}

/**
 * Where the first element begins: behind a declaration and any number of remarks. Step by step and never back, for a pattern that may cut
 * the same remarks in many ways tries all of them, and a stranger could keep this process at it for ever.
 */
function firstElement(text: string): number {
  let at = behindSpace(text, DECLARATION.exec(text)?.[0].length ?? 0);
  while (text.startsWith(REMARK.opens, at)) {
    const end = text.indexOf(REMARK.closes, at + REMARK.opens.length);
    if (end < 0) return text.length;
    at = behindSpace(text, end + REMARK.closes.length);
  }
  return at;
}

function isPage(text: string): boolean {
  PAGE.lastIndex = firstElement(text);
  return PAGE.test(text);
}

/** What kind of writing a text is, by how it begins. */
export function writtenType(text: string): FileType {
  const start = text.slice(0, 16_384).replace(/^\ufeff/, '');
  if (isPage(start)) return HTML;
  return isMail(start) ? EMAIL : PLAIN_TEXT;
}
