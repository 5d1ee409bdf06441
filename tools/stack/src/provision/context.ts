import type { Cache } from './cache.js';
import { readDebianSystem, type DebianSystem } from './debian.js';
import type { HttpGet } from './http-get.js';
import type { NatsRelease } from './nats-releases.js';
import type { Refusal } from './tool.js';

/** Paths that the environment names. */
export interface NamedTools {
  readonly natsServer?: string | undefined;
  readonly postgresBin?: string | undefined;
  readonly ffmpeg?: string | undefined;
  readonly ffprobe?: string | undefined;
  readonly pocketsphinx?: string | undefined;
  readonly pocketsphinxModel?: string | undefined;
}

/** Everything that provisioning takes from the machine, so that tests can give it another one. */
export interface ProvisionContext {
  readonly cache: Cache;
  readonly named: NamedTools;
  readonly projectRoot: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Further folders searched after the PATH; unset: the usual ones. */
  readonly folders?: readonly string[];
  /** Folders of the speech model that a package of the system has; unset: Debian's. */
  readonly speechModels?: readonly string[];
  readonly get: HttpGet;
  /** The pinned release for a platform, where there is one. */
  readonly natsRelease: (platform: string, arch: string) => NatsRelease | undefined;
  readonly debian: () => Promise<DebianSystem | Refusal>;
  readonly progress: (message: string) => void;
  /** Ends what is being fetched. */
  readonly signal?: AbortSignal | undefined;
}

export const searchPath = (context: ProvisionContext): string => context.env['PATH'] ?? '';

let system: Promise<DebianSystem | Refusal> | undefined;

/** Read once for a process: several tools ask. */
export function thisDebianSystem(): Promise<DebianSystem | Refusal> {
  system ??= readDebianSystem();
  return system;
}
