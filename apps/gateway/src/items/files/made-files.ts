import { createHash } from 'node:crypto';
import type { ArtifactStore } from '@throughline/artifact-store';
import { TRANSCRIPT_ROLE } from '@throughline/contracts';
import { renderYoutubeChapters, titleOf, type ShownFile } from '@throughline/domain';
import { listTranscriptMarks, parseTranscriptJson } from '@throughline/media';
import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';
import { isPassing } from '../../kit/http/problems/from-error.js';
import type { ItemSnapshot } from '../read/item-loader.js';
import { DOCX } from './content.js';
import { readText } from './read-text.js';
import { parseTopics, type Topic } from './topics-file.js';
import { renderTranscriptDocx } from './transcript-docx.js';
import { renderTranscriptMarkdown } from './transcript-markdown.js';
import type { TranscriptText } from './transcript-outline.js';

/** A file of the list of an item: stored, or made of stored ones when it is read. */
export interface OfferedFile extends ShownFile {
  /** Returns the content of a file that is not stored. */
  readonly make?: () => Promise<Buffer>;
}

interface MadeFile {
  readonly name: string;
  readonly role: string;
  readonly mediaType: string;
  /** The stored file whose state it has. */
  readonly of: ShownFile;
  /** The words besides the stored files that it contains. */
  readonly title?: string;
  /** Returns undefined if the stored files make none. */
  readonly render: () => Promise<Buffer | undefined>;
}

/** Known sizes and hashes. The texts themselves must not outlive their item. */
type Facts = Pick<ShownFile, 'size' | 'sha256'> | 'none';

const MADE_NAMES = { docx: 'transcript.docx', markdown: 'transcript.md', chapters: 'youtube-chapters.txt' } as const;
const EARLIER = '[This is the transcript of an earlier run.]';
const NAMES: ReadonlySet<string> = new Set(Object.values(MADE_NAMES));

export const isMadeName = (name: string): boolean => NAMES.has(name);

const hashOf = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

function ignoreDamage(error: unknown): undefined {
  if (isPassing(error)) throw error;
}

/** Files that are made of the newest transcript and topics. They are not stored, so they need no run after a correction. */
export class MadeFiles {
  readonly #facts = new LRUCache<string, Facts>(limitEntries(10_000));

  constructor(private readonly store: Pick<ArtifactStore, 'open'>) {}

  async list(item: ItemSnapshot, stored: readonly ShownFile[]): Promise<readonly OfferedFile[]> {
    const transcript = stored.find(({ role }) => role === TRANSCRIPT_ROLE);
    const topics = stored.find(({ role }) => role === 'topics');
    const made = [
      ...(transcript === undefined ? [] : this.#texts(item, transcript, topics)),
      ...(topics === undefined ? [] : [this.#chapters(topics)]),
    ];
    // Other systems name the files that they report.
    const free = made.filter(({ name }) => stored.every((file) => file.name !== name));
    return (await Promise.all(free.map((file) => this.#offer(file, topics)))).flat();
  }

  #texts({ asset, personal }: ItemSnapshot, of: ShownFile, topics: ShownFile | undefined): readonly MadeFile[] {
    const title = titleOf(asset, personal) ?? '';
    const renderIn = (write: (text: TranscriptText) => Promise<Buffer> | Buffer) => async (): Promise<Buffer | undefined> => {
      const transcript = parseTranscriptJson(await readText(this.store, of.key));
      if (transcript.segments.length === 0) return undefined;
      const marks = [...(of.isEarlier === true ? [EARLIER] : []), ...listTranscriptMarks(transcript)];
      return write({ title, marks, transcript, topics: await this.#topics(topics) });
    };
    return [
      {
        ...{ name: MADE_NAMES.docx, role: 'transcript_docx', mediaType: DOCX, of, title },
        render: renderIn(renderTranscriptDocx),
      },
      {
        ...{ name: MADE_NAMES.markdown, role: 'transcript_markdown', mediaType: 'text/markdown', of, title },
        render: renderIn((text) => Buffer.from(renderTranscriptMarkdown(text))),
      },
    ];
  }

  #chapters(topics: ShownFile): MadeFile {
    return {
      ...{ name: MADE_NAMES.chapters, role: 'youtube_chapters', mediaType: 'text/plain', of: topics },
      render: async () => {
        const lines = renderYoutubeChapters(await this.#topics(topics));
        return lines === undefined ? undefined : Buffer.from(lines);
      },
    };
  }

  async #topics(file: ShownFile | undefined): Promise<readonly Topic[]> {
    return file === undefined ? [] : parseTopics(await readText(this.store, file.key));
  }

  /**
   * Offers nothing if a stored file is missing or damaged when it is measured: the download of that file says so. Throws if the
   * store is away, because a shorter list would be wrong.
   */
  async #offer(file: MadeFile, topics: ShownFile | undefined): Promise<readonly OfferedFile[]> {
    const { name, role, mediaType, of, title, render } = file;
    const key = hashOf(JSON.stringify([name, of.sha256, of.isEarlier, topics?.sha256, title]));
    const facts = this.#facts.get(key) ?? (await this.#measure(render).catch(ignoreDamage));
    if (facts === undefined) return [];
    this.#facts.set(key, facts);
    if (facts === 'none') return [];
    const make = async (): Promise<Buffer> => (await render()) ?? Buffer.alloc(0);
    const offered = { name, role, mediaType, ...facts, key: `${of.key}/${name}`, make };
    return [of.isEarlier === true ? { ...offered, isEarlier: true } : offered];
  }

  async #measure(render: MadeFile['render']): Promise<Facts> {
    const content = await render();
    return content === undefined ? 'none' : { size: content.length, sha256: hashOf(content) };
  }
}
