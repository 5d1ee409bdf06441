import type { Origin, PipelineName } from '@throughline/contracts';
import type { Source, UploadedSource } from '../asset/state.js';
import type { ActorCommand, CommandContext, RunRequest } from './command-context.js';

export interface RegisterAsset extends CommandContext {
  readonly type: 'RegisterAsset';
  readonly assetId: string;
  readonly owner: string;
  /** Absent: a recording. */
  readonly pipeline?: PipelineName;
  readonly title: string;
  readonly fileName?: string;
  readonly language: string;
  /** Present if the language is the default of the user who registers. */
  readonly languageSource?: 'default';
  readonly isMapped: boolean;
  /** Absent while bytes are still missing. */
  readonly source?: Source;
  /** The type of the user's source that brought the stored bytes. Absent: the kind of `source`. */
  readonly sourceKind?: string;
  /** The number of that source. */
  readonly sourceId?: number;
  /** The full address of a fetched source. Personal data. */
  readonly sourceUrl?: string;
  readonly origin?: Origin;
  /** A template to bind in the same commit. A run has a binding of its own. */
  readonly bind?: { readonly template: number; readonly by: string };
  readonly run?: RunRequest;
}
export interface ProvideSource extends CommandContext {
  readonly type: 'ProvideSource';
  readonly source: Source;
  /** The full address of a fetched source. Personal data. */
  readonly sourceUrl?: string;
  /** A run to start in the same commit. */
  readonly run?: RunRequest;
}
/** Gives a failed item another address to be downloaded from. */
export interface ReplaceAddress extends ActorCommand {
  readonly type: 'ReplaceAddress';
  readonly source: Source;
  /** The full address. Personal data. */
  readonly sourceUrl: string;
}
/** Gives a failed item another file. */
export interface ReplaceFile extends ActorCommand {
  readonly type: 'ReplaceFile';
  readonly source: UploadedSource;
  /** Personal data. */
  readonly fileName?: string;
}
