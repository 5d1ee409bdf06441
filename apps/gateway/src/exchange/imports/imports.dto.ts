import { ApiSchema } from '@nestjs/swagger';
import { MAX_COMMITS } from '@throughline/engine';
import { ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator';
import { Field, FlagField, IntegerField, ObjectsField, OptionalField, RequestField, TextField } from '../../kit/http/fields.js';
import { ProblemAnswer } from '../../kit/http/problems/problem-answer.js';
import { count, flag, id, jsonOf, list, orNull, ref, words } from '../../kit/http/schemas.js';
import { FILE_STATES, UploadAnswer, type FileState } from '../uploads/index.js';

export const MAX_ITEMS = 1_000;
/** A whole history with one event in each commit. Most batches reach the largest body before. */
const MAX_EVENTS = MAX_COMMITS;

const EventsField = (description: string): PropertyDecorator =>
  RequestField(
    jsonOf({ type: 'array', items: {}, minItems: 1, maxItems: MAX_EVENTS, description }),
    { required: true },
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(MAX_EVENTS),
  );

const ItemIdField = (description: string): PropertyDecorator =>
  TextField(description, {
    required: true,
    pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
    message: '$property must be the id of an item, in lower case',
  });

@ApiSchema({ name: 'ImportedItem' })
export class ImportedItemBody {
  @ItemIdField('The id of the item: the `subject` of its events.')
  id = '';

  @EventsField('Whole commits in their order, as CloudEvents. A batch begins the history, repeats a part of it, or continues it.')
  events: unknown[] = [];

  @TextField(
    'Required if the batch continues the history: the `originref` of the commit before the first one of the batch. The batch is ' +
      'refused if that commit is not here, so no commits are lost in between. Of events without `originref`: `SOURCE#POSITION`.',
    { pattern: /^[ -~]{1,200}$/, message: '$property must be the reference of a commit: at most 200 printable ASCII characters' },
  )
  after?: string;

  @FlagField('The last batch of the item: the import of the item ends with it.', { default: false })
  complete?: boolean;
}

@ApiSchema({ name: 'ImportBatch' })
export class ImportBatchBody {
  @TextField('The library that owns the items. Default: the library of your token or sign-in.', { min: 1, max: 100, plain: true })
  library?: string;

  @FlagField('Checks the batch and stores nothing.', { default: false })
  dry_run?: boolean;

  @ObjectsField('The items, each once.', ImportedItemBody, { required: true, minItems: 1, maxItems: MAX_ITEMS })
  items: ImportedItemBody[] = [];
}

export const OUTCOMES = ['imported', 'in-progress', 'unchanged', 'refused'] as const;

@ApiSchema({ name: 'ImportOutcome' })
export class ImportOutcomeAnswer {
  @Field(id('The item.')) id!: string;
  @Field(
    words(
      OUTCOMES,
      '`imported`: with this batch the item is complete. `in-progress`: stored, and more batches follow. `unchanged`: all of it was ' +
        'here before. `refused`: nothing of the batch was stored for this item.',
    ),
  )
  outcome!: (typeof OUTCOMES)[number];
  @Field(count('The commits that this batch has added; with `dry_run`, would add.')) commits!: number;
  @OptionalField(ref(ProblemAnswer, 'With `refused`: the reason. Pointers in `errors` are places in the body of the request.'))
  problem?: ProblemAnswer;
}

@ApiSchema({ name: 'ImportResult' })
export class ImportResultAnswer {
  @Field(flag('Nothing was stored, because the request asked so.')) dry_run!: boolean;
  @Field(list(ImportOutcomeAnswer, 'In the order of the request.')) items!: readonly ImportOutcomeAnswer[];
}

@ApiSchema({ name: 'ImportedFile' })
export class ImportedFileBody {
  @ItemIdField('The item.')
  item = '';

  @TextField('The key of the file, as an event of the item names it.', { required: true, min: 1, max: 600, plain: true })
  key = '';

  @IntegerField('The bytes of the file.', { required: true, min: 0, max: Number.MAX_SAFE_INTEGER })
  size = 0;
}

@ApiSchema({ name: 'ImportedFileState' })
export class ImportedFileAnswer {
  @Field(
    words(
      FILE_STATES,
      '`missing`: send its bytes. `present`: it is stored. `not-needed`: it would be removed again, because the content of the item ' +
        'is gone, or the item has a newer file in its place.',
    ),
  )
  state!: FileState;
  @Field(orNull(UploadAnswer, 'With `missing`: the upload that takes the bytes, from its `offset`.'))
  upload!: UploadAnswer | null;
}
