import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { SEARCH_PATH } from '@throughline/media';

/** Where a program is that is named or known by its path; looked for as it will be when it is run. */
export async function findProgram(program: string): Promise<string | undefined> {
  const paths = isAbsolute(program) ? [program] : SEARCH_PATH.split(delimiter).map((folder) => join(folder, program));
  for (const path of paths) {
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return undefined;
}
