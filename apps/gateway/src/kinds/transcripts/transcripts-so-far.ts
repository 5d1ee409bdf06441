import { readText, type ArtifactStore } from '@throughline/artifact-store';
import { kindOf } from '@throughline/contracts';
import { brokenOffFolders, transcribingFolders } from '@throughline/domain';
import { parseTranscriptJson } from '@throughline/media';
import type { ItemFiles } from '../../items/index.js';
import { findSoFarFile, type SoFarFile } from './so-far-file.js';
import type { TranscriptSoFarAnswer } from './transcript-answers.js';
import { etagOfParts } from './transcript-item.js';
import type { TaggedContent } from './transcripts.js';

interface SoFarPorts {
  readonly files: Pick<ItemFiles, 'shown'>;
  readonly artifacts: Pick<ArtifactStore, 'list' | 'open'>;
}

/** The folders of the files, and whether the transcription has failed. */
interface SoFarFolders {
  readonly folders: readonly string[];
  readonly brokenOff: boolean;
}

const withoutWords = (partial: boolean): TranscriptSoFarAnswer => ({
  partial,
  broken_off: false,
  up_to: 0,
  duration: null,
  engine: null,
  language: null,
  segments: [],
});

/** A file that a newer one has replaced is gone. Each look finds a newer one, so few looks are enough. */
const LOOKS = 3;

/**
 * The transcript of an unfinished or failed transcription, up to the time that its attempts have reached. It is no result: no
 * step, output or search reads it.
 */
export class TranscriptsSoFar {
  constructor(private readonly ports: SoFarPorts) {}

  async read(owner: string, id: string): Promise<TaggedContent<TranscriptSoFarAnswer>> {
    const { recording } = await this.ports.files.shown(owner, id);
    const transcribing = transcribingFolders(recording.asset);
    const place = { folders: transcribing ?? brokenOffFolders(recording.asset), brokenOff: transcribing === undefined };
    const file = await findSoFarFile(this.ports.artifacts, place.folders);
    if (place.brokenOff && file === undefined)
      return { etag: etagOfParts(['ended']), content: () => Promise.resolve(withoutWords(false)) };
    return {
      etag: etagOfParts([file?.key, ...(place.brokenOff ? ['broken off'] : [])]),
      content: () => this.#render(place, file),
    };
  }

  async #render({ folders, brokenOff }: SoFarFolders, found: SoFarFile | undefined): Promise<TranscriptSoFarAnswer> {
    let file = found;
    for (let look = 1; file !== undefined && look <= LOOKS; look += 1) {
      const answer = await this.#renderFile(file);
      if (answer !== undefined) return { ...answer, broken_off: brokenOff };
      file = await findSoFarFile(this.ports.artifacts, folders);
    }
    return withoutWords(!brokenOff);
  }

  async #renderFile({ key, upTo }: SoFarFile): Promise<Omit<TranscriptSoFarAnswer, 'broken_off'> | undefined> {
    try {
      const { durationSeconds, engine, language, segments } = parseTranscriptJson(await readText(this.ports.artifacts, key));
      return {
        partial: true,
        up_to: upTo,
        duration: durationSeconds,
        engine,
        language,
        segments: segments.map(({ start, end, text }) => ({ start, end, text })),
      };
    } catch (error) {
      if (kindOf(error) === 'not-found') return undefined;
      throw error;
    }
  }
}
