import { isObject } from '@throughline/contracts';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { ArchiveError, type TarEntry } from '../archive/tar-reader.js';

export const MANIFEST_FILE = 'manifest.json';
export const MISSING_FILE = 'missing.ndjson';
/** Below it, each file has its key as path. */
export const FILES_FOLDER = 'files/';

/** The version of the archive's layout. */
export const FORMAT = 1;
const LARGEST_MANIFEST = 64 * 1_024;

export interface Manifest {
  readonly format: typeof FORMAT;
  readonly exported_at: string;
  readonly items: number;
  readonly events: number;
  /** Items that were chosen, and that the server refused to export. Absent from archives of earlier releases. */
  readonly items_left_out?: number;
  /** False: the events have no titles, descriptions and other texts. */
  readonly texts: boolean;
  /** False: the archive has no files. */
  readonly files: boolean;
}

const manifestSchema = Compile(
  Type.Object({
    format: Type.Literal(FORMAT),
    exported_at: Type.String(),
    items: Type.Integer(),
    events: Type.Integer(),
    items_left_out: Type.Optional(Type.Integer()),
    texts: Type.Boolean(),
    files: Type.Boolean(),
  }),
);

/** Throws `archive` for a manifest of another format. */
export async function readManifest(entry: TarEntry): Promise<Manifest> {
  if (entry.size > LARGEST_MANIFEST) throw new ArchiveError('manifest.json is too long');
  const chunks: Buffer[] = [];
  for await (const chunk of entry.bytes()) chunks.push(Buffer.from(chunk));
  const value = parse(Buffer.concat(chunks).toString('utf8'));
  if (!isObject(value) || value['format'] !== FORMAT)
    throw new ArchiveError('manifest.json names no format that this release of tl reads');
  if (!manifestSchema.Check(value)) throw new ArchiveError('manifest.json is not as `tl export` writes it');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new ArchiveError('manifest.json is not JSON');
  }
}
