import { createHash } from 'node:crypto';
import { open, rename, writeFile, type FileHandle } from 'node:fs/promises';
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { codeOf } from '@throughline/contracts';
import type { RemoteFile } from '../../kit/destination.js';

/*
 * A simulated output stores each delivery in one file: a line of JSON, then the bytes of its files. So a delivery appears, is
 * replaced and disappears in one step, whenever a process is killed.
 */

const HeaderSchema = Type.Object({
  v: Type.Literal(1),
  id: Type.String(),
  assetId: Type.String(),
  key: Type.String(),
  files: Type.Array(Type.Object({ name: Type.String(), size: Type.Integer(), sha256: Type.String() })),
});
export type PartHeader = Static<typeof HeaderSchema>;
const header = Compile(HeaderSchema);

/** Suffix of a file that is being written. */
export const DRAFT = '.draft';
const LONGEST_HEADER = 64 * 1024;
const READ_BYTES = 64 * 1024;
const NEWLINE = 0x0a;

const nothingThere = (error: unknown): undefined => {
  if (codeOf(error) === 'ENOENT') return undefined;
  throw error;
};

export class Part {
  private constructor(
    private readonly handle: FileHandle,
    readonly header: PartHeader,
    private readonly start: number,
  ) {}

  /** Creates a part without bytes, atomically. */
  static async create(path: string, what: PartHeader): Promise<void> {
    const draft = `${path}${DRAFT}`;
    await writeFile(draft, `${JSON.stringify(what)}\n`, { flush: true });
    await rename(draft, path);
  }

  static async open(path: string): Promise<Part | undefined> {
    const handle = await open(path, 'r+').catch(nothingThere);
    if (handle === undefined) return undefined;
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(LONGEST_HEADER), 0, LONGEST_HEADER, 0);
      const end = buffer.subarray(0, bytesRead).indexOf(NEWLINE);
      const raw: unknown = JSON.parse(buffer.toString('utf8', 0, end));
      if (!header.Check(raw)) throw new Error(`${path} is no object of a simulated output`);
      return new Part(handle, raw, end + 1);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  get announced(): number {
    return this.header.files.reduce((sum, { size }) => sum + size, 0);
  }

  async size(): Promise<number> {
    return (await this.handle.stat()).size - this.start;
  }

  /** Two writers of equal content write the same bytes at the same offsets, so their order does not matter. */
  async write(bytes: Buffer, at: number): Promise<void> {
    await this.handle.write(bytes, 0, bytes.length, this.start + at);
  }

  async sync(): Promise<void> {
    await this.handle.datasync();
  }

  async cut(size: number): Promise<void> {
    await this.handle.truncate(this.start + size);
    await this.handle.datasync();
  }

  async held(): Promise<readonly RemoteFile[]> {
    const total = await this.size();
    const files: RemoteFile[] = [];
    let at = 0;
    for (const { name, size } of this.header.files) {
      const stored = Math.max(0, Math.min(size, total - at));
      files.push({ name, size: stored, sha256: await this.#digest(at, stored) });
      at += size;
    }
    return files;
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  async #digest(from: number, size: number): Promise<string> {
    const hash = createHash('sha256');
    for (let done = 0; done < size;) {
      const length = Math.min(READ_BYTES, size - done);
      const { buffer, bytesRead } = await this.handle.read(Buffer.alloc(length), 0, length, this.start + from + done);
      if (bytesRead === 0) break;
      hash.update(buffer.subarray(0, bytesRead));
      done += bytesRead;
    }
    return hash.digest('hex');
  }
}
