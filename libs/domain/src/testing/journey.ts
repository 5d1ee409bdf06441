import type { AssetEvent, JsonObject, RecordingStatus, RunConfig } from '@throughline/contracts';
import { evolve } from '../asset/evolve.js';
import { recordedAt } from '../asset/recorded-at.js';
import type { RecordedCommit } from '../asset/fold.js';
import { foldPersonal, initialPersonal, type PersonalData } from '../asset/personal.js';
import { initialState, isPresent, type AssetState, type StepState } from '../asset/state.js';
import type { CancelRun, PauseRun } from '../decide/control.js';
import type { Command } from '../decide/command.js';
import type { CompleteStep, FailStep, SkipStep, WaitStep } from '../decide/end-step.js';
import type { InterruptStep } from '../decide/running-step.js';
import type { AttemptCommand } from '../decide/command-context.js';
import type { RegisterAsset } from '../decide/register.js';
import type { UnstickRun } from '../decide/unstick.js';
import { decide } from '../decide/decide.js';
import type { Decision } from '../decide/decision.js';
import { renderStatus } from '../status/render-status.js';
import { dueCommands } from '../decide/due.js';
import { stepOf } from '../asset/steps/steps.js';
import { aConfig, aSource } from './samples.js';
import { ASSET_ID, AT } from './spec-for.js';

type Untimed<C> = C extends unknown ? Omit<C, 'now'> : never;
/** A command without its time, which the journey's clock adds. */
export type UntimedCommand = Untimed<Command>;

export { aConfig, anArtifact, anOutput, aServer, aSource } from './samples.js';

const TICK_MS = 1_000;

/**
 * A test asset and its history: sends commands through `decide`, folds the events and keeps all commits.
 * Each command advances the clock by a second.
 */
export class Journey {
  state: AssetState = initialState;
  personal: PersonalData = initialPersonal;
  readonly commits: RecordedCommit[] = [];
  readonly statuses: RecordingStatus[] = [];
  #now: number;
  #runs = 0;

  constructor(
    readonly assetId: string = ASSET_ID,
    start: string = AT,
  ) {
    this.#now = Date.parse(start);
  }

  get now(): string {
    return new Date(this.#now).toISOString();
  }

  get events(): readonly AssetEvent[] {
    return this.commits.flatMap(({ commit }) => commit.events);
  }

  /** Returns the statuses in an audit log's order, each change once. */
  get trail(): readonly RecordingStatus[] {
    return this.statuses.filter((status, index) => status !== this.statuses[index - 1]);
  }

  send(command: UntimedCommand): Decision {
    this.#now += TICK_MS;
    const decision = decide(this.state, { ...command, now: this.now });
    if ('events' in decision && decision.events.length > 0) this.record(decision.events);
    return decision;
  }

  /** Records events as one commit, without a decision. */
  record(events: readonly AssetEvent[]): this {
    return this.#append({ assetId: this.assetId, commit: { at: this.now, events } });
  }

  /** Imports the history of an item of another system, with its times. The import has not ended after it. */
  importFrom({ commits }: Pick<Journey, 'commits'>): this {
    this.#runs += commits.filter(({ commit }) => commit.events.some(({ type }) => type === 'RunStarted')).length;
    for (const [index, { commit }] of commits.entries()) {
      this.#now += TICK_MS;
      const origin = { kind: 'imported', ref: `other/${String(index + 1)}` } as const;
      this.#append({ assetId: this.assetId, commit: { ...commit, origin }, storedAt: this.now });
    }
    return this;
  }

  endImport(): Decision {
    return this.send({ type: 'EndImport', by: 'owner-1' });
  }

  #append(recorded: RecordedCommit): this {
    const { events } = recorded.commit;
    let at = this.state;
    for (const event of events) {
      at = evolve(at, event, recordedAt(recorded));
      this.statuses.push(renderStatus(at));
    }
    this.state = at;
    this.personal = events.reduce(foldPersonal, this.personal);
    this.commits.push(recorded);
    return this;
  }

  register(overrides: Partial<Omit<RegisterAsset, 'type' | 'now'>> = {}): this {
    this.send({
      type: 'RegisterAsset',
      assetId: this.assetId,
      owner: 'owner-1',
      title: 'A talk',
      fileName: 'talk.mp4',
      language: 'en',
      isMapped: true,
      source: aSource(),
      ...overrides,
    });
    return this;
  }

  /** Starts a run. `asked` lists the settings that the request itself sets. */
  run(config: RunConfig = aConfig(), asked: readonly string[] = []): Decision {
    this.#runs += 1;
    const runId = `00000000-0000-7000-9000-${String(this.#runs).padStart(12, '0')}`;
    const configSources = Object.fromEntries(asked.map((path) => [path, 'request']));
    return this.send({ type: 'StartRun', runId, by: 'owner-1', config, configSources });
  }

  step(step: string): StepState {
    const found = isPresent(this.state) ? stepOf(this.state, step) : undefined;
    if (found === undefined) throw new Error(`The journey has no step ${step}`);
    return found;
  }

  /** Returns the earliest start of the step's queued attempt, if it must wait for one. */
  notBefore(step: string): string | undefined {
    const found = this.step(step);
    return found.phase === 'scheduled' ? found.notBefore : undefined;
  }

  attemptId(step: string): string {
    return this.step(step).attempts.at(-1)?.attemptId ?? '00000000-0000-5000-8000-000000000000';
  }

  start(step: string, worker = 'worker-1'): Decision {
    return this.send({ type: 'StartStep', ...this.#attempt(step), worker });
  }

  complete(step: string, overrides: Partial<Untimed<CompleteStep>> = {}): Decision {
    return this.send({
      type: 'CompleteStep',
      ...this.#attempt(step),
      result: {},
      artifacts: [],
      metrics: {},
      ...overrides,
    });
  }

  fail(step: string, overrides: Partial<Untimed<FailStep>> = {}): Decision {
    return this.send({
      type: 'FailStep',
      ...this.#attempt(step),
      code: 'broken',
      message: 'it broke',
      retryable: false,
      progress: 0,
      ...overrides,
    });
  }

  skip(step: string, overrides: Partial<Untimed<SkipStep>> = {}): Decision {
    return this.send({ type: 'SkipStep', ...this.#attempt(step), reason: 'no_engine', ...overrides });
  }

  interrupt(step: string, overrides: Partial<Untimed<InterruptStep>> = {}): Decision {
    return this.send({
      type: 'InterruptStep',
      ...this.#attempt(step),
      cause: 'lease-expired',
      by: 'worker-2',
      progress: 0,
      ...overrides,
    });
  }

  wait(step: string, overrides: Partial<Untimed<WaitStep>> = {}): Decision {
    return this.send({
      type: 'WaitStep',
      ...this.#attempt(step),
      for: 'disk-full',
      message: 'no space left',
      progress: 0,
      ...overrides,
    });
  }

  checkpoint(step: string, data: JsonObject): Decision {
    return this.send({ type: 'CheckpointStep', ...this.#attempt(step), data });
  }

  pause(overrides: Partial<Untimed<PauseRun>> = {}): Decision {
    return this.send({ type: 'PauseRun', by: 'owner-1', ...overrides });
  }

  publish(...outputs: readonly string[]): Decision {
    return this.send({ type: 'Publish', by: 'owner-1', ...(outputs.length === 0 ? {} : { outputs }) });
  }

  cancel(overrides: Partial<Untimed<CancelRun>> = {}): Decision {
    return this.send({ type: 'CancelRun', by: 'owner-1', ...overrides });
  }

  reset(): Decision {
    return this.send({ type: 'ResetAsset', by: 'owner-1' });
  }

  unstick(overrides: Partial<Untimed<UnstickRun>> = {}): Decision {
    return this.send({ type: 'UnstickRun', by: 'owner-1', then: 'retry', ...overrides });
  }

  checkNow(step?: string): Decision {
    return this.send({ type: 'CheckNow', by: 'owner-1', ...(step === undefined ? {} : { step }) });
  }

  skipStage(step: string): Decision {
    return this.send({ type: 'SkipStage', by: 'owner-1', step });
  }

  settle(step: string, delivered: boolean, url?: string): Decision {
    return this.send({ type: 'SettleDelivery', by: 'owner-1', step, delivered, ...(url === undefined ? {} : { url }) });
  }

  delete(keptMs = 60_000): Decision {
    const expiresAt = new Date(this.#now + TICK_MS + keptMs).toISOString();
    return this.send({ type: 'DeleteAsset', by: 'owner-1', expiresAt });
  }

  restore(): Decision {
    return this.send({ type: 'RestoreAsset', by: 'owner-1' });
  }

  erase(): Decision {
    return this.send({ type: 'EraseAsset', by: 'owner-1' });
  }

  later(ms: number): this {
    this.#now += ms;
    return this;
  }

  /** Sends the commands that are due for the item as a whole. */
  poke(): readonly Decision[] {
    return dueCommands(this.state, { now: this.now, by: 'ingest' }).map((command) => this.send(command));
  }

  through(...steps: readonly string[]): this {
    for (const step of steps) {
      this.start(step);
      this.complete(step);
    }
    return this;
  }

  #attempt(step: string): Omit<AttemptCommand, 'now'> {
    return { step, attemptId: this.attemptId(step) };
  }
}

export const aRun = (config: RunConfig = aConfig(), overrides: Partial<Omit<RegisterAsset, 'type' | 'now'>> = {}): Journey => {
  const journey = new Journey().register(overrides);
  journey.run(config);
  return journey;
};

export const STAGES = ['TRIM', 'TRANSCRIBE', 'EXTRACT_TOPICS', 'GENERATE_SUBTITLES'] as const;
