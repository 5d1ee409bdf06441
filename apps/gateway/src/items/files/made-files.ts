import { createHash } from 'node:crypto';
import { readText, type ArtifactStore } from '@throughline/artifact-store';
import { TRANSCRIPT_ROLE } from '@throughline/contracts';
import { renderYoutubeChapters, titleOf, type ShownFile } from '@throughline/domain';
import { listTranscriptMarks, parseTranscriptJson, type Transcript } from '@throughline/media';
import { limitEntries } from '@throughline/service-kit';
import { LRUCache } from 'lru-cache';
import { isPassing } from '../../kit/http/problems/from-error.js';
import { Problem } from '../../kit/http/problems/problem.js';
import type { ItemSnapshot } from '../read/item-loader.js';
import { DOCX } from './content.js';
import { parseTopics, type Topic } from './topics-file.js';
import { renderTranscriptDocx } from './transcript-docx.js';
import { renderTranscriptMarkdown } from './transcript-markdown.js';
import { renderTranscriptPdf, type PrintedTranscript } from './transcript-pdf.js';

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
  readonly texts: readonly string[];
  /** Returns undefined if the stored files make none. Throws `no-pdf` if they can be no PDF. */
  readonly render: (read: ReadTranscript) => Promise<Buffer | undefined>;
}

type ReadTranscript = (file: ShownFile) => Promise<Transcript>;

export const TRANSCRIPT_PDF_ROLE = 'transcript_pdf';

/** Known sizes and hashes. The texts themselves must not outlive their item. */
type Facts = Pick<ShownFile, 'size' | 'sha256'> | 'none';

const MADE_NAMES = {
  docx: 'transcript.docx',
  pdf: 'transcript.pdf',
  markdown: 'transcript.md',
  chapters: 'youtube-chapters.txt',
} as const;
const EARLIER = '[This is the transcript of an earlier run.]';
const NAMES: ReadonlySet<string> = new Set(Object.values(MADE_NAMES));

export const isMadeName = (name: string): boolean => NAMES.has(name);

const hashOf = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');

const isRefusal = (error: unknown): error is Problem => error instanceof Problem && error.code === 'no-pdf';

async function measure(render: MadeFile['render'], read: ReadTranscript): Promise<Facts> {
  const content = await render(read);
  return content === undefined ? 'none' : { size: content.length, sha256: hashOf(content) };
}

function ignoreDamage(error: unknown): 'none' | undefined {
  if (isPassing(error)) throw error;
  return isRefusal(error) ? 'none' : undefined;
}

/** Files that are made of the newest transcript and topics. They are not stored, so they need no run after a correction. */
export class MadeFiles {
  readonly #facts = new LRUCache<string, Facts>(limitEntries(10_000));

  constructor(private readonly store: Pick<ArtifactStore, 'open'>) {}

  async list(item: ItemSnapshot, stored: readonly ShownFile[]): Promise<readonly OfferedFile[]> {
    const topics = stored.find(({ role }) => role === 'topics');
    // Each of them needs the whole transcript, which takes longer to read than most of them to make.
    let transcript: Promise<Transcript> | undefined;
    const read: ReadTranscript = (file) => (transcript ??= this.#read(file));
    return (await Promise.all(this.#listMakeable(item, stored).map((file) => this.#offer(file, topics, read)))).flat();
  }

  /** Throws the reason why a file of this name is not offered, if it is another one than that the item has nothing for it. */
  async refuse(item: ItemSnapshot, stored: readonly ShownFile[], name: string): Promise<void> {
    const file = this.#listMakeable(item, stored).find((one) => one.name === name);
    await file
      ?.render((of) => this.#read(of))
      .catch((error: unknown) => {
        if (isRefusal(error)) throw error;
        ignoreDamage(error);
      });
  }

  #listMakeable(item: ItemSnapshot, stored: readonly ShownFile[]): readonly MadeFile[] {
    const transcript = stored.find(({ role }) => role === TRANSCRIPT_ROLE);
    const topics = stored.find(({ role }) => role === 'topics');
    const made = [
      ...(transcript === undefined ? [] : this.#texts(item, transcript, topics)),
      ...(topics === undefined ? [] : [this.#chapters(topics)]),
    ];
    // Other systems name the files that they report.
    return made.filter(({ name }) => stored.every((file) => file.name !== name));
  }

  async #read({ key }: ShownFile): Promise<Transcript> {
    return parseTranscriptJson(await readText(this.store, key));
  }

  #texts({ asset, personal }: ItemSnapshot, of: ShownFile, topics: ShownFile | undefined): readonly MadeFile[] {
    const title = titleOf(asset, personal) ?? '';
    const date = asset.registeredAt;
    const renderIn =
      (write: (text: PrintedTranscript) => Promise<Buffer> | Buffer): MadeFile['render'] =>
      async (read) => {
        const transcript = await read(of);
        if (transcript.segments.length === 0) return undefined;
        const marks = [...(of.isEarlier === true ? [EARLIER] : []), ...listTranscriptMarks(transcript)];
        return write({ title, date, marks, transcript, topics: await this.#topics(topics) });
      };
    return [
      {
        ...{ name: MADE_NAMES.docx, role: 'transcript_docx', mediaType: DOCX, of, texts: [title] },
        render: renderIn(renderTranscriptDocx),
      },
      {
        ...{ name: MADE_NAMES.pdf, role: TRANSCRIPT_PDF_ROLE, mediaType: 'application/pdf', of, texts: [title, date] },
        render: renderIn(renderTranscriptPdf),
      },
      {
        ...{ name: MADE_NAMES.markdown, role: 'transcript_markdown', mediaType: 'text/markdown', of, texts: [title] },
        render: renderIn((text) => Buffer.from(renderTranscriptMarkdown(text))),
      },
    ];
  }

  #chapters(topics: ShownFile): MadeFile {
    return {
      ...{ name: MADE_NAMES.chapters, role: 'youtube_chapters', mediaType: 'text/plain', of: topics, texts: [] },
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
  async #offer(file: MadeFile, topics: ShownFile | undefined, read: ReadTranscript): Promise<readonly OfferedFile[]> {
    const { name, role, mediaType, of, texts, render } = file;
    const key = hashOf(JSON.stringify([name, of.sha256, of.isEarlier, topics?.sha256, ...texts]));
    // Nothing here may keep `read`, and so the transcript, for as long as the file is offered.
    const facts = this.#facts.get(key) ?? (await measure(render, read).catch(ignoreDamage));
    if (facts === undefined) return [];
    this.#facts.set(key, facts);
    if (facts === 'none') return [];
    const make = async (): Promise<Buffer> => (await render((one) => this.#read(one))) ?? Buffer.alloc(0);
    const offered = { name, role, mediaType, ...facts, key: `${of.key}/${name}`, make };
    return [of.isEarlier === true ? { ...offered, isEarlier: true } : offered];
  }
}
