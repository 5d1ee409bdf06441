import { setTimeout as delay } from 'node:timers/promises';
import { NOTHING_LEFT, type ArtifactStore, type FreeBytes } from '@throughline/artifact-store';
import { attemptPrefix, type Artifact, type JsonObject } from '@throughline/contracts';
import {
  currentWork,
  isPresent,
  leaveOutEarlierFields,
  previewsOf,
  resultOf,
  textFactsOf,
  titleOf,
  type StepWork,
} from '@throughline/domain';
import type { AssetCommands, LoadedAsset } from '../commands/asset-commands.js';
import type { AttemptLease } from './attempt-lease.js';
import { blameFullDisk, isOwnDiskFull, needsMoreSpace } from './full-disk.js';
import { retryUntilAvailable } from './retry-until-available.js';
import type { LocalFile, StepContext } from './step-handler.js';
import type { WorkerLog } from './worker-log.js';

export interface AttemptIdentity {
  readonly assetId: string;
  readonly step: string;
}

export interface AttemptResources {
  readonly artifacts: ArtifactStore;
  readonly commands: AssetCommands;
  readonly lease: AttemptLease;
  readonly confirm: () => Promise<void>;
  /** Runs a wait for the broker that does not count as work of the attempt. */
  readonly aside: <T>(ask: () => Promise<T>) => Promise<T>;
  readonly letPass: () => void;
  readonly log: WorkerLog;
  /** Undefined for a delivery: it does its work elsewhere, so a full disk here explains none of its failures. */
  readonly freeBytes?: FreeBytes | undefined;
  readonly saveCheckpoint: (data: JsonObject) => Promise<void>;
  readonly onProgress: () => void;
}

export interface AttemptState {
  readonly asset: Pick<LoadedAsset, 'state'>;
  readonly work: StepWork;
}

export const buildAttemptPrefix = (of: AttemptIdentity, work: Pick<StepWork, 'runId'>, attemptId: string): string =>
  attemptPrefix({ assetId: of.assetId, runId: work.runId, step: of.step, attemptId });

export class AttemptContext {
  readonly #releases: (() => Promise<void>)[] = [];
  #workspace: Promise<string> | undefined;

  constructor(
    private readonly identity: AttemptIdentity,
    private readonly getState: () => AttemptState,
    private readonly resources: AttemptResources,
  ) {}

  handlerContext(): StepContext {
    const { identity, resources } = this;
    const { work } = this.getState();
    const { state } = this.getState().asset;
    const asset = isPresent(state) ? state : undefined;
    return {
      assetId: identity.assetId,
      step: identity.step,
      attempt: work.attempt,
      attemptId: work.attemptId,
      owner: asset?.owner ?? '',
      pipeline: asset?.pipeline ?? 'recording',
      language: asset?.language ?? 'auto',
      textFacts: asset === undefined ? { registeredAt: '', source: '' } : textFactsOf(asset),
      thumbnail: asset?.thumbnail,
      previews: previewsOf(state),
      source: work.source,
      config: work.config,
      inputs: work.inputs,
      checkpoints: work.checkpoints,
      earlierCheckpoints: () => this.#fromLog((commands) => commands.checkpointsOf(identity.assetId, identity.step)),
      resultOf: (name) => resultOf(asset?.steps.find(({ step }) => step === name)) ?? {},
      delivered: work.delivered,
      log: resources.log,
      signal: resources.lease.signal,
      progress: (progress) => {
        resources.lease.report(progress);
        resources.onProgress();
      },
      checkpoint: (data) => resources.saveCheckpoint(data),
      idle: (ms) => this.#idle(ms),
      abandoned: () => this.#abandoned(),
      confirmLease: () => resources.confirm(),
      local: (key) => this.#local(key),
      input: (role) => this.#input(role),
      output: (file, source) => this.#output(file, source),
      discard: (name) => this.#discard(name),
      workspace: () => (this.#workspace ??= this.#openWorkspace()),
      title: async () => {
        const { state: now, personal = {} } = (await this.#load()) ?? {};
        return now !== undefined && isPresent(now) ? titleOf(now, personal) : undefined;
      },
      personal: async () => {
        const loaded = await this.#load();
        return loaded === undefined ? {} : leaveOutEarlierFields(loaded.state, loaded.personal);
      },
    };
  }

  /** Replaces an error that a full disk explains. Releases the files of the attempt if they may have filled it. */
  async explained(error: unknown): Promise<unknown> {
    const { freeBytes } = this.resources;
    if (freeBytes === undefined) return error;
    const folder = await this.#workspace?.catch(() => undefined);
    const explained = folder === undefined ? error : await blameFullDisk(error, folder, freeBytes);
    if (!isOwnDiskFull(explained)) return explained;
    // The full disk may be another one, such as that of the models, which the files of the attempt do not fill.
    const hadRoom = await this.#hasRoom(freeBytes);
    await this.dispose();
    return !hadRoom && (await this.#hasRoom(freeBytes)) ? needsMoreSpace(explained) : explained;
  }

  async dispose(): Promise<void> {
    // An error here must not lose the attempt's result. The next start of the process removes leftover files.
    for (const release of this.#releases.splice(0).reverse()) await release().catch(() => undefined);
  }

  /** Measures the disk of the artifacts and workspaces in a new workspace, which a full disk may refuse. */
  async #hasRoom(freeBytes: FreeBytes): Promise<boolean> {
    try {
      const { dir, dispose } = await this.resources.artifacts.workspace(this.getState().work.attemptId);
      try {
        return (await freeBytes(dir)) >= NOTHING_LEFT;
      } finally {
        await dispose();
      }
    } catch {
      return false;
    }
  }

  #load(): Promise<LoadedAsset | undefined> {
    return this.#fromLog((commands) => commands.load(this.identity.assetId));
  }

  /** Waits while the log cannot be read: its absence is no failure of the work. */
  #fromLog<T>(read: (commands: AssetCommands) => Promise<T>): Promise<T> {
    const { aside, commands, lease } = this.resources;
    return aside(() => retryUntilAvailable(() => read(commands), lease.signal));
  }

  async #idle(ms: number): Promise<void> {
    const { aside, lease, letPass } = this.resources;
    letPass();
    await aside(() => delay(ms, undefined, { signal: lease.signal }));
  }

  async #abandoned(): Promise<boolean> {
    const { commands, lease } = this.resources;
    const asset = await commands.load(this.identity.assetId);
    if (asset === undefined || currentWork(asset.state, this.identity.step) !== undefined) return false;
    return lease.isOurs();
  }

  async #input(role: string): Promise<LocalFile | undefined> {
    const artifact = this.getState().work.inputs.find((input) => input.role === role);
    return artifact === undefined ? undefined : { path: await this.#local(artifact.key), artifact };
  }

  async #local(key: string): Promise<string> {
    this.#throwIfOver();
    const local = await this.resources.artifacts.materialize(key, this.resources.lease.signal);
    this.#releases.push(() => local.release());
    return local.path;
  }

  async #output(
    file: Pick<Artifact, 'role' | 'name' | 'mediaType'>,
    source: Parameters<StepContext['output']>[1],
  ): Promise<Artifact> {
    const key = `${this.#prefix()}/${file.name}`;
    const stored = await this.resources.artifacts.put(key, source, { signal: this.resources.lease.signal });
    return { ...file, key, size: stored.size, sha256: stored.sha256 };
  }

  async #discard(name: string): Promise<void> {
    this.#throwIfOver();
    await this.resources.artifacts.remove(`${this.#prefix()}/${name}`);
  }

  #prefix(): string {
    const { work } = this.getState();
    return buildAttemptPrefix(this.identity, work, work.attemptId);
  }

  /** A handler that ignores the signal may call after the abort, when nobody would release its resources. */
  #throwIfOver(): void {
    this.resources.lease.signal.throwIfAborted();
  }

  async #openWorkspace(): Promise<string> {
    this.#throwIfOver();
    const workspace = await this.resources.artifacts.workspace(this.getState().work.attemptId);
    this.#releases.push(() => workspace.dispose());
    return workspace.dir;
  }
}
