/** The result of a transcription by the binding. Times are milliseconds. */
export interface BindingResult {
  readonly language?: string;
  /** The text of all segments, joined before its bytes are decoded. */
  readonly result: string;
  readonly segments: readonly { readonly text: string; readonly t0: number; readonly t1: number }[];
}

interface BindingOptions {
  readonly language: string;
  readonly maxThreads: number;
  /** Read at the beginning of the file only. */
  readonly prompt?: string;
  /** The most characters of a segment: with 1, each token is a segment of its own. */
  readonly maxLen: number;
  readonly tokenTimestamps: boolean;
  readonly onProgress: (percent: number) => void;
}

interface DetectionOptions {
  readonly language: 'auto';
  readonly maxThreads: number;
  /** Milliseconds that are transcribed; the language is detected from 30 seconds in any case. */
  readonly duration: number;
}

/** The part of the binding's interface that we use; its packages contain no types. */
export interface WhisperBinding {
  readonly WhisperContext: new (options: { filePath: string; useFlashAttn: boolean }) => {
    transcribeFile(path: string, options: BindingOptions | DetectionOptions): { readonly promise: Promise<BindingResult> };
  };
}

/**
 * The npm package with whisper.cpp for this system. It contains one native library; `package.json` lists the packages of the
 * supported systems.
 */
export const bindingPackage = `@fugood/node-whisper-${process.platform}-${process.arch}`;
