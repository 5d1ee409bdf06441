import { ApiSchema } from '@nestjs/swagger';
import { Field, OptionalField } from '../../http/fields.js';
import { integer, list, orNull, text, type Model } from '../../http/schemas.js';
import { capitalized, type ItemKind } from '../item-kind.js';

/** Creates the class of the answer that lists items. */
export function createListAnswer({ noun, answer }: ItemKind): Model {
  @ApiSchema({ name: `${capitalized(noun)}List` })
  class ItemList {
    @Field(list(answer, 'A page, in the order of `sort`.')) items!: readonly object[];
    @Field(orNull(text('Send it back as `cursor` for the next page; null on the last.'))) next_cursor!: string | null;
    @OptionalField(integer('With `include=total`.')) total?: number;
  }
  return ItemList;
}
