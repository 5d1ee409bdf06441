import type { Artifact } from '@throughline/contracts';
import { shownDetailsOf, titleOf } from '@throughline/domain';
import { notFound } from '../../kit/http/problems/problem.js';
import type { ItemFiles, ItemSnapshot } from '../../items/index.js';
import type { DOCUMENT_FILES } from './documents.dto.js';

type DocumentFile = (typeof DOCUMENT_FILES)[number];

/** Artifact roles for each file, in order of preference. */
const ROLES: Readonly<Record<DocumentFile, readonly string[]>> = {
  finished: ['document', 'source'],
  original: ['source'],
};

const extensionOf = (name: string): string => /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? '';

/** The original keeps its file name. The processed file gets the name that the last step chose, or the title. */
function nameOf({ asset, personal }: ItemSnapshot, file: Artifact): string {
  if (file.role === 'source') return personal.fileName ?? file.name;
  const ownName = shownDetailsOf(asset, personal, 'finalize_document_storage')?.['name'];
  const name = typeof ownName === 'string' && ownName !== '' ? ownName : (titleOf(asset, personal) ?? 'document');
  const extension = extensionOf(file.name);
  return name.toLowerCase().endsWith(extension) ? name : `${name}${extension}`;
}

/** Returns the file, under the name that it is downloaded by. */
export async function findDocumentFile(from: ItemFiles, owner: string, id: string, which: DocumentFile): Promise<Artifact> {
  const { recording, files } = await from.shown(owner, id);
  const found = ROLES[which].map((role) => files.find((file) => file.role === role)).find((file) => file !== undefined);
  if (found === undefined) throw notFound();
  return { ...found, name: nameOf(recording, found) };
}
