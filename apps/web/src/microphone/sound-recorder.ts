/** The first that a browser records. All of them are compressed, and can be played while they grow. */
const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];
/** Speech is clear at this rate, and an hour has about 30 MB. */
const BITS_PER_SECOND = 64_000;
/** A crash of the page loses at most this much. */
const PART_MS = 2_000;

export interface RecorderEvents {
  readonly onPart: (bytes: Blob) => void;
  /** The microphone was disconnected, or the browser took it away. */
  readonly onLost: () => void;
}

/** Records what the microphone hears. */
export class SoundRecorder {
  readonly #stopped: Promise<unknown>;

  private constructor(
    private readonly stream: MediaStream,
    private readonly recorder: MediaRecorder,
    private readonly hearing: { readonly context: AudioContext; readonly analyser: AnalyserNode },
  ) {
    this.#stopped = new Promise((resolve) => {
      recorder.addEventListener('stop', resolve, { once: true });
    });
  }

  /** Asks the person for the microphone. Rejects with the error of the browser. */
  static async open({ onPart, onLost }: RecorderEvents): Promise<SoundRecorder> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    try {
      return SoundRecorder.#listen(stream, { onPart, onLost });
    } catch (error) {
      // The sign of the browser that the microphone is on would stay.
      for (const track of stream.getTracks()) track.stop();
      throw error;
    }
  }

  static #listen(stream: MediaStream, { onPart, onLost }: RecorderEvents): SoundRecorder {
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    const recorder = new MediaRecorder(stream, {
      audioBitsPerSecond: BITS_PER_SECOND,
      ...(mimeType === undefined ? {} : { mimeType }),
    });
    recorder.addEventListener('dataavailable', ({ data }) => {
      if (data.size > 0) onPart(data);
    });
    for (const track of stream.getTracks()) track.addEventListener('ended', onLost);
    const context = new AudioContext();
    const analyser = context.createAnalyser();
    context.createMediaStreamSource(stream).connect(analyser);
    return new SoundRecorder(stream, recorder, { context, analyser });
  }

  get type(): string {
    return this.recorder.mimeType;
  }

  start(): void {
    this.recorder.start(PART_MS);
  }

  pause(): void {
    this.recorder.pause();
    // Nothing of it is lost then, however long the pause is.
    this.recorder.requestData();
  }

  resume(): void {
    this.recorder.resume();
  }

  /** Resolves after the last part. */
  async stop(): Promise<void> {
    // Without a microphone the recorder stops by itself, and has its last part later.
    if (this.recorder.state !== 'inactive') this.recorder.stop();
    await this.#stopped;
    for (const track of this.stream.getTracks()) track.stop();
    await this.hearing.context.close();
  }

  /** The present loudness, from 0 to 1. */
  readonly measure = (): number => {
    const samples = new Float32Array(this.hearing.analyser.fftSize);
    this.hearing.analyser.getFloatTimeDomainData(samples);
    return samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0);
  };
}
