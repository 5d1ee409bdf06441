import type { ItemNoun } from '@throughline/domain';

const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,59}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,59}$/;

/** Cleans the media type that a client gives its file. Nothing trusts it. */
export const cleanMediaType = (header: string): string => {
  const type = header.split(';')[0]?.trim().toLowerCase() ?? '';
  return MEDIA_TYPE.test(type) ? type : 'application/octet-stream';
};

/** File systems stop at 255. */
const LONGEST_NAME = 255;
export const LONGEST_TITLE = 300;

const clean = (text: string): string =>
  text
    .normalize('NFC')
    // Control characters (NUL among them), direction overrides, and halves of surrogate pairs.
    .replaceAll(/[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();

/** Counts code points: a cut in the middle of an emoji would leave half of it. */
const shorten = (text: string, limit: number): string => {
  const points = Array.from(text);
  return points.length <= limit ? text : points.slice(0, limit).join('').trim();
};

/**
 * Browsers encode a quote in a name like this, because it would end the header's value (WHATWG HTML, multipart/form-data
 * encoding).
 */
const decodeQuotes = (name: string): string => name.replaceAll('%22', '"');

/** Returns the bare name of a client's file: no folders, no invisible characters. It is shown, never used as a path. */
export function cleanFileName(name: string | undefined): string | undefined {
  const last = clean(
    decodeQuotes(name ?? '')
      .split(/[/\\]/)
      .pop() ?? '',
  );
  if (last === '' || last === '.' || last === '..') return undefined;
  const dot = last.lastIndexOf('.');
  const extension = dot > 0 && last.length - dot <= 12 ? last.slice(dot) : '';
  return shorten(last.slice(0, last.length - extension.length), LONGEST_NAME - Array.from(extension).length) + extension;
}

/** Cleans a title from elsewhere: no invisible characters, limited to our length. */
export const cleanForeignTitle = (text: string): string => shorten(clean(text), LONGEST_TITLE);

export function deriveTitle(fileName: string | undefined, noun: ItemNoun = 'recording'): string {
  const bare = shorten((fileName ?? '').replace(/\.[^.]{1,11}$/, '').trim(), LONGEST_TITLE);
  return bare === '' ? `Untitled ${noun}` : bare;
}
