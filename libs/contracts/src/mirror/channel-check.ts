import { Type, type Static } from 'typebox';
import { ChannelNoteSchema } from './channel-note.js';
import { NOTION_PAGE } from './origin.js';

/** A question to the upload service: can it write to the pages of a channel (TST-02)? The check itself writes nothing. */
export const ChannelCheckSchema = Type.Object({
  v: Type.Literal(1),
  channel: ChannelNoteSchema,
  /** The page to check. Without it, the channel's data source is checked. */
  page: Type.Optional(Type.String({ pattern: NOTION_PAGE })),
});
export type ChannelCheck = Static<typeof ChannelCheckSchema>;

export const CheckItemSchema = Type.Object({
  /** The checked thing: `client`, `channel`, `field:status`, `option:Processing` … */
  name: Type.String({ minLength: 1, maxLength: 200 }),
  /** `unknown` if the check was not possible, for example because of an earlier problem. */
  result: Type.Enum(['ok', 'wrong', 'unknown'] as const),
  message: Type.String({ maxLength: 500 }),
  mend: Type.Optional(Type.String({ maxLength: 500 })),
});
export type CheckItem = Static<typeof CheckItemSchema>;

export const ChannelCheckReportSchema = Type.Object({
  v: Type.Literal(1),
  items: Type.Array(CheckItemSchema, { maxItems: 100 }),
});
export type ChannelCheckReport = Static<typeof ChannelCheckReportSchema>;
