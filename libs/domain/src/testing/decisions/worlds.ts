import type { OutputConfig, RunConfig } from '@throughline/contracts';
import { defaultRunConfig } from '../../asset/config/defaults.js';
import type { RegisterAsset } from '../../decide/register.js';

/** A recording and a configuration small enough to explore every reachable state. */
export interface World {
  readonly name: string;
  readonly config: RunConfig;
  readonly register: Omit<RegisterAsset, 'now'>;
  /** The moves of its workers besides start and complete. */
  readonly workers: readonly WorkerMove[];
}
export type WorkerMove = 'fail' | 'retry' | 'wait' | 'crash' | 'skip' | 'unconfirmed';

export const ASSET = '00000000-0000-7000-8000-000000000001';

const register = (overrides: Partial<RegisterAsset> = {}): World['register'] => ({
  type: 'RegisterAsset',
  assetId: ASSET,
  owner: 'owner',
  title: '',
  language: 'en',
  isMapped: true,
  source: { kind: 'upload', key: 'uploads/original', size: 1, sha256: '0'.repeat(64), mediaType: 'video/mp4' },
  ...overrides,
});

type Switches = Partial<RunConfig['transcription']> & { readonly enable_trimming?: boolean };

const config = (outputs: readonly OutputConfig[], { enable_trimming = false, ...text }: Switches): RunConfig => ({
  ...defaultRunConfig,
  trimming: { ...defaultRunConfig.trimming, enable_trimming },
  transcription: {
    enable_transcription: false,
    enable_topics: false,
    enable_subtitles: false,
    allow_errors: false,
    ...text,
  },
  retry: { max_attempts: 2, backoff_ms: [1_000], max_crashes: 2, wait_ms: [1_000] },
  outputs: [...outputs],
});

const output = (name: string, followUps: readonly string[] = []): OutputConfig => ({
  name,
  type: 'folder',
  settings: {},
  ...(followUps.length === 0 ? {} : { follow_ups: [...followUps] }),
});

/** Together they contain every status, every kind of step and every outcome of a step. */
export const worlds: readonly World[] = [
  {
    name: 'one stage and one output',
    config: config([output('one')], { enable_trimming: true }),
    register: register(),
    workers: ['fail', 'retry', 'crash', 'skip'],
  },
  {
    name: 'two stages side by side',
    config: config([], { enable_transcription: true, enable_topics: true, enable_subtitles: true }),
    register: register(),
    workers: ['fail', 'skip'],
  },
  {
    name: 'stages whose errors are allowed',
    config: config([output('one')], { enable_transcription: true, enable_topics: true, allow_errors: true }),
    register: register(),
    workers: ['fail', 'crash'],
  },
  {
    name: 'outputs that wait for a review',
    config: { ...config([output('one'), output('two', ['thumbnail'])], {}), auto_upload: false },
    register: register(),
    workers: ['fail'],
  },
  {
    name: 'a stage before a review',
    config: { ...config([output('one')], { enable_trimming: true }), auto_upload: false },
    register: register(),
    workers: [],
  },
  { name: 'two outputs', config: config([output('one'), output('two')], {}), register: register(), workers: ['fail', 'wait'] },
  {
    name: 'an output with something to be done after it',
    config: config([output('one', ['thumbnail'])], {}),
    register: register(),
    workers: ['fail', 'skip', 'unconfirmed'],
  },
  {
    name: 'an unmapped recording',
    config: config([], { enable_trimming: true }),
    register: register({ isMapped: false }),
    workers: ['fail'],
  },
];

/** Returns the registration without its source, whose bytes follow later. */
export const removeSource = ({ register: { source: _source, ...rest } }: World): World['register'] => rest;
