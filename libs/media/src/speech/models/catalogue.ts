export interface ListedModel {
  readonly name: string;
  readonly sha256: string;
  /** Millions of bytes, for people. */
  readonly megabytes: number;
}

/**
 * Models in whisper.cpp's format with their checksums. Several independent projects confirm each checksum, among them Nix
 * expressions, which fail to build on a wrong one, and lists from the host's own file records.
 */
export const SPEECH_MODELS: readonly ListedModel[] = [
  { name: 'tiny', sha256: 'be07e048e1e599ad46341c8d2a135645097a538221678b7acdd1b1919c6e1b21', megabytes: 78 },
  { name: 'base', sha256: '60ed5bc3dd14eea856493d334349b405782ddcaf0028d4b5df4088345fba2efe', megabytes: 148 },
  { name: 'base.en', sha256: 'a03779c86df3323075f5e796cb2ce5029f00ec8869eee3fdfb897afe36c6d002', megabytes: 148 },
  { name: 'small', sha256: '1be3a9b2063867b937e64e2ec7483364a79917e157fa98c5d94b5c1fffea987b', megabytes: 488 },
  { name: 'medium', sha256: '6c14d5adee5f86394037b4e4e8b59f1673b6cee10e3cf0b11bbdbee79c156208', megabytes: 1_534 },
];

/** The best model that fits into little memory and transcribes faster than people speak on two cores. */
export const DEFAULT_SPEECH_MODEL = 'base';

export const findListedModel = (name: string): ListedModel | undefined => SPEECH_MODELS.find((model) => model.name === name);
