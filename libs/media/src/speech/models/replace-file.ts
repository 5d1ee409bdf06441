import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';

/** Writes a JSON file as a whole, so that readers never see half of it. */
export async function replaceFile(path: string, value: object): Promise<void> {
  const scratch = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(scratch, `${JSON.stringify(value, undefined, 2)}\n`);
    await rename(scratch, path);
  } catch (error) {
    await rm(scratch, { force: true }).catch(() => undefined);
    throw error;
  }
}
