import { randomUUID } from 'node:crypto';
import type { Artifact, JsonObject, Progress } from '@throughline/contracts';
import { defaultRunConfig } from '@throughline/domain';
import type { StepContext } from '@throughline/engine';
import type { DeliveryFile } from '../kit/destination.js';

export class StepContextFixture {
  checkpoints: JsonObject = {};
  delivered: JsonObject | undefined;
  attempts = 0;
  readonly progress: Progress[] = [];

  constructor(private readonly files: readonly DeliveryFile[]) {}

  context(given: Partial<StepContext> = {}): StepContext {
    this.attempts += 1;
    const inputs = this.files.map((file): Artifact => ({
      role: file.name.split('.')[0] ?? file.name,
      name: file.name,
      key: file.path,
      mediaType: file.mediaType,
      size: file.size,
      sha256: file.sha256,
    }));
    const nowhere = (): Promise<never> => Promise.reject(new Error('A delivery makes no files'));
    return {
      assetId: '0190f5fe-7c00-7a00-8a00-0123456789ab',
      step: 'deliver:out',
      attempt: this.attempts,
      attemptId: randomUUID(),
      owner: 'somebody',
      pipeline: 'recording',
      language: 'auto',
      textFacts: { registeredAt: '2026-11-20T09:30:00.000Z', source: 'upload' },
      thumbnail: undefined,
      previews: { state: 'none', artifacts: [] },
      source: undefined,
      config: defaultRunConfig,
      inputs,
      checkpoints: this.checkpoints,
      earlierCheckpoints: () => Promise.resolve([]),
      resultOf: () => ({}),
      delivered: this.delivered,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
      signal: new AbortController().signal,
      progress: (progress) => this.progress.push(progress),
      checkpoint: (data) => {
        this.checkpoints = { ...this.checkpoints, ...data };
        return Promise.resolve();
      },
      idle: () => Promise.resolve(),
      confirmLease: () => Promise.resolve(),
      local: (key) => Promise.resolve(key),
      input: (role) => {
        const artifact = inputs.find((input) => input.role === role);
        return Promise.resolve(artifact === undefined ? undefined : { path: artifact.key, artifact });
      },
      output: nowhere,
      discard: nowhere,
      workspace: nowhere,
      title: () => Promise.resolve('A talk'),
      personal: () => Promise.resolve({}),
      ...given,
    };
  }
}
