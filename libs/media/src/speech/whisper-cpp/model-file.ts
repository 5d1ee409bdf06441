import { open } from 'node:fs/promises';
import { parseModelName } from '../models/model-location.js';

export interface WhisperModel {
  /** `base` for `ggml-base.bin`. */
  readonly name: string;
  readonly isMultilingual: boolean;
  /** Small models write text that is readable and searchable but not fit for publication. */
  readonly quality: 'draft' | 'normal';
}

const magic = 0x67676d6c;
/** The vocabulary of a multilingual model has one more token for each language. */
const englishVocabulary = 51_864;
/** `base` has 6 layers, `small` 12. */
const mostDraftLayers = 6;

/** Reads the head of a ggml model file. Throws if the file is no model. */
export async function readWhisperModel(path: string): Promise<WhisperModel> {
  const head = Buffer.alloc(24);
  const file = await open(path, 'r');
  try {
    const { bytesRead } = await file.read(head, 0, head.length, 0);
    if (bytesRead < head.length || head.readUInt32LE(0) !== magic)
      throw new Error(`${path} is not a model of whisper.cpp (ggml)`);
  } finally {
    await file.close();
  }
  const isMultilingual = head.readInt32LE(4) > englishVocabulary;
  // Vocabulary, then the audio encoder's context, state, heads and layers.
  return { name: parseModelName(path), isMultilingual, quality: head.readInt32LE(20) <= mostDraftLayers ? 'draft' : 'normal' };
}
