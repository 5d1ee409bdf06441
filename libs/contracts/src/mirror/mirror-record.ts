import { Type, type Static } from 'typebox';
import { NOTION_PAGE } from './origin.js';

/** The statuses that a page can show (AUD-01), in the order of a successful run (AUD-06). */
export const MIRROR_STATUSES = ['Processing', 'Downloading', 'Transcribing', 'Uploading to Drive', 'Complete', 'Error'] as const;
export type MirrorStatus = (typeof MIRROR_STATUSES)[number];

const Status = Type.Enum(MIRROR_STATUSES);
/** A hash of all values that the page is to show. The record compares hashes because it must not hold the texts themselves. */
const Digest = Type.String({ pattern: '^[0-9a-f]{32}$' });
const Instant = Type.String();

const TroubleSchema = Type.Object({
  /** Stable: `page-not-shared`, `property-missing`, `rate-limited`, `notion-unreachable`, `credential-needs-reauth` … */
  code: Type.String({ minLength: 1, maxLength: 80 }),
  /** For people, with the action to take. Holds nothing of the page's content. */
  message: Type.String({ maxLength: 500 }),
  /** The time of the first failure since the last success. */
  since: Instant,
  at: Instant,
  /** The number of consecutive failures with this code. */
  tries: Type.Integer({ minimum: 1 }),
  retryAt: Instant,
});
export type MirrorTrouble = Static<typeof TroubleSchema>;

/**
 * The upload service's record of one item's page. It is removed with the item's content. If older items share the page, ids and
 * `runAt` stay, so that the page never returns to an older item.
 */
export const MirrorRecordSchema = Type.Object({
  v: Type.Literal(1),
  assetId: Type.String(),
  owner: Type.String(),
  channel: Type.Integer({ minimum: 1 }),
  page: Type.String({ pattern: NOTION_PAGE }),
  /** The start of the run that the page is to show. If several items share a page, it shows the most recently started one. */
  runAt: Instant,
  /** The status to show, and since when. Absent if the channel's action is not `update_origin`. */
  wanted: Type.Optional(Type.Object({ status: Status, digest: Digest, since: Instant })),
  /** A write in progress. Its outcome is unknown until it becomes `sent`. */
  sending: Type.Optional(Type.Object({ status: Status, digest: Digest, at: Instant })),
  /** The last write, or an equal value found on the page. */
  sent: Type.Optional(Type.Object({ status: Status, digest: Digest, at: Instant })),
  /** The page may have changed since `sent`: read it before relying on `sent`. */
  recheck: Type.Optional(Type.Literal(true)),
  /** The time since when the page may be out of date. Absent if it is up to date or is not written. */
  behindSince: Type.Optional(Instant),
  /** The `changedAt` of the channel that `wanted` was made from. A later change of the channel requires a new look. */
  channelAt: Type.Optional(Instant),
  /** A later item uses the same page, so this one writes nothing more. */
  supersededBy: Type.Optional(Type.String()),
  /** Stalled attempts, and since when. Each writer of the record must keep them. */
  stalled: Type.Optional(
    Type.Array(Type.Object({ step: Type.String(), attemptId: Type.String(), since: Instant }), { maxItems: 50 }),
  ),
  trouble: Type.Optional(TroubleSchema),
  /** The item was erased, and the page has shown it. */
  erased: Type.Optional(Type.Literal(true)),
});
export type MirrorRecord = Static<typeof MirrorRecordSchema>;

/** A request to read a page and to write it again if it is out of date. */
export const ResendRequestSchema = Type.Object({ v: Type.Literal(1), by: Type.String(), at: Instant });
export type ResendRequest = Static<typeof ResendRequestSchema>;
