import { Type, type Static } from 'typebox';

export const NOTION_PAGE = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

/**
 * The page that an item came from, and the channel that reported it. An id reveals nothing of the page's content, so it is not
 * personal data.
 */
export const OriginSchema = Type.Object({
  channel: Type.Integer({ minimum: 1 }),
  page: Type.String({ pattern: NOTION_PAGE }),
});
export type Origin = Static<typeof OriginSchema>;

const ID = /([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i;

const idAtEnd = (text: string): string | undefined => ID.exec(text)?.slice(1, 6).join('-').toLowerCase();

/**
 * Returns the page id from an id (with or without dashes) or an address of a page, or undefined. An address of a row beside its
 * database has the row in `p`. An address with a view (`v`) and no row is a database.
 */
export const parseNotionPageId = (text: string): string | undefined => {
  const [address = ''] = text.trim().split('#', 1);
  const [path = '', ...rest] = address.split('?');
  const query = new URLSearchParams(rest.join('?'));
  const row = idAtEnd(query.get('p') ?? '');
  if (row !== undefined) return row;
  return query.has('v') ? undefined : idAtEnd(path);
};
