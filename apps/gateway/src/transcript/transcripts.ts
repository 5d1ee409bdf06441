import { createHash } from 'node:crypto';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { Artifact } from '@throughline/contracts';
import { parseTranscriptJson } from '@throughline/media';
import { readText } from '../artifacts/read-text.js';
import type { RecordingFiles } from '../artifacts/recording-files.js';
import { Problem } from '../problems/problem.js';
import { showNotes } from './show-notes.js';
import { parseTopics, type NamedSpan } from './topics.js';

export interface TranscriptItem {
  /** Of the words; opaque. */
  readonly version: string;
  readonly engine: string;
  readonly model: string;
  readonly language: string;
  readonly confidence: number;
  /** Made by an engine that is known to make many mistakes. */
  readonly draft: boolean;
  readonly notes: readonly string[];
  readonly duration: number;
  readonly segments: readonly {
    readonly id: number;
    readonly start: number;
    readonly end: number;
    readonly text: string;
    readonly confidence: number;
  }[];
  readonly topics: readonly NamedSpan[];
}

export interface Tagged<T> {
  readonly etag: string;
  /** Only made where it is needed: for whoever has it already nothing is read. */
  readonly content: () => Promise<T>;
}

const withRole = (files: readonly Artifact[], role: string): Artifact | undefined => files.find((one) => one.role === role);

/** Made of contents, which are known by their hashes. */
const etagOf = (parts: readonly (string | undefined)[]): string =>
  `"${createHash('sha256')
    .update(JSON.stringify(parts.map((part) => part ?? null)))
    .digest('base64url')}"`;

/** What was said in a recording, and of what. */
export class Transcripts {
  constructor(
    private readonly files: Pick<RecordingFiles, 'shown'>,
    private readonly artifacts: Pick<ArtifactStore, 'open'>,
  ) {}

  async transcript(owner: string, id: string): Promise<Tagged<TranscriptItem>> {
    const { files } = await this.files.shown(owner, id);
    const [words, topics] = [withRole(files, 'transcript'), withRole(files, 'topics')];
    if (words === undefined) throw new Problem('no-transcript');
    return { etag: etagOf([words.sha256, topics?.sha256]), content: () => this.item(words, topics) };
  }

  /** Markdown. */
  async showNotes(owner: string, id: string): Promise<Tagged<string>> {
    const { recording, files } = await this.files.shown(owner, id);
    const topics = withRole(files, 'topics');
    const { title = 'Untitled recording' } = recording.personal;
    const date = recording.asset.registeredAt;
    return {
      etag: etagOf([title, date, topics?.sha256]),
      content: async () => showNotes({ title, date, topics: await this.topics(topics) }),
    };
  }

  private async item(words: Artifact, topics: Artifact | undefined): Promise<TranscriptItem> {
    const transcript = parseTranscriptJson(await readText(this.artifacts, words.key));
    return {
      version: words.sha256.slice(0, 16),
      engine: transcript.engine,
      model: transcript.model,
      language: transcript.language,
      confidence: transcript.meanConfidence,
      draft: transcript.quality === 'draft',
      notes: transcript.notes,
      duration: transcript.durationSeconds,
      segments: transcript.segments.map(({ id, start, end, text, confidence }) => ({ id, start, end, text, confidence })),
      topics: await this.topics(topics),
    };
  }

  private async topics(file: Artifact | undefined): Promise<readonly NamedSpan[]> {
    return file === undefined ? [] : parseTopics(await readText(this.artifacts, file.key));
  }
}
