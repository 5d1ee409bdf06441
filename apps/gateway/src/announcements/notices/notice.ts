/**
 * `failed`: items, deliveries and their follow-ups that have finally failed. `attention`: what waits for a person. `quota`: a quota
 * that is nearly used up.
 */
export const NOTICE_KINDS = ['failed', 'attention', 'quota'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** The address to which the notices of a library are sent. */
export interface NoticeSettings {
  readonly libraryId: string;
  readonly email: string;
  readonly kinds: readonly NoticeKind[];
  /** Undefined until a person has opened the link in the first mail. */
  readonly confirmedAt: string | undefined;
  readonly lastSentAt: string | undefined;
  /** The reason why the last mail was not sent. */
  readonly problem: string | undefined;
  readonly revision: number;
}

/**
 * `failed`: the item has failed at a step. `delivery_failed`: other outputs have it. `follow_up_failed`: it was delivered. `review`: it
 * waits until a person publishes it. `unconfirmed`: a delivery may have arrived.
 */
export const ITEM_CAUSES = ['failed', 'delivery_failed', 'follow_up_failed', 'review', 'unconfirmed'] as const;

/** A cause in an item as data, for readers with sentences of their own. */
export interface ItemCause {
  readonly cause: (typeof ITEM_CAUSES)[number];
  readonly title: string | undefined;
  /** The step that has failed, if it is known. */
  readonly step?: string | undefined;
  readonly code?: string | undefined;
}

/** A present reason for a notice. It ends by itself when the reason does. */
export interface NoticeCause {
  /** Identifies the cause for as long as it lasts. Holds ids and names of settings, nothing personal. */
  readonly key: string;
  readonly kind: NoticeKind;
  /** A sentence for people: what has happened, to what, and what to do. */
  readonly text: string;
  /** The path of the page that shows it. */
  readonly path: string;
  /** Absent for accounts, quotas and webhooks. */
  readonly item?: ItemCause;
}

/** A stored cause, by the clock of the database. */
export interface KnownCause {
  readonly key: string;
  /** Milliseconds since it was found. */
  readonly ageMs: number;
  readonly isNoticed: boolean;
}
