import { IntegerParameter, TextField } from '../../http/fields.js';

export const MAX_PAGE = 200;

export class PageQuery {
  @IntegerParameter('Items on a page.', { min: 1, max: MAX_PAGE, default: 50 })
  limit = 50;

  @TextField('`next_cursor` of the page before, with the same `sort`.', { max: 2_000 })
  cursor?: string;
}
