import { ApiSchema } from '@nestjs/swagger';
import { SOURCE_LIMITS } from '@throughline/contracts';
import { Field, FlagField, ObjectsField, OptionalField, TextField } from '../../kit/http/fields.js';
import { ProblemAnswer } from '../../kit/http/problems/problem-answer.js';
import { flag, id, list, ref, words } from '../../kit/http/schemas.js';

@ApiSchema({ name: 'Original' })
export class OriginalBody {
  @TextField('The id of the migrated item.', {
    required: true,
    pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    message: '$property must be the id of an item, in lower case',
  })
  id = '';

  @TextField('The name of a folder that the operator has opened (`TL_SOURCE_FOLDERS`).', {
    required: true,
    min: 1,
    max: SOURCE_LIMITS.folder,
    plain: true,
  })
  folder = '';

  @TextField('The names below the folder, joined by slashes. Symbolic links are not followed.', {
    required: true,
    min: 1,
    max: SOURCE_LIMITS.path,
    plain: true,
  })
  path = '';
}

@ApiSchema({ name: 'OriginalBatch' })
export class OriginalBatchBody {
  @TextField('The library of the items. Default: the library of your token or sign-in.', { min: 1, max: 100, plain: true })
  library?: string;

  @FlagField('Looks at the files and stores nothing.', { default: false })
  dry_run?: boolean;

  @ObjectsField('The items with their files.', OriginalBody, { required: true, minItems: 1, maxItems: SOURCE_LIMITS.page })
  items: OriginalBody[] = [];
}

export const ORIGINAL_OUTCOMES = ['bound', 'unchanged', 'refused'] as const;

@ApiSchema({ name: 'OriginalOutcome' })
export class OriginalOutcomeAnswer {
  @Field(id('The item.')) id!: string;
  @Field(
    words(
      ORIGINAL_OUTCOMES,
      '`bound`: the item has the file from now on; with `dry_run`, would have it. `unchanged`: it has it already. `refused`: see `problem`; with its code `unavailable` nobody has looked for the file in time, so send the item again.',
    ),
  )
  outcome!: (typeof ORIGINAL_OUTCOMES)[number];
  @OptionalField(ref(ProblemAnswer, 'With `refused`: the reason.')) problem?: ProblemAnswer;
}

@ApiSchema({ name: 'OriginalsResult' })
export class OriginalsAnswer {
  @Field(flag('Nothing was stored, because the request asked so.')) dry_run!: boolean;
  @Field(list(OriginalOutcomeAnswer, 'In the order of the request.')) items!: readonly OriginalOutcomeAnswer[];
}
