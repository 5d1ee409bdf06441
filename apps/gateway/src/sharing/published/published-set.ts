/** `feed`: for podcast apps. `embed`: a player in pages of other sites. */
export const SET_KINDS = ['feed', 'embed'] as const;
export type SetKind = (typeof SET_KINDS)[number];

/** Open sets of one kind in one library. */
export const MAX_OPEN_SETS = 50;
/** Recordings that a set lists, and that are considered: the newest ones. */
export const MAX_RECORDINGS = 300;
/** Ended sets stay in the list for this long. */
export const ENDED_KEEP_DAYS = 90;
/** The list has all open sets, and the latest others up to this number. */
export const MAX_LISTED = 200;

/** `audio`: the sound alone, if a run has made it. `video`: the file that people play. */
export const SET_MEDIA = ['audio', 'video'] as const;
export type SetMedia = (typeof SET_MEDIA)[number];

export const DECISIONS = ['approve', 'leave_out'] as const;
export type Decision = (typeof DECISIONS)[number];

/** `waiting`: nobody has decided yet. */
export const ITEM_STATES = ['waiting', 'listed', 'left_out'] as const;
export type PublishedItemState = (typeof ITEM_STATES)[number];

/** The rule of a set, and the texts about it. */
export interface SetSettings {
  readonly title: string;
  readonly description: string;
  /** BCP 47, if given. */
  readonly language: string | undefined;
  readonly media: SetMedia;
  /** Later items wait until a person approves them. */
  readonly asksFirst: boolean;
  /** The sites whose pages may show an embed. Empty for feeds. */
  readonly origins: readonly string[];
  /** Undefined: never. */
  readonly expiresAt: string | undefined;
}

/** Recordings that people without an account play, by a code in the address. */
export interface PublishedSet extends SetSettings {
  readonly id: string;
  readonly kind: SetKind;
  readonly libraryId: string;
  /** Undefined: all recordings of the library. */
  readonly tag: string | undefined;
  readonly madeBy: string;
  readonly createdAt: string;
  /** When its address was renewed last. */
  readonly renewedAt: string | undefined;
  readonly fetches: number;
  readonly lastFetchedAt: string | undefined;
  readonly revokedAt: string | undefined;
  readonly revokedBy: string | undefined;
}

/** A recording about which somebody, or the rule of the set, has decided. */
export interface PublishedItem {
  readonly itemId: string;
  /** Its id in the set. It stays when the address of the set is renewed. */
  readonly episodeId: string;
  readonly isListed: boolean;
  readonly registeredAt: string;
  readonly decidedAt: string;
  /** Undefined: it joined by itself, or its user is deleted. */
  readonly decidedBy: string | undefined;
}
