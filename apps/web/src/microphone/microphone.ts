import type { KeptSound, KeptSounds } from './kept-sounds.js';
import { findObstacle, problemOf, type MicrophoneProblem } from './microphone-problem.js';
import type { RecorderEvents, SoundRecorder } from './sound-recorder.js';

export type RecordingState = 'asking' | 'recording' | 'paused' | 'ending';

/** The recording of this page. */
export interface CurrentRecording {
  readonly state: RecordingState;
  /** Milliseconds that were recorded before `since`. */
  readonly before: number;
  /** When it has begun or gone on, in milliseconds; undefined while it does not record. */
  readonly since: number | undefined;
  /** The browser has not stored a part of it. */
  readonly isLosable: boolean;
}

export interface MicrophoneView {
  readonly current: CurrentRecording | undefined;
  /** Why the last recording did not begin, or has ended by itself. */
  readonly problem: MicrophoneProblem | undefined;
  /** The recordings to send. Another page may record further ones. */
  readonly sounds: readonly KeptSound[];
}

type Recorder = Pick<SoundRecorder, 'type' | 'start' | 'pause' | 'resume' | 'stop' | 'measure'>;

/** The parts of the browser that it needs. */
export interface MicrophonePorts {
  readonly findObstacle: () => MicrophoneProblem | undefined;
  readonly openRecorder: (events: RecorderEvents) => Promise<Recorder>;
  /** Tells other pages that this one records the sound. The returned function ends it, and resolves when they know. */
  readonly hold: (id: string) => () => Promise<void>;
  /** Returns the sounds that any page records now. */
  readonly listHeld: () => Promise<ReadonlySet<string>>;
  readonly now: () => number;
}

const lockOf = (id: string): string => `microphone ${id}`;

export const portsOfBrowser: MicrophonePorts = {
  findObstacle: () => findObstacle(window),
  openRecorder: async (events) => (await import('./sound-recorder.js')).SoundRecorder.open(events),
  hold: (id) => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const ended = navigator.locks.request(lockOf(id), () => released);
    return () => {
      release();
      return ended;
    };
  },
  listHeld: async () => {
    const { held = [] } = await navigator.locks.query();
    return new Set(held.map(({ name }) => name?.replace(lockOf(''), '') ?? ''));
  },
  now: Date.now,
};

interface Running {
  readonly id: string;
  readonly recorder: Recorder;
  readonly release: () => Promise<void>;
}

export const elapsedOf = ({ before, since }: Pick<CurrentRecording, 'before' | 'since'>, now: number): number =>
  before + (since === undefined ? 0 : Math.max(0, now - since));

/** Records from the microphone, one recording at a time. All that was recorded is kept until it is sent or deleted. */
export class Microphone {
  #view: MicrophoneView = { current: undefined, problem: undefined, sounds: [] };
  #running: Running | undefined;
  /** The parts are stored one after the other. */
  #storing: Promise<void> = Promise.resolve();
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly kept: KeptSounds,
    private readonly ports: MicrophonePorts = portsOfBrowser,
  ) {}

  readonly get = (): MicrophoneView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The present loudness, from 0 to 1. */
  readonly measure = (): number => this.#running?.recorder.measure() ?? 0;

  /** Returns true if the end of this page would lose a part that the browser has not stored. */
  wouldLose(): boolean {
    const { current, sounds } = this.#view;
    return current?.isLosable === true || sounds.some(({ id }) => this.kept.isLosable(id));
  }

  async start(): Promise<void> {
    if (this.#view.current !== undefined) return;
    const obstacle = this.ports.findObstacle();
    if (obstacle !== undefined) {
      this.#change({ problem: obstacle });
      return;
    }
    this.#change({ problem: undefined, current: { state: 'asking', before: 0, since: undefined, isLosable: false } });
    try {
      const recorder = await this.ports.openRecorder({
        onPart: (bytes) => {
          this.#store(bytes);
        },
        onLost: () => void this.stop('ended'),
      });
      const id = this.kept.begin({ startedAt: new Date(this.ports.now()).toISOString(), type: recorder.type });
      this.#running = { id, recorder, release: this.ports.hold(id) };
      recorder.start();
      this.#change({ current: { state: 'recording', before: 0, since: this.ports.now(), isLosable: false } });
    } catch (error) {
      this.#change({ current: undefined, problem: problemOf(error) });
    }
  }

  pause(): void {
    const { current } = this.#view;
    if (current?.state !== 'recording') return;
    this.#running?.recorder.pause();
    this.#change({ current: { ...current, state: 'paused', before: this.#elapsed(), since: undefined } });
  }

  resume(): void {
    const { current } = this.#view;
    if (current?.state !== 'paused') return;
    this.#running?.recorder.resume();
    this.#change({ current: { ...current, state: 'recording', since: this.ports.now() } });
  }

  /** Ends the recording, which is then among the sounds to send. `problem` says why it has ended by itself. */
  async stop(problem?: MicrophoneProblem): Promise<void> {
    const { current } = this.#view;
    const running = this.#running;
    if (running === undefined || current === undefined || current.state === 'ending') return;
    this.#change({ current: { ...current, state: 'ending', before: this.#elapsed(), since: undefined } });
    await running.recorder.stop();
    await this.#storing;
    await running.release();
    this.#running = undefined;
    this.#change({ current: undefined, problem });
    await this.refresh();
  }

  async remove(id: string): Promise<void> {
    await this.kept.remove(id);
    await this.refresh();
  }

  /** Reads the sounds again, which other pages of this browser change too. */
  async refresh(): Promise<void> {
    const held = await this.ports.listHeld().catch(() => new Set<string>());
    this.#change({ sounds: this.kept.list().filter(({ id, parts }) => parts > 0 && id !== this.#running?.id && !held.has(id)) });
  }

  #elapsed(): number {
    return this.#view.current === undefined ? 0 : elapsedOf(this.#view.current, this.ports.now());
  }

  #store(bytes: Blob): void {
    const seconds = this.#elapsed() / 1_000;
    this.#storing = this.#storing.then(async () => {
      if (this.#running === undefined) return;
      const { id } = this.#running;
      await this.kept.add(id, bytes, seconds);
      const { current } = this.#view;
      if (current !== undefined && this.kept.isLosable(id)) this.#change({ current: { ...current, isLosable: true } });
    });
  }

  #change(change: Partial<MicrophoneView>): void {
    this.#view = { ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }
}
