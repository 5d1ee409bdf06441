import { isMirrorError, MirrorError } from '../notion/mirror-error.js';
import type { NotionConnection } from '../notion/notion-connection.js';
import { typeFor, type Shown } from './shown.js';

export const inTrash = (): MirrorError =>
  new MirrorError('page-in-trash', 'The page is in the trash of Notion: restore it, then send it again', {
    patience: 'patiently',
  });

const noOption = ({ property, value }: Shown): MirrorError =>
  new MirrorError(
    'option-missing',
    `The property '${property}' has no option '${String(value)}': give it one of this very name, then send the page again`,
    { patience: 'patiently' },
  );

/** Why a page refuses what is to be written: it is looked at, as words of an answer may hold words of the page. */
export async function refusalOn(
  connection: NotionConnection,
  page: string,
  { shown, refusal }: { readonly shown: readonly Shown[]; readonly refusal: MirrorError },
): Promise<MirrorError> {
  try {
    const { properties, isInTrash } = await connection.page(page);
    if (isInTrash) return inTrash();
    // Options of a select are made by Notion where they are missing; those of a status are not.
    const chosen = shown.find((each) => typeFor(each, properties) === 'status');
    return chosen === undefined ? refusal : noOption(chosen);
  } catch (error) {
    if (isMirrorError(error)) return error;
    throw error;
  }
}
