import { Type, type Static } from 'typebox';

/** What is done with the page that an item came from (AUD-13). Only `update_origin` writes on it. */
export const ACTION_TYPES = ['update_origin', 'none'] as const;
export type ActionType = (typeof ACTION_TYPES)[number];

/**
 * What can be shown on a page (AUD-03): `status` and `process_errors` while it is at work; the others are the final properties, which come with
 * `Complete`: `drive_url`, where it was delivered to; `language`; `duration`, in seconds; `completed_at`.
 */
export const MIRROR_FIELDS = ['status', 'process_errors', 'drive_url', 'language', 'duration', 'completed_at'] as const;
export type MirrorField = (typeof MIRROR_FIELDS)[number];

export type PropertyType = 'select' | 'status' | 'rich_text' | 'url' | 'number' | 'date';

/** Types of properties that a field can be shown in, the one to be recommended first. */
export const PROPERTY_TYPES: Readonly<Record<MirrorField, readonly PropertyType[]>> = {
  status: ['select', 'status'],
  process_errors: ['rich_text'],
  drive_url: ['url', 'rich_text'],
  language: ['rich_text', 'select'],
  duration: ['number'],
  completed_at: ['date'],
};

const Property = Type.Optional(Type.String({ minLength: 1, maxLength: 200 }));

/** What the upload service has to know of a channel. Never a secret. */
export const ChannelNoteSchema = Type.Object({
  v: Type.Literal(1),
  /** Its number. */
  channel: Type.Integer({ minimum: 1 }),
  owner: Type.String({ minLength: 1 }),
  name: Type.String({ minLength: 1, maxLength: 60 }),
  actionType: Type.Enum(ACTION_TYPES),
  /** Names of properties by field. What is not named is not touched. */
  fieldMap: Type.Object({
    status: Property,
    process_errors: Property,
    drive_url: Property,
    language: Property,
    duration: Property,
    completed_at: Property,
  }),
  /** Number of the credential of the connection to Notion. */
  credential: Type.Optional(Type.Integer({ minimum: 1 })),
  /** Of the data source that its pages are in; only a check asks for it. */
  dataSource: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  changedAt: Type.String(),
  /**
   * Counts the changes of the channel: of two notes the one with the higher number is newer, in whichever order they come. Only where the
   * database of the gateway was put back to an earlier day is it the lower one, which then comes again and again.
   */
  version: Type.Integer({ minimum: 1 }),
});
export type ChannelNote = Static<typeof ChannelNoteSchema>;
export type FieldMap = ChannelNote['fieldMap'];

/** What a channel has that was told of no field (AUD-03). */
export const DEFAULT_FIELD_MAP: FieldMap = { status: 'Transcript Process Status', process_errors: 'ProcessErrors' };
