import { EMAIL, HTML, PLAIN_TEXT, type FileType } from './kind.js';

/** Control characters that text never has: one of them means binary data. */
const BINARY = /[^\P{Cc}\s\u007f-\u009f]/u;
/** Allowed in text: coloured output of programs uses it. */
const ESCAPE = '\u001b';

const UTF16 = { 'utf-16le': [0xff, 0xfe], 'utf-16be': [0xfe, 0xff] } as const;

/** The maximum number of bytes at the end that may be a truncated character. */
const LONGEST_CHARACTER = 4;

/** Returns the encoding of a text; `undefined` for binary data. `windows` stands for an old single-byte encoding. */
export function detectEncoding(bytes: Buffer, isWhole: boolean): 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows' | undefined {
  for (const [name, [first, second]] of Object.entries(UTF16))
    if (bytes[0] === first && bytes[1] === second) return name as keyof typeof UTF16;
  if (BINARY.test(bytes.toString('latin1').replaceAll(ESCAPE, ''))) return undefined;
  const complete = isWhole ? bytes : dropPartialCharacter(bytes);
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(complete);
    return 'utf-8';
  } catch {
    return 'windows';
  }
}

function dropPartialCharacter(bytes: Buffer): Buffer {
  for (let count = 1; count <= Math.min(LONGEST_CHARACTER, bytes.length); count += 1) {
    const byte = bytes[bytes.length - count] ?? 0;
    if (byte >= 0xc0) return bytes.subarray(0, bytes.length - count);
    if (byte < 0x80) return bytes;
  }
  return bytes;
}

const CYRILLIC = /[\u0400-\u04ff]/gu;
const FOREIGN = /[\u0080-\u00ff]/gu;
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** Decodes a text, or its beginning without a character that is cut at its end. In an old encoding, a high share of letters that would be accented in Western text means Russian. */
export function decodeText(bytes: Buffer, isWhole = true): string {
  const encoding = detectEncoding(bytes, isWhole) ?? 'windows';
  if (encoding !== 'windows') return new TextDecoder(encoding).decode(bytes, { stream: !isWhole });
  const western = new TextDecoder('windows-1252').decode(bytes);
  const accented = count(western, FOREIGN);
  const plain = count(western, /[a-z]/giu);
  if (accented <= plain) return western;
  const russian = new TextDecoder('windows-1251').decode(bytes);
  return count(russian, CYRILLIC) > accented / 2 ? russian : western;
}

const HEADER = /^[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]*\S?/;
const OF_MAIL = /^(from|date|subject|message-id|received|return-path|delivered-to|mime-version)$/i;
/** A single header line occurs in many notes; a message has more. */
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

function skipSpace(text: string, at: number): number {
  SPACE.lastIndex = at;
  return at + (SPACE.exec(text)?.[0].length ?? 0);
}

/**
 * Returns the index of the first element, after a declaration and any number of comments. It moves forward only: a backtracking
 * pattern would try every division of the comments, and a hostile file could block this process.
 */
function findFirstElement(text: string): number {
  let at = skipSpace(text, DECLARATION.exec(text)?.[0].length ?? 0);
  while (text.startsWith(REMARK.opens, at)) {
    const end = text.indexOf(REMARK.closes, at + REMARK.opens.length);
    if (end < 0) return text.length;
    at = skipSpace(text, end + REMARK.closes.length);
  }
  return at;
}

function isPage(text: string): boolean {
  PAGE.lastIndex = findFirstElement(text);
  return PAGE.test(text);
}

export function detectTextType(text: string): FileType {
  const start = text.slice(0, 16_384).replace(/^\ufeff/, '');
  if (isPage(start)) return HTML;
  return isMail(start) ? EMAIL : PLAIN_TEXT;
}
