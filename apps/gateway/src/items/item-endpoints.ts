import type { Token } from '../gateway-context.js';
import type { ItemKind } from './item-kind.js';
import type { ItemServices } from './item-services.js';

/** The path, services and description of the endpoints of a kind of items. */
export interface ItemEndpoints {
  readonly path: string;
  readonly services: Token<ItemServices>;
  readonly kind: ItemKind;
}
