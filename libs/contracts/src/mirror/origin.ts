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

const ID = /([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;

const idAtEnd = (text: string): string | undefined => ID.exec(text)?.slice(1, 6).join('-').toLowerCase();

/**
 * The id of a page as people have it: with or without dashes, or in the page's address. Undefined where there is none. The address of a row that
 * is open beside its database names the database, and the row as `p`; one with a view (`v`) and no row is a database.
 */
export const notionPageId = (given: string): string | undefined => {
  const [address = ''] = given.trim().split('#', 1);
  const [path = '', ...rest] = address.split('?');
  const query = new URLSearchParams(rest.join('?'));
  const row = idAtEnd(query.get('p') ?? '');
  if (row !== undefined) return row;
  return query.has('v') ? undefined : idAtEnd(path);
};
