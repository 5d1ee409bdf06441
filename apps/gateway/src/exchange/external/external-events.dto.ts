import { ApiSchema } from '@nestjs/swagger';
import { EXTERNAL_ID_PATTERN, EXTERNAL_PREFIX, EXTERNAL_TYPES } from '@throughline/contracts';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject } from 'class-validator';
import { Field, RequestField } from '../../kit/http/fields.js';
import { ProblemAnswer } from '../../kit/http/problems/problem-answer.js';
import { id, jsonOf, list, orNull, ref, text, words } from '../../kit/http/schemas.js';

/** Events of one request. */
export const MAX_EVENTS = 100;

const TYPES = EXTERNAL_TYPES.map((type) => `\`${EXTERNAL_PREFIX}${type}\``).join(', ');

export class ExternalEventsBody {
  @RequestField(
    jsonOf({
      type: 'array',
      minItems: 1,
      maxItems: MAX_EVENTS,
      items: { type: 'object', additionalProperties: true },
      description:
        `CloudEvents 1.0, decided in this order. Types: ${TYPES}. Each event is checked by itself, and has a verdict of its own. ` +
        '`/asyncapi.json` has their schemas.',
    }),
    { required: true },
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(MAX_EVENTS),
    IsObject({ each: true }),
  )
  events: readonly unknown[] = [];
}

@ApiSchema({ name: 'ExternalEventVerdict' })
export class ExternalEventVerdict {
  @Field(orNull(jsonOf({ type: 'string', pattern: EXTERNAL_ID_PATTERN }), 'The id of the event; null if it has no valid id.'))
  id!: string | null;
  @Field(
    words(
      ['accepted', 'repeated', 'refused'],
      '`accepted`: the item has changed · `repeated`: the item has this already, nothing was changed · `refused`: see `problem`.',
    ),
  )
  status!: 'accepted' | 'repeated' | 'refused';
  @Field(orNull(id('The item; null if the event was refused.'))) item_id!: string | null;
  @Field(orNull(text('The revision of the item after the event; null if the event was refused.'))) revision!: string | null;
  @Field(orNull(ref(ProblemAnswer), 'Why the event was refused. Pointers of `errors` lead into the event.'))
  problem!: ProblemAnswer | null;
}

export class ExternalEventVerdicts {
  @Field(list(ExternalEventVerdict, 'A verdict for each event, in the order of the request.'))
  items!: readonly ExternalEventVerdict[];
}
