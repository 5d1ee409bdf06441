/** Open feeds of one library. */
export const MAX_FEEDS = 50;
/** Recordings in the file of a feed, and of its set that are considered: the newest ones. */
export const MAX_EPISODES = 300;
/** Ended feeds stay in the list for this long. */
export const ENDED_KEEP_DAYS = 90;
/** The list has all open feeds, and the latest others up to this number. */
export const MAX_LISTED = 200;

/** `audio`: the sound alone, if a run has made it. `video`: the file that people play. */
export const FEED_MEDIA = ['audio', 'video'] as const;
export type FeedMedia = (typeof FEED_MEDIA)[number];

export const DECISIONS = ['approve', 'leave_out'] as const;
export type Decision = (typeof DECISIONS)[number];

/** `waiting`: nobody has decided yet. */
export const FEED_ITEM_STATES = ['waiting', 'listed', 'left_out'] as const;
export type FeedItemState = (typeof FEED_ITEM_STATES)[number];

/** The set of a feed, and the texts about it. */
export interface FeedSettings {
  readonly title: string;
  readonly description: string;
  /** BCP 47, if given. */
  readonly language: string | undefined;
  readonly media: FeedMedia;
  /** Later items wait until a person approves them. */
  readonly asksFirst: boolean;
  /** Undefined: never. */
  readonly expiresAt: string | undefined;
}

/** A feed of recordings for podcast apps, which open it by a code in its address. */
export interface PodcastFeed extends FeedSettings {
  readonly id: string;
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

/** A recording about which somebody, or the rule of the feed, has decided. */
export interface FeedItem {
  readonly itemId: string;
  /** Its id in the feed. It stays when the address of the feed is renewed. */
  readonly episodeId: string;
  readonly isListed: boolean;
  readonly registeredAt: string;
  readonly decidedAt: string;
  /** Undefined: it joined by itself, or its user is deleted. */
  readonly decidedBy: string | undefined;
}
