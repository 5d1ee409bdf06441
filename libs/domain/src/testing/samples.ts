import type { Artifact, OutputConfig, RunConfig } from '@throughline/contracts';
import type { UploadedSource } from '../asset/state.js';
import { defaultRunConfig } from '../asset/config/defaults.js';
import type { ServerConfig } from '../asset/config/library.js';
import { ASSET_ID } from './spec-for.js';

const SHA = 'a'.repeat(64);
export const aSource = (overrides: Partial<UploadedSource> = {}): UploadedSource => ({
  kind: 'upload',
  key: `uploads/${ASSET_ID}/original`,
  size: 1_000,
  sha256: SHA,
  mediaType: 'video/mp4',
  ...overrides,
});
export const anArtifact = (overrides: Partial<Artifact> = {}): Artifact => ({
  role: 'video',
  name: 'video.mp4',
  key: `${ASSET_ID}/run/step/attempt/video.mp4`,
  mediaType: 'video/mp4',
  size: 10,
  sha256: SHA,
  ...overrides,
});

export const anOutput = (name: string, overrides: Partial<OutputConfig> = {}): OutputConfig => ({
  name,
  type: 'folder',
  settings: {},
  ...overrides,
});

export const aConfig = (outputs: readonly string[] = ['library'], overrides: Partial<RunConfig> = {}): RunConfig => ({
  ...defaultRunConfig,
  outputs: outputs.map((name) => anOutput(name)),
  ...overrides,
});

export const aServer = (outputs: readonly string[] = ['library'], overrides: Partial<ServerConfig> = {}): ServerConfig => ({
  defaults: {},
  outputs: outputs.map((name) => anOutput(name)),
  simulation: true,
  ...overrides,
});
