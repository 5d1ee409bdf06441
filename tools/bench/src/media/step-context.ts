import { newId, type Artifact } from '@throughline/contracts';
import type { ArtifactStore } from '@throughline/artifact-store';
import { defaultRunConfig } from '@throughline/domain';
import type { StepContext } from '@throughline/engine';

const unused = (): Promise<never> => Promise.reject(new Error('These steps use no other parts of an attempt'));

/** Returns a context whose files are in a store as those of an attempt are, and that has no log and no queue behind it. */
export function createStepContext(
  store: ArtifactStore,
  transcript: { readonly key: string; readonly path: string },
): StepContext {
  const attemptId = newId();
  const input: Artifact = {
    role: 'transcript',
    name: 'transcript.json',
    mediaType: 'application/json',
    ...noFacts,
    key: transcript.key,
  };
  return {
    assetId: newId(),
    step: 'bench',
    attempt: 1,
    attemptId,
    owner: 'bench',
    pipeline: 'recording',
    language: 'en',
    textFacts: { registeredAt: new Date().toISOString(), source: 'upload' },
    thumbnail: undefined,
    previews: { state: 'none', artifacts: [] },
    source: undefined,
    config: defaultRunConfig,
    inputs: [input],
    checkpoints: {},
    earlierCheckpoints: () => Promise.resolve([]),
    resultOf: () => ({}),
    delivered: undefined,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    signal: new AbortController().signal,
    progress: () => undefined,
    checkpoint: unused,
    idle: unused,
    confirmLease: unused,
    local: unused,
    input: (role) => Promise.resolve(role === input.role ? { path: transcript.path, artifact: input } : undefined),
    output: async (file, source) => {
      const key = `${attemptId}/${file.name}`;
      return { ...file, key, ...(await store.put(key, source)) };
    },
    discard: unused,
    workspace: unused,
    title: unused,
    personal: unused,
  };
}

const noFacts = { size: 0, sha256: '' };
