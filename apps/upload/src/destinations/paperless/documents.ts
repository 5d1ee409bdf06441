import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { RetryableError } from '@throughline/contracts';
import { Type } from 'typebox';
import type { DeliveryFile } from '../destination.js';
import type { PaperlessClient } from './paperless-client.js';

const FoundSchema = Type.Object({ results: Type.Array(Type.Object({ id: Type.Integer() })) });
const MetadataSchema = Type.Object({
  original_checksum: Type.String(),
  original_size: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
});

/** Candidates of one checksum: more than one where a release takes the same content twice. */
const MOST_CANDIDATES = 10;

/** What can be sent in this form; a Paperless that also has Tika takes more, and says of itself what it does not take. */
const WRITTEN = /^(?:application\/pdf|image\/(?:png|jpe?g|tiff|gif|webp))(?:;|$)/;
const PLAIN = /^text\/plain(?:;|$)/;

/** What of a delivery is a document: the page itself, and its bare text only where there is no page. */
export function documentsOf(files: readonly DeliveryFile[]): readonly DeliveryFile[] {
  const written = files.filter(({ mediaType }) => WRITTEN.test(mediaType));
  const chosen = written.length > 0 ? written : files.filter(({ mediaType }) => PLAIN.test(mediaType));
  return chosen.filter(({ size }) => size > 0);
}

/** The sums by which releases know a content. */
export async function sumsOf({ path, name, sha256 }: DeliveryFile, signal?: AbortSignal): Promise<readonly string[]> {
  const hash = createHash('md5');
  try {
    for await (const chunk of createReadStream(path, { signal }) as AsyncIterable<Buffer>) hash.update(chunk);
  } catch (error) {
    signal?.throwIfAborted();
    throw new RetryableError('content-unreadable', `${name} cannot be read from the artifact store`, { cause: error });
  }
  return [hash.digest('hex'), sha256];
}

export interface Held {
  readonly size: number | undefined;
  readonly checksum: string;
}

/** What it holds as a document; undefined where there is none, or it lies in the trash. */
export async function heldAs(client: PaperlessClient, id: number, signal?: AbortSignal): Promise<Held | undefined> {
  const found = await client.get(`documents/${String(id)}/metadata/`, MetadataSchema, { signal });
  return found === undefined
    ? undefined
    : { checksum: found.original_checksum.toLowerCase(), size: found.original_size ?? undefined };
}

/** The document of this very content, whoever has put it there. */
export async function documentOf(client: PaperlessClient, file: DeliveryFile, signal?: AbortSignal): Promise<number | undefined> {
  for (const sum of await sumsOf(file, signal)) {
    const query = { checksum__iexact: sum, fields: 'id', page_size: String(MOST_CANDIDATES) };
    const found = await client.get('documents/', FoundSchema, { query, signal });
    // A filter that a release does not know would be passed over, and every document be found.
    for (const { id } of (found?.results ?? []).slice(0, MOST_CANDIDATES))
      if ((await heldAs(client, id, signal))?.checksum === sum) return id;
  }
  return undefined;
}
