import { Type, type Static } from 'typebox';
import { ChannelNoteSchema } from './channel-note.js';
import { NOTION_PAGE } from './origin.js';

/** Whether pages of a channel can be written (TST-02). Nothing is written to find out. */
export const ChannelCheckSchema = Type.Object({
  v: Type.Literal(1),
  channel: ChannelNoteSchema,
  /** A page to look at; else the channel's data source is. */
  page: Type.Optional(Type.String({ pattern: NOTION_PAGE })),
});
export type ChannelCheck = Static<typeof ChannelCheckSchema>;

const CheckItemSchema = Type.Object({
  /** What was looked at: `client`, `channel`, `field:status`, `option:Processing` … */
  name: Type.String({ minLength: 1, maxLength: 200 }),
  /** Unknown: it could not be looked at, as something before it is wrong. */
  result: Type.Enum(['ok', 'wrong', 'unknown'] as const),
  message: Type.String({ maxLength: 500 }),
  /** What to do. */
  mend: Type.Optional(Type.String({ maxLength: 500 })),
});
export type CheckItem = Static<typeof CheckItemSchema>;

export const ChannelCheckReportSchema = Type.Object({
  v: Type.Literal(1),
  items: Type.Array(CheckItemSchema, { maxItems: 100 }),
});
export type ChannelCheckReport = Static<typeof ChannelCheckReportSchema>;
