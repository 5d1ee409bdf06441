import type { PublishedSet } from './published-api.js';

export const NEVER = 'never';
export const UNCHANGED = 'unchanged';

/** The settings that all kinds have. */
export interface SetDraft {
  readonly title: string;
  readonly tag: string;
  readonly media: PublishedSet['media'];
  readonly askFirst: boolean;
  /** Hours, or a word of this file. */
  readonly expiry: string;
}

export const NEW_SET: Omit<SetDraft, 'media'> = { title: '', tag: '', askFirst: true, expiry: NEVER };

export const draftOfSet = ({ title, tag, media, ask_first: askFirst }: PublishedSet): SetDraft => ({
  ...{ title, tag: tag ?? '', media, askFirst, expiry: UNCHANGED },
});

const settingsOf = ({ title, media, askFirst }: SetDraft) => ({ title, media, ask_first: askFirst });

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export const differenceOf = <T extends object>(after: T, before: T): Partial<T> =>
  Object.fromEntries(Object.entries(after).filter(([field, value]) => !isSame(value, before[field as keyof T]))) as Partial<T>;

export const contentOfSet = (draft: SetDraft) => ({
  ...settingsOf(draft),
  ...(draft.tag.trim() === '' ? {} : { tag: draft.tag }),
  ...(draft.expiry === NEVER ? {} : { expires_in_hours: Number(draft.expiry) }),
});

/** Returns only what the person has changed: another person may have changed the other settings since. */
export const changeOfSet = (draft: SetDraft, initial: SetDraft) => ({
  ...differenceOf(settingsOf(draft), settingsOf(initial)),
  ...(draft.expiry === UNCHANGED ? {} : { expires_in_hours: draft.expiry === NEVER ? null : Number(draft.expiry) }),
});
