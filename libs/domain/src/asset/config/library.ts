import {
  isObject,
  type EngineNote,
  type MetadataSettings,
  type OutputConfig,
  type OutputPatterns,
  type RetentionConfig,
  type SharedSettings,
  type StoredSettings,
} from '@throughline/contracts';
import { pickSettings, type ConfigLayer } from './layers.js';
import { valueAt } from './paths.js';

export interface ServerConfig {
  /** A partial run configuration, without outputs. */
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly outputs: readonly OutputConfig[];
  /** The patterns of outputs, whose definitions have only their ids. */
  readonly outputPatterns?: OutputPatterns;
  readonly simulation: boolean;
  /** The engines that the workers have announced. Absent: none is known. */
  readonly engines?: () => readonly EngineNote[];
  readonly retention?: RetentionConfig;
  /** The time for which a deleted item can be restored, unless a retention setting says otherwise. */
  readonly deletedKeepMs?: number;
}

export interface TemplateConfig {
  readonly id: number;
  readonly name: string;
  /** A draft may be incomplete, so no run uses it. */
  readonly isDraft: boolean;
  readonly settings: SharedSettings;
}

/** The settings that runs of a library's items take from outside of the items. */
export interface LibraryConfig extends ServerConfig {
  /** The outputs that the users of the library have set up. Runs use them only by name. Absent: not loaded. */
  readonly ownOutputs?: readonly OutputConfig[];
  readonly user?: SharedSettings;
  /** Absent: not loaded, so nothing is known about a template. */
  readonly templates?: ReadonlyMap<number, TemplateConfig>;
}

/** Returns the outputs that runs can name. */
export const listOutputs = ({ outputs, ownOutputs = [] }: LibraryConfig): readonly OutputConfig[] => [...outputs, ...ownOutputs];

/** A layer of stored settings. `missing` lists outputs that it names and that no longer exist. */
export interface StoredLayer extends ConfigLayer {
  readonly config: Readonly<Record<string, unknown>>;
  readonly missing: readonly string[];
}

/** Returns the settings that later runs can use. Settings that no longer exist, and those of one run only, are left out. */
function pickLasting(processing: StoredSettings['processing_config']): Readonly<Record<string, unknown>> {
  const { outputs: _outputs, auto_upload: _autoUpload, transcription, ...settings } = pickSettings(processing);
  if (!isObject(transcription)) return settings;
  const { batch_id: _batch, vocabulary: _terms, ...lasting } = transcription;
  return { ...settings, transcription: lasting };
}

/** Returns the settings of `metadata_config` as a run's configuration names them. They win over older ones of the same section. */
export function toMetadataLayer({ topics_display, ...patterns }: MetadataSettings, processing: object): object {
  const display = { ...(Object(valueAt(processing, 'topics_display')) as object), ...topics_display };
  return {
    ...(Object.keys(display).length === 0 ? {} : { topics_display: display }),
    ...(Object.keys(patterns).length === 0 ? {} : { metadata: patterns }),
  };
}

/** Returns the names without an output. If the own outputs are not loaded, every other name may be one of them. */
function findMissing(names: readonly string[] = [], library: LibraryConfig): readonly string[] {
  const outputs = listOutputs(library);
  return library.ownOutputs === undefined ? [] : names.filter((name) => !outputs.some((output) => output.name === name));
}

/** Returns stored settings as a layer, or none. They name outputs, whose definitions are the present ones, and patterns by ids. */
export function toLayers(source: string, settings: StoredSettings | undefined, library: LibraryConfig): readonly StoredLayer[] {
  if (settings === undefined) return [];
  const outputs = listOutputs(library);
  const { processing_config, metadata_config = {}, output_config } = settings;
  const { simulation: scripts, ...processing } = pickLasting(processing_config);
  const { outputs: names, auto_upload } = output_config ?? {};
  const namedOutputs = names?.flatMap((name) => outputs.find((output) => output.name === name) ?? []);
  const layer = {
    source,
    config: {
      ...processing,
      ...toMetadataLayer(metadata_config, processing),
      ...(library.simulation && scripts !== undefined ? { simulation: scripts } : {}),
      ...(namedOutputs === undefined ? {} : { outputs: namedOutputs }),
      ...(auto_upload === undefined ? {} : { auto_upload }),
    },
    missing: findMissing(names, library),
  };
  return [layer];
}
