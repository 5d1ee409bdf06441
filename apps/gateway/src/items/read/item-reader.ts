import type { FastifyReply, FastifyRequest } from 'fastify';
import { isUnchanged } from '../../kit/http/requests/range.js';
import type { ItemRenderer } from '../item-services.js';
import type { ItemSnapshot } from './item-loader.js';
import type { ItemQueries } from './item-queries.js';
import { ItemQuery } from './list-query.dto.js';

/** An item as it is answered, with the tag of this state; undefined if the item changes without one. */
export interface TaggedItem<Item extends object = object> {
  readonly item: Item;
  readonly etag: string | undefined;
}

/** Renders items of a kind with ETags. */
export interface TaggingRenderer<Item extends object> extends ItemRenderer<Item> {
  marksOf(item: ItemSnapshot): Promise<readonly string[]>;
  tagOf(shown: ItemSnapshot, item: Item, marks: readonly string[]): string;
}

/** For reads that are never cancelled. */
const NEVER = new AbortController().signal;

/** Reads single items of a kind, with their ETags. */
export class ItemReader<Item extends object> {
  constructor(
    private readonly queries: Pick<ItemQueries, 'item'>,
    private readonly view: TaggingRenderer<Item>,
  ) {}

  /** Reads an item without parameters. */
  readonly now = (owner: string, id: string): Promise<TaggedItem<Item>> => this.read(owner, id, new ItemQuery(), NEVER);

  async read(owner: string, id: string, query: ItemQuery, signal: AbortSignal): Promise<TaggedItem<Item>> {
    const shown = await this.queries.item(owner, id, query, signal);
    const marks = await this.view.marksOf(shown);
    await this.view.prepare([shown]);
    const item = this.view.render(shown);
    return { item, etag: this.view.tagOf(shown, item, marks) };
  }
}

/** Adds the headers of the item. Returns undefined if the client has this state already: the answer is a 304. */
export function unlessUnchanged<Item extends object>(
  { item, etag }: TaggedItem<Item>,
  request: FastifyRequest,
  reply: FastifyReply,
): Item | undefined {
  void reply.header('cache-control', 'private, no-cache');
  if (etag === undefined) return item;
  void reply.header('etag', etag);
  if (!isUnchanged(request.headers['if-none-match'], etag)) return item;
  void reply.status(304);
  return undefined;
}
