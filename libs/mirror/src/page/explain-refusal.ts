import { isMirrorError, MirrorError } from '../notion/mirror-error.js';
import type { NotionConnection } from '../notion/notion-connection.js';
import { requireType, type PropertyValue } from './property-values.js';

export const inTrashError = (): MirrorError =>
  new MirrorError('page-in-trash', 'The page is in the trash of Notion: restore the page, then send it again', {
    retry: 'slowly',
  });

const noOptionError = ({ property, value }: PropertyValue): MirrorError =>
  new MirrorError(
    'option-missing',
    `The property '${property}' has no option '${String(value)}': add an option with exactly this name, then send the page again`,
    { retry: 'slowly' },
  );

/** Finds out why Notion refused a write, by reading the page. Notion's own message may quote the page, so it is not used. */
export async function explainRefusal(
  connection: NotionConnection,
  page: string,
  { shown, refusal }: { readonly shown: readonly PropertyValue[]; readonly refusal: MirrorError },
): Promise<MirrorError> {
  try {
    const { properties, isInTrash } = await connection.page(page);
    if (isInTrash) return inTrashError();
    // Notion creates missing options of a select, but not of a status.
    const chosen = shown.find((each) => requireType(each, properties) === 'status');
    return chosen === undefined ? refusal : noOptionError(chosen);
  } catch (error) {
    if (isMirrorError(error)) return error;
    throw error;
  }
}
