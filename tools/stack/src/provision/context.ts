import type { Cache } from './cache.js';
import { readDebianSystem, type DebianSystem } from './debian.js';
import type { HttpGet } from './http-get.js';
import type { NatsRelease } from './nats-releases.js';
import type { Refusal } from './tool.js';

export interface NamedTools {
  readonly natsServer?: string | undefined;
  readonly postgresBin?: string | undefined;
  readonly ffmpeg?: string | undefined;
  readonly ffprobe?: string | undefined;
  readonly pocketsphinx?: string | undefined;
  readonly pocketsphinxModel?: string | undefined;
}

/** The machine as provisioning sees it. Tests pass a fake one. */
export interface ProvisionContext {
  readonly cache: Cache;
  readonly named: NamedTools;
  readonly projectRoot: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  readonly folders?: readonly string[];
  /** Folders of a speech model that a system package installed. Default: Debian's. */
  readonly speechModels?: readonly string[];
  readonly get: HttpGet;
  readonly natsRelease: (platform: string, arch: string) => NatsRelease | undefined;
  readonly debian: () => Promise<DebianSystem | Refusal>;
  readonly progress: (message: string) => void;
  readonly signal?: AbortSignal | undefined;
}

export const searchPath = (context: ProvisionContext): string => context.env['PATH'] ?? '';

let system: Promise<DebianSystem | Refusal> | undefined;

/** Cached for the process: several tools need it. */
export function readThisDebianSystem(): Promise<DebianSystem | Refusal> {
  system ??= readDebianSystem();
  return system;
}
