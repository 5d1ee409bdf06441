import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { RetryableError } from '@throughline/contracts';
import { Type } from 'typebox';
import type { DeliveryFile } from '../../kit/destination.js';
import type { PaperlessClient } from './paperless-client.js';

const FoundSchema = Type.Object({ results: Type.Array(Type.Object({ id: Type.Integer() })) });
const MetadataSchema = Type.Object({
  original_checksum: Type.String(),
  original_size: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
});

/** Documents with one checksum: some releases accept the same content twice. */
const MAX_CANDIDATES = 10;

/** Types that every Paperless accepts in this form. With Tika it accepts more, and reports what it rejects. */
const WRITTEN = /^(?:application\/pdf|image\/(?:png|jpe?g|tiff|gif|webp))(?:;|$)/;
const PLAIN = /^text\/plain(?:;|$)/;

/** Selects the documents of a delivery: a bare text only if there is nothing else. */
export function selectDocuments(files: readonly DeliveryFile[]): readonly DeliveryFile[] {
  const written = files.filter(({ mediaType }) => WRITTEN.test(mediaType));
  const chosen = written.length > 0 ? written : files.filter(({ mediaType }) => PLAIN.test(mediaType));
  return chosen.filter(({ size }) => size > 0);
}

/** Computes the checksums by which different releases identify content. */
export async function computeChecksums({ path, name, sha256 }: DeliveryFile, signal?: AbortSignal): Promise<readonly string[]> {
  const hash = createHash('md5');
  try {
    for await (const chunk of createReadStream(path, { signal }) as AsyncIterable<Buffer>) hash.update(chunk);
  } catch (error) {
    signal?.throwIfAborted();
    throw new RetryableError('content-unreadable', `${name} cannot be read from the artifact store`, { cause: error });
  }
  return [hash.digest('hex'), sha256];
}

export interface StoredDocument {
  readonly size: number | undefined;
  readonly checksum: string;
}

/** Returns the document's file, or `undefined` if the document is missing or in the trash. */
export async function readStoredDocument(
  client: PaperlessClient,
  id: number,
  signal?: AbortSignal,
): Promise<StoredDocument | undefined> {
  const found = await client.get(`documents/${String(id)}/metadata/`, MetadataSchema, { signal });
  return found === undefined
    ? undefined
    : { checksum: found.original_checksum.toLowerCase(), size: found.original_size ?? undefined };
}

/** Finds the document with exactly this content, even if another client has uploaded it. */
export async function findDocument(
  client: PaperlessClient,
  file: DeliveryFile,
  signal?: AbortSignal,
): Promise<number | undefined> {
  for (const sum of await computeChecksums(file, signal)) {
    const query = { checksum__iexact: sum, fields: 'id', page_size: String(MAX_CANDIDATES) };
    const found = await client.get('documents/', FoundSchema, { query, signal });
    // An older release ignores the filter and returns every document, so each checksum is compared.
    for (const { id } of (found?.results ?? []).slice(0, MAX_CANDIDATES))
      if ((await readStoredDocument(client, id, signal))?.checksum === sum) return id;
  }
  return undefined;
}
