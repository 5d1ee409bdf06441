import { cleanLine, shortenLine } from '@throughline/domain';

const MEDIA_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,59}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,59}$/;

/** Cleans the media type that a client gives its file. Nothing trusts it. */
export const cleanMediaType = (header: string): string => {
  const type = header.split(';')[0]?.trim().toLowerCase() ?? '';
  return MEDIA_TYPE.test(type) ? type : 'application/octet-stream';
};

/** File systems stop at 255. */
const LONGEST_NAME = 255;

/**
 * Browsers encode a quote in a name like this, because it would end the header's value (WHATWG HTML, multipart/form-data
 * encoding).
 */
const decodeQuotes = (name: string): string => name.replaceAll('%22', '"');

/** Returns the bare name of a client's file: no folders, no invisible characters. It is shown, never used as a path. */
export function cleanFileName(name: string | undefined): string | undefined {
  const last = cleanLine(
    decodeQuotes(name ?? '')
      .split(/[/\\]/)
      .pop() ?? '',
  );
  if (last === '' || last === '.' || last === '..') return undefined;
  const dot = last.lastIndexOf('.');
  const extension = dot > 0 && last.length - dot <= 12 ? last.slice(dot) : '';
  return shortenLine(last.slice(0, last.length - extension.length), LONGEST_NAME - Array.from(extension).length) + extension;
}
