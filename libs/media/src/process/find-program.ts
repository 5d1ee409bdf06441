import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { SEARCH_PATH } from './run-tool.js';

/** Returns the path of a program that is given by name or path, found with the same search path that runs it. */
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
