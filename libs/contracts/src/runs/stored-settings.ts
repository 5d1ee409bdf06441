import { Type } from 'typebox';
import { OUTPUT_NAME_PATTERN, RUN_LIMITS } from './limits.js';
import type { MetadataSettings } from './metadata.js';

/**
 * Settings that a user, a template or an item keeps for later runs. They are checked when a run resolves its configuration, so
 * settings of an earlier release stay readable.
 */
export interface StoredSettings {
  readonly processing_config?: Readonly<Record<string, unknown>>;
  /** In events and in the state of an item, the patterns are ids: their texts are sealed. */
  readonly metadata_config?: MetadataSettings;
  /** Names of outputs. With `auto_upload` off, they wait until a person publishes. */
  readonly output_config?: { readonly outputs?: readonly string[]; readonly auto_upload?: boolean };
}

/** Days from the rest of an item until it is deleted, and until its content is removed. Null: never. Absent: as in the layer below. */
export interface RetentionConfig {
  readonly soft_delete_days?: number | null;
  readonly hard_delete_days?: number | null;
}

export const RETENTION_DAYS = { min: 1, max: 36_500 };

/** Settings for many items, of a user or a template. The preferences of one item have no retention. */
export interface SharedSettings extends StoredSettings {
  readonly retention_config?: RetentionConfig;
}

export const StoredSettingsSchema = Type.Unsafe<StoredSettings>(
  Type.Object({
    processing_config: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    metadata_config: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    output_config: Type.Optional(
      Type.Object({
        outputs: Type.Optional(Type.Array(Type.String({ pattern: OUTPUT_NAME_PATTERN }), { maxItems: RUN_LIMITS.outputs.max })),
        auto_upload: Type.Optional(Type.Boolean()),
      }),
    ),
  }),
);
