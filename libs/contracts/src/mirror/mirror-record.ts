import { Type, type Static } from 'typebox';
import { NOTION_PAGE } from './origin.js';

/** What a page shows of its item (AUD-01), in the order of a run that succeeds (AUD-06). */
export const MIRROR_STATUSES = ['Processing', 'Downloading', 'Transcribing', 'Uploading to Drive', 'Complete', 'Error'] as const;
export type MirrorStatus = (typeof MIRROR_STATUSES)[number];

const Status = Type.Enum(MIRROR_STATUSES);
/** Of all that is to stand there: texts are compared by it, as none of them may lie here. */
const Digest = Type.String({ pattern: '^[0-9a-f]{32}$' });
const Instant = Type.String();

const TroubleSchema = Type.Object({
  /** Stable: `page-not-shared`, `property-missing`, `rate-limited`, `notion-unreachable`, `credential-needs-reauth` … */
  code: Type.String({ minLength: 1, maxLength: 80 }),
  /** For people, with what to do. Nothing of what stands on the page. */
  message: Type.String({ maxLength: 500 }),
  /** Since when there is no success. */
  since: Instant,
  at: Instant,
  /** How often in a row. */
  tries: Type.Integer({ minimum: 1 }),
  /** When it is tried again by itself. */
  retryAt: Instant,
});
export type MirrorTrouble = Static<typeof TroubleSchema>;

/**
 * What the upload service knows of the page of one item. With the item's content it is removed; where older items of the same page are left,
 * it keeps ids and `runAt`, so that the page does not go back to one of them.
 */
export const MirrorRecordSchema = Type.Object({
  v: Type.Literal(1),
  assetId: Type.String(),
  owner: Type.String(),
  channel: Type.Integer({ minimum: 1 }),
  page: Type.String({ pattern: NOTION_PAGE }),
  /** When the run began that the page is to show: of several items of one page the last one that was begun is shown. */
  runAt: Instant,
  /** What is to be shown, and since when; left out where the channel does not say `update_origin`. */
  wanted: Type.Optional(Type.Object({ status: Status, digest: Digest, since: Instant })),
  /** On its way: whether it has arrived is not known until it is `sent`. */
  sending: Type.Optional(Type.Object({ status: Status, digest: Digest, at: Instant })),
  /** What was written last, or was found to stand there already. */
  sent: Type.Optional(Type.Object({ status: Status, digest: Digest, at: Instant })),
  /** Whether that stands there still is not known: the page is read before it is believed. */
  recheck: Type.Optional(Type.Literal(true)),
  /** Since when the page has not been known to show the truth; left out where it shows it, or is not to. */
  behindSince: Type.Optional(Instant),
  /** Of the channel that `wanted` was made by (its `changedAt`): what has changed since is looked at again. */
  channelAt: Type.Optional(Instant),
  /** Another item of the same page was begun later: nothing of this one is written any more. */
  supersededBy: Type.Optional(Type.String()),
  /** Attempts at work whose worker gives no sign of life, and since when: who writes next is not to forget it. */
  stalled: Type.Optional(
    Type.Array(Type.Object({ step: Type.String(), attemptId: Type.String(), since: Instant }), { maxItems: 50 }),
  ),
  trouble: Type.Optional(TroubleSchema),
  /** The item was erased: this only says that the page has shown it. */
  erased: Type.Optional(Type.Literal(true)),
});
export type MirrorRecord = Static<typeof MirrorRecordSchema>;

/** Somebody wants a page to be read and, where it does not show the truth, written again. */
export const ResendSchema = Type.Object({ v: Type.Literal(1), by: Type.String(), at: Instant });
export type Resend = Static<typeof ResendSchema>;
