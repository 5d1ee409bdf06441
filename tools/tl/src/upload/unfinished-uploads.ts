import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Upload } from './upload.js';

const schema = Type.Object({
  /** Idempotency key of the upload: for the same key the server returns the same upload. */
  key: Type.String(),
  /** Location of the upload on the server, if known yet. */
  path: Type.Optional(Type.String({ pattern: '^/' })),
});
export type UnfinishedUpload = Readonly<Static<typeof schema>>;
const note = Compile(schema);

/** The server forgets an upload a day after its last byte, but an active one may take some days. */
const FORGOTTEN_MS = 7 * 24 * 3_600_000;

/** Identifies the same file with the same fields for the same server. The hash reveals neither name nor content. */
export async function computeFingerprint(server: string, { file, fields, key }: Upload): Promise<string> {
  const words = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  const identity = [server, await realpath(file.path), file.size, file.changedAtMs, words, key ?? null];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex');
}

/** Unfinished uploads of earlier commands: one small file for each, in a folder of the user. */
export class UnfinishedUploads {
  #isTold = false;

  constructor(
    private readonly folder: string | undefined,
    private readonly say: (text: string) => void,
  ) {}

  /**
   * Returns the unfinished upload of an earlier or concurrent command. Otherwise stores `upload` before anything is sent, and
   * returns it.
   */
  async take(fingerprint: string, upload: UnfinishedUpload): Promise<UnfinishedUpload> {
    const earlier = await this.trying(async (folder) => {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await this.forgetOld(folder);
      const path = join(folder, fingerprint);
      const draft = await this.draft(folder, upload);
      try {
        // `link` fails for the second of two concurrent commands.
        await link(draft, path);
        return upload;
      } catch (error) {
        const before = await this.read(path);
        if (before !== undefined) return before;
        if (!hasErrorCode(error, 'EEXIST')) throw error;
        await rename(draft, path);
        return upload;
      } finally {
        await rm(draft, { force: true });
      }
    });
    return earlier ?? upload;
  }

  async keep(fingerprint: string, upload: UnfinishedUpload): Promise<void> {
    await this.trying(async (folder) => {
      await rename(await this.draft(folder, upload), join(folder, fingerprint));
    });
  }

  async forget(fingerprint: string): Promise<void> {
    await this.trying((folder) => rm(join(folder, fingerprint), { force: true }));
  }

  private async draft(folder: string, upload: UnfinishedUpload): Promise<string> {
    const path = join(folder, `${randomUUID()}.part`);
    await writeFile(path, JSON.stringify(upload), { mode: 0o600 });
    return path;
  }

  private async read(path: string): Promise<UnfinishedUpload | undefined> {
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

  /** An unusable folder must not prevent the upload. */
  private async trying<T>(work: (folder: string) => Promise<T>): Promise<T | undefined> {
    if (this.folder === undefined) return undefined;
    try {
      return await work(join(this.folder, 'uploads'));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (!this.#isTold) this.say(`An interrupted push will start over: the folder ${this.folder} cannot be used (${why})`);
      this.#isTold = true;
      return undefined;
    }
  }
}

const hasErrorCode = (error: unknown, code: string): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === code;
