import { TextDecoder } from 'node:util';
import { PermanentError } from '@throughline/contracts';

/** Enough for the declaration of an XML file. */
const FIRST_BYTES = 1_024;

const MARKS = [
  ['utf-8', Buffer.from([0xef, 0xbb, 0xbf])],
  ['utf-16le', Buffer.from([0xff, 0xfe])],
  ['utf-16be', Buffer.from([0xfe, 0xff])],
] as const;
const CHARSET = /;\s*charset\s*=\s*["']?([\w.:-]{1,40})/i;
const DECLARED = /^\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{1,40})["']/i;

function openDecoder(label: string | undefined): TextDecoder | undefined {
  try {
    return label === undefined ? undefined : new TextDecoder(label);
  } catch {
    return undefined;
  }
}

/** Chooses by the byte order mark, then by the header, then by the XML declaration (RFC 7303, 3). */
function chooseDecoder(first: Buffer, contentType: string): TextDecoder {
  const [marked] = MARKS.find(([, mark]) => first.subarray(0, mark.length).equals(mark)) ?? [];
  const declared = DECLARED.exec(first.toString('latin1'))?.[1];
  const labels = [marked, CHARSET.exec(contentType)?.[1], declared];
  return labels.map(openDecoder).find((decoder) => decoder !== undefined) ?? new TextDecoder();
}

export interface FeedTextOptions {
  readonly host: string;
  readonly contentType: string;
  /** The limit for the bytes, after they are decompressed. */
  readonly maxBytes: number;
}

/** Yields the text of a feed. Bytes that the encoding does not have become replacement characters. */
export async function* decodeFeed(
  chunks: AsyncIterable<Buffer>,
  { host, contentType, maxBytes }: FeedTextOptions,
): AsyncGenerator<string, void, undefined> {
  let first = Buffer.alloc(0);
  let decoder: TextDecoder | undefined;
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes)
      throw new PermanentError('source-too-large', `The feed of ${host} is over the limit of ${String(maxBytes)} bytes`);
    if (decoder !== undefined) yield decoder.decode(chunk, { stream: true });
    else {
      first = Buffer.concat([first, chunk]);
      if (first.byteLength < FIRST_BYTES) continue;
      decoder = chooseDecoder(first, contentType);
      yield decoder.decode(first, { stream: true });
    }
  }
  if (decoder === undefined) yield chooseDecoder(first, contentType).decode(first);
  else yield decoder.decode();
}
