import { ApiSchema } from '@nestjs/swagger';
import { LONGEST_REASON, RUN_LIMITS, STEP_KEY_PATTERN } from '@throughline/contracts';
import { Equals } from 'class-validator';
import { ChoiceField, FlagField, IntegerField, RequestField, TextField, TextsField } from '../../kit/http/fields.js';
import { TimeField } from '../../kit/http/requests/instant.js';
import { LINK_OPTIONS } from '../../kit/http/requests/link.js';
import { OUTPUT_NAME_OPTIONS } from '../../kit/http/requests/output-name-options.js';
import { literal } from '../../kit/http/schemas.js';

/** One year. */
export const LONGEST_PAUSE_MS = 366 * 86_400_000;

@ApiSchema({ name: 'Cancel' })
export class CancelBody {
  /** Stored as sealed personal data. */
  @TextField('A reason, for people.', { min: 1, max: LONGEST_REASON, plain: true })
  reason?: string;
}

@ApiSchema({ name: 'Pause' })
export class PauseBody extends CancelBody {
  @TimeField('The pause ends automatically then. Otherwise a person must run the item.', { example: '2026-02-05T18:00:00Z' })
  until?: string;

  @IntegerField('Replaces `until`: the length of the pause, from now.', { min: 1, max: LONGEST_PAUSE_MS })
  for_ms?: number;
}

@ApiSchema({ name: 'Unstick' })
export class UnstickBody {
  @ChoiceField('`fail`: the steps fail permanently.', ['retry', 'fail'], { default: 'retry' })
  then?: 'retry' | 'fail';

  @TextField('This step only. The previews (`PREVIEW`) are restarted only by their name.', {
    pattern: new RegExp(STEP_KEY_PATTERN),
    example: 'TRANSCRIBE',
  })
  step?: string;
}

@ApiSchema({ name: 'Settle' })
export class SettleBody {
  @FlagField('True if the delivery arrived.', { required: true })
  delivered?: boolean;

  /** Stored as sealed personal data. */
  @TextField(
    'The link of the content that was found, for people: `https`, without a user name and a password. Only with `delivered: true`. The server never opens it.',
    { ...LINK_OPTIONS, example: 'https://media.example/watch/42' },
  )
  url?: string | null;
}

@ApiSchema({ name: 'AddOutputs' })
export class AddOutputsBody {
  @TextsField('Names of shared or own outputs.', OUTPUT_NAME_OPTIONS, {
    minItems: 1,
    maxItems: RUN_LIMITS.outputs.max,
    unique: true,
    required: true,
  })
  outputs: string[] = [];
}

@ApiSchema({ name: 'Publish' })
export class PublishBody {
  @TextsField('Names of outputs of the run. Absent: all of them.', OUTPUT_NAME_OPTIONS, {
    minItems: 1,
    maxItems: RUN_LIMITS.outputs.max,
    unique: true,
  })
  outputs?: string[];
}

@ApiSchema({ name: 'Erase' })
export class EraseBody {
  @RequestField(
    literal(true, 'Confirms the erasure, which cannot be undone.'),
    { required: true },
    Equals(true, { message: 'must be true: an erased item cannot be restored' }),
  )
  confirm?: boolean;
}
