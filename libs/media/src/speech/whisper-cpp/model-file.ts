import { open } from 'node:fs/promises';
import { basename } from 'node:path';

export interface WhisperModel {
  /** As transcripts name it: `base` of `ggml-base.bin`. */
  readonly name: string;
  readonly isMultilingual: boolean;
  /** Small models write what can be read and searched, and not published as it is. */
  readonly quality: 'draft' | 'normal';
}

const magic = 0x67676d6c;
/** One token more for each language stands in the vocabulary of multilingual models. */
const englishVocabulary = 51_864;
/** `base` has 6 layers, `small` 12. */
const mostDraftLayers = 6;

/** What the head of a ggml model file says of it. Throws where the file is none. */
export async function readWhisperModel(path: string): Promise<WhisperModel> {
  const head = Buffer.alloc(24);
  const file = await open(path, 'r');
  try {
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    if (bytesRead < head.length || head.readUInt32LE(0) !== magic) throw new Error(`${path} is no model of whisper.cpp (ggml)`);
  } finally {
    await file.close();
  }
  const name = basename(path)
    .replace(/^ggml-/, '')
    .replace(/\.bin$/, '');
  const isMultilingual = head.readInt32LE(4) > englishVocabulary;
  // Vocabulary, then the audio encoder's context, state, heads and layers.
  return { name, isMultilingual, quality: head.readInt32LE(20) <= mostDraftLayers ? 'draft' : 'normal' };
}
