/** The container family, as far as it decides how the file can be processed. */
export type Container = 'mp4' | 'mov' | 'matroska' | 'webm' | 'flv' | 'other';

export interface VideoStream {
  readonly index: number;
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  readonly fps: number | undefined;
  /** ffmpeg's name of the sampling and depth, for example `yuv420p`. */
  readonly pixelFormat: string;
}

export interface AudioStream {
  readonly index: number;
  readonly codec: string;
  readonly sampleRate: number;
  readonly channels: number;
}

export interface MediaInfo {
  readonly durationSeconds: number;
  /**
   * The length that the file states for its picture and sound. Absent if the file states none, and the length was estimated from
   * the bit rate or measured.
   */
  readonly statedSeconds?: number;
  readonly formatName: string;
  readonly container: Container;
  readonly sizeBytes: number;
  readonly video?: VideoStream;
  readonly audio?: AudioStream;
}
