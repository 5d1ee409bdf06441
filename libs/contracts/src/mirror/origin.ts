import { Type, type Static } from 'typebox';

/** As Notion writes the id of a page. */
export const NOTION_PAGE = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

/** Where an item came from: a page, by way of a channel. An id says nothing of what stands on the page, so it is no personal data. */
export const OriginSchema = Type.Object({
  /** Number of the channel. */
  channel: Type.Integer({ minimum: 1 }),
  page: Type.String({ pattern: NOTION_PAGE }),
});
export type Origin = Static<typeof OriginSchema>;

const ID = /([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})(?:[?#].*)?$/i;

/** The id of a page as people have it: with or without dashes, or at the end of the page's address. Undefined where there is none. */
export const notionPageId = (given: string): string | undefined => {
  const found = ID.exec(given.trim());
  return found === null ? undefined : found.slice(1, 6).join('-').toLowerCase();
};
