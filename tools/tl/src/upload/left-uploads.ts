import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Upload } from './upload.js';

const schema = Type.Object({
  /** Under which it was begun: asked again, the server answers the same upload. */
  key: Type.String(),
  /** Where it is at the server; not there while that is not known. */
  path: Type.Optional(Type.String({ pattern: '^/' })),
});
export type LeftUpload = Readonly<Static<typeof schema>>;
const note = Compile(schema);

/** The server forgets an upload a day after its last byte; one may take some days. */
const FORGOTTEN_MS = 7 * 24 * 3_600_000;

/** The same file, with the same words, for the same server. Of its name and content nothing can be told from it. */
export async function fingerprintOf(server: string, { file, fields, key }: Upload): Promise<string> {
  const words = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  const known = [server, await realpath(file.path), file.size, file.changedAtMs, words, key ?? null];
  return createHash('sha256').update(JSON.stringify(known)).digest('hex');
}

/** What earlier commands have begun to send and not ended, in a folder of the user: one small file for each. */
export class LeftUploads {
  #isTold = false;

  constructor(
    private readonly folder: string | undefined,
    private readonly say: (text: string) => void,
  ) {}

  /** What was begun before, or by another command at this moment; else what is begun now, noted before anything is sent. */
  async take(fingerprint: string, begun: LeftUpload): Promise<LeftUpload> {
    const taken = await this.trying(async (folder) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await this.forgetOld(folder);
      const path = join(folder, fingerprint);
      const draft = await this.draft(folder, begun);
      try {
        // Of two commands that begin at the same time, one gets it.
        await link(draft, path);
        return begun;
      } catch (error) {
        const before = await this.read(path);
        if (before !== undefined) return before;
        if (!isOf(error, 'EEXIST')) throw error;
        await rename(draft, path);
        return begun;
      } finally {
        await rm(draft, { force: true });
      }
    });
    return taken ?? begun;
  }

  async keep(fingerprint: string, left: LeftUpload): Promise<void> {
    await this.trying(async (folder) => {
      await rename(await this.draft(folder, left), join(folder, fingerprint));
    });
  }

  async forget(fingerprint: string): Promise<void> {
    await this.trying((folder) => rm(join(folder, fingerprint), { force: true }));
  }

  private async draft(folder: string, left: LeftUpload): Promise<string> {
    const path = join(folder, `${randomUUID()}.part`);
    await writeFile(path, JSON.stringify(left), { mode: 0o600 });
    return path;
  }

  private async read(path: string): Promise<LeftUpload | undefined> {
    try {
      const value: unknown = JSON.parse(await readFile(path, 'utf8'));
      return note.Check(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }

  private async forgetOld(folder: string): Promise<void> {
    const before = Date.now() - FORGOTTEN_MS;
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      const found = await stat(path).catch(() => undefined);
      if (found !== undefined && found.mtimeMs < before) await rm(path, { force: true });
    }
  }

  /** A file is sent all the same where nothing can be remembered. */
  private async trying<T>(work: (folder: string) => Promise<T>): Promise<T | undefined> {
    if (this.folder === undefined) return undefined;
    try {
      return await work(join(this.folder, 'uploads'));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (!this.#isTold) this.say(`A push that is broken off will begin anew: ${this.folder} cannot be used (${why})`);
      this.#isTold = true;
      return undefined;
    }
  }
}

const isOf = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
