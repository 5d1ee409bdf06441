import { readFile } from 'node:fs/promises';
import { codeOf, kindOf } from '@throughline/contracts';
import type { StepContext } from '@throughline/engine';
import type { PartStore } from '@throughline/media';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';

const PARTS = 'parts';
const stems = Compile(Type.Array(Type.String()));

type PartsContext = Pick<StepContext, 'attemptId' | 'checkpoints' | 'checkpoint' | 'output' | 'discard' | 'local'>;

/**
 * Finished parts of long work, as files of the attempts that made them. A checkpoint names their folders once, so no content
 * enters an event. A part exists only when its file is complete.
 */
export class CheckpointedParts implements PartStore {
  readonly #own: string[] = [];
  #stems: readonly string[];
  #named: Promise<void> | undefined;

  constructor(private readonly context: PartsContext) {
    const left: unknown = context.checkpoints[PARTS];
    this.#stems = stems.Check(left) ? left : [];
  }

  async load(name: string): Promise<string | undefined> {
    for (const stem of this.#stems) {
      const found = await this.#read(`${stem}${fileName(name)}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  async save(name: string, content: string): Promise<void> {
    const file = { role: 'part', name: fileName(name), mediaType: 'application/json' };
    const { key } = await this.context.output(file, Buffer.from(content));
    this.#own.push(file.name);
    // Several parts may finish at the same time. One checkpoint about their folder is enough.
    this.#named ??= this.#name(key.slice(0, -file.name.length));
    await this.#named;
  }

  /** Deletes this attempt's parts after the final file is stored. Parts of earlier attempts are deleted with their folders. */
  async discard(): Promise<void> {
    for (const name of this.#own.splice(0)) await this.context.discard(name);
  }

  async #name(stem: string): Promise<void> {
    const stems = [...this.#stems, stem];
    await this.context.checkpoint({ [PARTS]: stems });
    this.#stems = stems;
  }

  async #read(key: string): Promise<string | undefined> {
    try {
      return await readFile(await this.context.local(key), 'utf8');
    } catch (error) {
      // An earlier attempt's files may have been deleted: the part is made again.
      if (kindOf(error) === 'not-found' || codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }
}

const fileName = (name: string): string => `part-${name}.json`;
