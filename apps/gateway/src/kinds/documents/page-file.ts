import type { Artifact, JsonObject } from '@throughline/contracts';
import { countDocumentPages, resultOf, type Asset } from '@throughline/domain';
import { filesOf } from '../../items/index.js';
import { Problem } from '../../kit/http/problems/problem.js';

/** The file whose pages other documents can be made of. */
export interface PageFile {
  readonly file: Artifact;
  /** Undefined if only the file says it. */
  readonly pages: number | undefined;
}

/** Made of a file that has no pages itself. */
const MADE = ['working', 'document'];

const factsOf = ({ steps }: Asset, name: string): JsonObject => resultOf(steps.find(({ step }) => step === name)) ?? {};

const countIn = (facts: JsonObject): number | undefined =>
  typeof facts['pages'] === 'number' && facts['pages'] > 0 ? facts['pages'] : undefined;

function findOriginal(original: Artifact, record: JsonObject): PageFile | undefined {
  const isEncrypted = record['encrypted'] === true || record['locked'] === true;
  if (record['kind'] === 'pdf' && isEncrypted)
    throw new Problem('no-pages', {
      detail: 'The document is protected by a password, so its pages cannot be copied.',
      tryInstead: 'Save it without protection, and register it again.',
    });
  if (record['kind'] === 'pdf') return { file: original, pages: countIn(record) };
  return record['kind'] === 'image' ? { file: original, pages: 1 } : undefined;
}

/** Returns the original if it has pages, else the PDF that was made of it. Throws if the document has no pages, or none yet. */
export function findPageFile(asset: Asset): PageFile {
  const files = filesOf(asset);
  const record = factsOf(asset, 'create_file_record');
  const original = files.find(({ role }) => role === 'source');
  if (original === undefined || record['kind'] === undefined)
    throw new Problem('no-file-yet', {
      detail: 'The file of the document was not read yet, so its pages are unknown.',
      tryInstead: 'Wait until the document has its file record, or run the document.',
    });
  const own = findOriginal(original, record);
  if (own !== undefined) return own;
  const made = MADE.flatMap((role) => files.filter((file) => file.role === role && file.mediaType === 'application/pdf'))[0];
  if (made === undefined) throw new Problem('no-pages');
  return { file: made, pages: countDocumentPages(asset) };
}
