/** The family of the container, as far as it decides what can be done with the file. */
export type Container = 'mp4' | 'mov' | 'matroska' | 'webm' | 'flv' | 'other';

export interface VideoStream {
  readonly index: number;
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** Undefined where the stream does not say. */
  readonly fps: number | undefined;
}

export interface AudioStream {
  readonly index: number;
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
}

export interface MediaInfo {
  readonly durationSeconds: number;
  readonly formatName: string;
  readonly container: Container;
  readonly sizeBytes: number;
  readonly video?: VideoStream;
  readonly audio?: AudioStream;
}
