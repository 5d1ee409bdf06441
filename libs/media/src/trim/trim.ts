import { join } from 'node:path';
import { PermanentMediaError } from '../errors.js';
import type { MediaInfo } from '../probe/media-info.js';
import { probe } from '../probe/probe.js';
import { moveInto, withScratch } from '../scratch/scratch.js';
import type { MediaTools } from '../tools.js';
import { verifyCutDuration } from './verify-cut.js';
import { cutAudio, extractAudio } from './audio.js';
import { decideBoundaries, measureRemainingSilence, type Boundaries, type RemainingSilence } from './boundaries.js';
import { findCleanEnd, findCutStart, type CutStart } from './cut-points.js';
import { dryRun } from './packets.js';
import { detectSilences, type Span } from './silence.js';
import { cutExtension, cutVideo, hasEditList } from './video.js';

export interface TrimSettings {
  /** `trimming.silence_threshold` (TRM-07). */
  readonly silenceThresholdDb: number;
  readonly minSilenceSeconds: number;
  readonly minEdgeSeconds: number;
  /** `trimming.exact`: begins with the sound instead of the keyframe before it, if the container allows it. */
  readonly exact?: boolean;
}

export const defaultTrimSettings: TrimSettings = { silenceThresholdDb: -40, minSilenceSeconds: 0.5, minEdgeSeconds: 1 };

export interface TrimInput {
  readonly path: string;
  readonly media: MediaInfo;
  /** Receives the finished files. Stays empty if the trim fails. */
  readonly outputFolder: string;
  readonly scratchFolder: string;
  readonly settings?: TrimSettings;
}

export interface TrimContext {
  readonly tools: MediaTools;
  readonly signal?: AbortSignal;
  /** From 0 to 1; never decreases. */
  readonly onProgress?: (fraction: number) => void;
}

export type UncutReason = 'sound-throughout' | 'container-not-cuttable' | 'no-earlier-keyframe' | 'cut-not-verified';

interface TrimFacts {
  /** The stretch of the original that the files hold, in seconds of the original. */
  readonly start: number;
  readonly end: number;
  readonly silences: readonly Span[];
  readonly audio: string;
  readonly durationSeconds: number;
  readonly silenceLeft: RemainingSilence;
  readonly exact?: 'done' | 'not-available';
}

export type TrimResult =
  | (TrimFacts & { readonly mode: 'cut'; readonly video?: string })
  | (TrimFacts & {
      readonly mode: 'whole';
      readonly reason: UncutReason;
      /** Absent: the original is referenced (TRM-03). */ readonly video?: never;
    })
  | { readonly mode: 'skipped'; readonly reason: 'no_audio' | 'all_silence' };

/** The result before the remaining silence is measured. */
type UnmeasuredResult = UnmeasuredOf<Exclude<TrimResult, { mode: 'skipped' }>>;
type UnmeasuredOf<T> = T extends unknown ? Omit<T, 'silences' | 'silenceLeft'> : never;

/** Seconds of packets that a dry run reads to find where a cut can begin and end. */
const landingWindow = 1;
const endWindow = 10;

/** Removes silence at both ends of a recording. Picture, sound and subtitles keep one time line. */
export async function trim(task: TrimInput, context: TrimContext): Promise<TrimResult> {
  if (!task.media.audio) return { mode: 'skipped', reason: 'no_audio' };
  return await withScratch(task.scratchFolder, async (scratch) => await new Trim(task, context, scratch).run());
}

class Trim {
  readonly #settings: TrimSettings;
  readonly #duration: number;
  #progress = 0;

  constructor(
    private readonly task: TrimInput,
    private readonly context: TrimContext,
    private readonly scratch: string,
  ) {
    this.#settings = task.settings ?? defaultTrimSettings;
    this.#duration = task.media.durationSeconds;
  }

  async run(): Promise<TrimResult> {
    const { tools } = this.context;
    const audio = join(this.scratch, 'whole.mp3');
    await extractAudio(tools, this.task.media, this.task.path, { to: audio, ...this.#work(0, 0.7) });
    const audioSeconds = await this.#audioSeconds(audio);
    if (audioSeconds === undefined) return { mode: 'skipped', reason: 'no_audio' };
    const silences = await this.#silences(audio);
    const { minEdgeSeconds } = this.#settings;
    const heard = { durationSeconds: this.#duration, audioSeconds, silences };
    const boundaries = decideBoundaries({ ...heard, minEdgeSeconds });
    if (boundaries.kind === 'all-silence') return { mode: 'skipped', reason: 'all_silence' };
    const made = await this.#make(audio, boundaries);
    return { ...made, silences, silenceLeft: measureRemainingSilence(heard, made) };
  }

  async #make(audio: string, boundaries: Exclude<Boundaries, { kind: 'all-silence' }>): Promise<UnmeasuredResult> {
    if (boundaries.kind === 'whole') return await this.#whole(audio, 'sound-throughout');
    const isExact = this.#settings.exact === true;
    if (!this.task.media.video) return { ...(await this.#cutSound(audio, boundaries)), ...(isExact ? { exact: 'done' } : {}) };
    if (!isExact) return await this.#cutBoth(audio, boundaries, false);
    // A cut that keeps the beginning needs no edit list.
    if (hasEditList(this.task.media) || boundaries.start === 0) {
      const made = await this.#cutBoth(audio, boundaries, true);
      if (made.mode === 'cut') return { ...made, exact: 'done' };
    }
    return { ...(await this.#cutBoth(audio, boundaries, false)), exact: 'not-available' };
  }

  /** Returns `undefined` for a sound track without sound: some recorders declare one and never write a packet. */
  async #audioSeconds(audio: string): Promise<number | undefined> {
    try {
      return (await probe(this.context.tools, audio, this.context.signal)).durationSeconds;
    } catch (error) {
      if (error instanceof PermanentMediaError) return undefined;
      throw error;
    }
  }

  async #silences(audio: string): Promise<readonly Span[]> {
    const { silenceThresholdDb, minSilenceSeconds } = this.#settings;
    const settings = { thresholdDb: silenceThresholdDb, minSeconds: minSilenceSeconds };
    return await detectSilences(this.context.tools, audio, settings, this.#work(0.7, 0.85));
  }

  async #whole(audio: string, reason: UncutReason): Promise<UnmeasuredResult> {
    const placed = await this.#place(audio, 'audio.mp3');
    this.#report(1);
    return { mode: 'whole', reason, start: 0, end: this.#duration, audio: placed, durationSeconds: this.#duration };
  }

  async #cutSound(audio: string, span: Span): Promise<UnmeasuredResult> {
    const { tools, signal } = this.context;
    const cut = join(this.scratch, 'cut.mp3');
    await cutAudio(tools, audio, span, { to: cut, ...this.#work(0.85, 1) });
    const { durationSeconds } = await probe(tools, cut, signal);
    const placed = await this.#place(cut, 'audio.mp3');
    this.#report(1);
    return { mode: 'cut', start: span.start, end: span.end, audio: placed, durationSeconds };
  }

  async #cutBoth(audio: string, span: Span, exact: boolean): Promise<UnmeasuredResult> {
    const { tools, signal } = this.context;
    const { media, path } = this.task;
    const extension = cutExtension(media);
    if (extension === undefined) return await this.#whole(audio, 'container-not-cuttable');
    const { landed, end } = await this.#cutPoints(span);
    if (landed === undefined) return await this.#whole(audio, 'cut-not-verified');
    const landing = exact ? { ...landed, zero: span.start } : landed;
    if (Math.max(landing.zero, this.#duration - end) < this.#settings.minEdgeSeconds) {
      return await this.#whole(audio, 'no-earlier-keyframe');
    }

    const video = join(this.scratch, `cut${extension}`);
    const sound = join(this.scratch, 'cut.mp3');
    await cutVideo(tools, media, path, { to: video, span: { start: span.start, end }, exact, ...this.#work(0.85, 0.97) });
    await cutAudio(tools, audio, { start: landing.zero, end }, { to: sound, ...this.#work(0.97, 1) });
    const durationSeconds = await verifyCutDuration(tools, { media, video, audio: sound, landing, end }, signal);
    if (durationSeconds === undefined) return await this.#whole(audio, 'cut-not-verified');
    const placedVideo = await this.#place(video, `video${extension}`);
    const placedAudio = await this.#place(sound, 'audio.mp3');
    this.#report(1);
    return { mode: 'cut', start: landing.zero, end, video: placedVideo, audio: placedAudio, durationSeconds };
  }

  /** `landed` is `undefined` if the picture would begin after the kept sound. */
  async #cutPoints({ start, end }: Span): Promise<{ landed: CutStart | undefined; end: number }> {
    const { tools, signal } = this.context;
    const isEndCut = end < this.#duration;
    const windows = [{ from: start, lasting: landingWindow }, ...(isEndCut ? [{ from: end, lasting: endWindow }] : [])];
    const [first = [], last = []] = await dryRun(tools, this.task, windows, signal);
    const landing = findCutStart(first);
    return {
      // A cut that keeps the beginning needs no check.
      landed: start === 0 || (landing !== undefined && landing.keyframe <= start) ? landing : undefined,
      end: isEndCut ? Math.min(findCleanEnd(last, end), this.#duration) : this.#duration,
    };
  }

  async #place(from: string, name: string): Promise<string> {
    return await moveInto(from, join(this.task.outputFolder, name));
  }

  #work(
    from: number,
    to: number,
  ): { durationSeconds: number; signal: AbortSignal | undefined; onSeconds: (seconds: number) => void } {
    const onSeconds = (seconds: number): void => {
      this.#report(from + Math.min(1, seconds / this.#duration) * (to - from));
    };
    return { durationSeconds: this.#duration, signal: this.context.signal, onSeconds };
  }

  #report(fraction: number): void {
    if (fraction <= this.#progress) return;
    this.#progress = fraction;
    this.context.onProgress?.(fraction);
  }
}
