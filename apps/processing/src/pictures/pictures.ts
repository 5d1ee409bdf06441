import { join } from 'node:path';
import type { ArtifactStore } from '@throughline/artifact-store';
import { KeyedQueue, codeOf, kindOf, pictureFolderOf, type PictureReply, type PictureRequest } from '@throughline/contracts';
import type { PictureSource } from '@throughline/media';

export interface PicturesParts {
  readonly artifacts: Pick<ArtifactStore, 'list' | 'materialize' | 'put' | 'remove' | 'stat' | 'workspace'>;
  readonly extract: PictureSource;
}

/** The stages of recordings need the cores and disks more. */
const SIDE_BY_SIDE = 1;
/** A list of items asks for that many pictures at once. */
const MAX_WAITING = 100;

const lacksTool = (error: unknown): boolean => kindOf(error) === 'tool' && codeOf(error) === 'tool-missing';
const isUnreadable = (error: unknown): boolean =>
  kindOf(error) === 'permanent' || (kindOf(error) === 'tool' && !lacksTool(error));

/** Stores pictures of videos, on requests of the gateway. */
export class Pictures {
  readonly #queue = new KeyedQueue(SIDE_BY_SIDE);

  constructor(private readonly parts: PicturesParts) {}

  async make(request: PictureRequest, signal: AbortSignal): Promise<PictureReply> {
    if (this.#queue.size >= MAX_WAITING) return { v: 1, outcome: 'busy' };
    try {
      const isStored = await this.#queue.run(request.to, () => this.#store(request, signal), signal);
      return { v: 1, outcome: isStored ? 'stored' : 'no-picture' };
    } catch (error) {
      // The gateway waits ten seconds for a missing reply, and another worker may have the tool.
      if (lacksTool(error)) return { v: 1, outcome: 'busy' };
      throw error;
    }
  }

  async #store(request: PictureRequest, signal: AbortSignal): Promise<boolean> {
    const { artifacts } = this.parts;
    const { video, to } = request;
    if ((await artifacts.stat(to)) !== undefined) return true;
    if ((await artifacts.stat(video)) === undefined) return false;
    const local = await artifacts.materialize(video, signal);
    try {
      if (!(await this.#draw(local.path, request, signal))) return false;
    } catch (error) {
      if (isUnreadable(error)) return false;
      throw error;
    } finally {
      await Promise.allSettled([local.release()]);
    }
    if (!(await this.#keepWith(video, to))) return false;
    // A picture that stays is removed with the next one, or by an erasure.
    await Promise.allSettled([this.#removeOthers(to)]);
    return true;
  }

  async #draw(video: string, { second, to }: PictureRequest, signal: AbortSignal): Promise<boolean> {
    const { artifacts, extract } = this.parts;
    const workspace = await artifacts.workspace('picture');
    try {
      const jpeg = join(workspace.dir, 'picture.jpg');
      if (!(await extract(video, { second, to: jpeg, signal }))) return false;
      await artifacts.put(to, { path: jpeg }, { signal });
      return true;
    } finally {
      await Promise.allSettled([workspace.dispose()]);
    }
  }

  /** An erasure may have removed all files of the item meanwhile. */
  async #keepWith(video: string, picture: string): Promise<boolean> {
    if ((await this.parts.artifacts.stat(video)) !== undefined) return true;
    await this.parts.artifacts.remove(picture);
    return false;
  }

  /** A recording has one thumbnail, so pictures of earlier choices are not read again. */
  async #removeOthers(picture: string): Promise<void> {
    const { artifacts } = this.parts;
    const folder = pictureFolderOf(picture);
    if (folder === undefined) return;
    const others: string[] = [];
    for await (const { key } of artifacts.list(folder)) if (key !== picture) others.push(key);
    for (const key of others) await artifacts.remove(key);
  }
}
