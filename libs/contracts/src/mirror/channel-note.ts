import { Type, type Static } from 'typebox';

/** The ways to handle the page that an item came from (AUD-13). Only `update_origin` writes to the page. */
export const ACTION_TYPES = ['update_origin', 'none'] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

/**
 * The fields that a page can show (AUD-03). `status` and `process_errors` change during the run. The final properties follow
 * with `Complete`: `drive_url` (the delivered file), `language`, `duration` (seconds) and `completed_at`.
 */
export const MIRROR_FIELDS = ['status', 'process_errors', 'drive_url', 'language', 'duration', 'completed_at'] as const;
export type MirrorField = (typeof MIRROR_FIELDS)[number];

export type PropertyType = 'select' | 'status' | 'rich_text' | 'url' | 'number' | 'date';

/** The types of Notion properties that can show a field, the recommended type first. */
export const PROPERTY_TYPES: Readonly<Record<MirrorField, readonly PropertyType[]>> = {
  status: ['select', 'status'],
  process_errors: ['rich_text'],
  drive_url: ['url', 'rich_text'],
  language: ['rich_text', 'select'],
  duration: ['number'],
  completed_at: ['date'],
};

/** Characters of the texts of a channel, for requests and notes alike. */
export const CHANNEL_LENGTHS = { name: 60, property: 200, dataSource: 100 } as const;

const Property = Type.Optional(Type.String({ minLength: 1, maxLength: CHANNEL_LENGTHS.property }));

/** The settings of a channel that the upload service needs. Never holds a secret. */
export const ChannelNoteSchema = Type.Object({
  v: Type.Literal(1),
  channel: Type.Integer({ minimum: 1 }),
  owner: Type.String({ minLength: 1 }),
  name: Type.String({ minLength: 1, maxLength: CHANNEL_LENGTHS.name }),
  actionType: Type.Enum(ACTION_TYPES),
  /** Names of Notion properties by field. A field without a name is not written. */
  fieldMap: Type.Object({
    status: Property,
    process_errors: Property,
    drive_url: Property,
    language: Property,
    duration: Property,
    completed_at: Property,
  }),
  credential: Type.Optional(Type.Integer({ minimum: 1 })),
  /** The id of the data source that contains the channel's pages. Only a check needs it. */
  dataSource: Type.Optional(Type.String({ minLength: 1, maxLength: CHANNEL_LENGTHS.dataSource })),
  changedAt: Type.String(),
  /**
   * Rises with each change of the channel, so the note with the higher number is newer, in whatever order notes arrive. A
   * restored older gateway database repeats lower numbers.
   */
  version: Type.Integer({ minimum: 1 }),
});
export type ChannelNote = Static<typeof ChannelNoteSchema>;
export type FieldMap = ChannelNote['fieldMap'];

/** The field map of a channel that configures none (AUD-03). */
export const DEFAULT_FIELD_MAP: FieldMap = { status: 'Transcript Process Status', process_errors: 'ProcessErrors' };
