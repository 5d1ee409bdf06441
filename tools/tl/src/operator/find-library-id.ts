import type { Access } from '@throughline/stack';
import { CliError } from '../exit.js';
import { withDatabase } from './servers.js';

/** Returns the id of a library of the installation, by its id, else by its name. */
export const findLibraryId = (access: Access, text: string): Promise<string> =>
  withDatabase(access, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      'select id::text as id from control.library where id::text = $1 or name = $1 order by id::text = $1 desc, id',
      [text],
    );
    return chooseLibrary(
      text,
      rows.map(({ id }) => id),
    );
  });

export function chooseLibrary(text: string, ids: readonly string[]): string {
  const [first, ...more] = ids;
  if (first === undefined)
    throw new CliError('refused', `There is no library ${text}`, {
      code: 'not-found',
      tryInstead:
        '`tl library list` lists those that you belong to. An item shows its library in the administration of its users.',
    });
  if (first !== text && more.length > 0)
    throw new CliError('refused', `Several libraries are named ${text}`, { tryInstead: `Give the id: ${ids.join(', ')}` });
  return first;
}
