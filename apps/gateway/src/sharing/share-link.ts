const HOUR_MS = 3_600_000;

export const DEFAULT_HOURS = 30 * 24;
export const LONGEST_HOURS = 366 * 24;
/** Open links of one item. */
export const MAX_OPEN = 20;
/** Ended links stay in the list for this long. The administration log keeps their entries for longer. */
export const ENDED_KEEP_DAYS = 90;
/** The list has all open links, and the latest others up to this number. */
export const MAX_LISTED = 200;

export const SHARED_KINDS = ['recording', 'document'] as const;
export type SharedKind = (typeof SHARED_KINDS)[number];

/** `off`: the operator has switched sharing off. `suspended`: its maker may no longer change the library. */
export const LINK_STATES = ['open', 'expired', 'revoked', 'suspended', 'off'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** The reasons why the item of a link is not shown. `gone`: its content was erased, and the next sweep removes the link. */
export const HINDRANCES = ['in_trash', 'moved', 'gone', 'unreadable'] as const;
export type Hindrance = (typeof HINDRANCES)[number];

export const SHARE_LINK_STATES = [...LINK_STATES, ...HINDRANCES] as const;
export type ShareLinkState = (typeof SHARE_LINK_STATES)[number];

/** A link that opens one item without an account. */
export interface ShareLink {
  readonly id: string;
  readonly libraryId: string;
  readonly itemId: string;
  readonly kind: SharedKind;
  readonly passwordHash: string | undefined;
  readonly download: boolean;
  readonly madeBy: string;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly opens: number;
  readonly lastOpenedAt: string | undefined;
  readonly revokedAt: string | undefined;
  readonly revokedBy: string | undefined;
}

export const expiryAfter = (hours: number, now: Date): string => new Date(now.getTime() + hours * HOUR_MS).toISOString();

interface EndingLink {
  readonly revokedAt: string | undefined;
  /** Undefined: never. */
  readonly expiresAt: string | undefined;
}

export const isOpenAt = ({ revokedAt, expiresAt }: EndingLink, now: Date): boolean =>
  revokedAt === undefined && (expiresAt === undefined || Date.parse(expiresAt) > now.getTime());

interface LinkConditions {
  readonly now: Date;
  /** False if the operator has switched sharing off. */
  readonly isOn: boolean;
  readonly isMakerAllowed: boolean;
}

export function stateOf(link: EndingLink, { now, isOn, isMakerAllowed }: LinkConditions): LinkState {
  if (link.revokedAt !== undefined) return 'revoked';
  if (!isOpenAt(link, now)) return 'expired';
  if (!isOn) return 'off';
  return isMakerAllowed ? 'open' : 'suspended';
}
