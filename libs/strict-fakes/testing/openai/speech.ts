export interface TranscriptionRequest {
  readonly audio: Buffer;
  readonly container: 'mp3' | 'wav';
  readonly model: string;
  readonly language: string | undefined;
  readonly prompt: string | undefined;
  readonly granularities: readonly string[];
  /** `response_format`; the default is `json`. */
  readonly format: string;
  readonly chunkingStrategy: string | undefined;
}

export interface SpokenWord {
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** The label that a model that tells speakers apart would give: `A`. */
  readonly speaker?: string;
}

/** The speech in a recording, with times from its beginning. */
export interface FakeSpeech {
  /** The full name, as OpenAI returns it: `english`. */
  readonly language: string;
  readonly duration: number;
  readonly words: readonly SpokenWord[];
  /** Fields that replace those of the normal answer, as other servers of this API do. */
  readonly over?: Readonly<Record<string, unknown>>;
}
