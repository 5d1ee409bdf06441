import { ApiSchema } from '@nestjs/swagger';
import { Field, OptionalField } from '../http/fields.js';
import { count, flag, list, text, words } from '../http/schemas.js';
import { ChannelAnswer } from './channel-item.js';

const SECRET = 'The secret of the webhook. Never shown again.';

export class ChannelList {
  @Field(list(ChannelAnswer, 'Oldest first.')) items!: readonly ChannelAnswer[];
}

@ApiSchema({ name: 'NewChannel' })
export class NewChannelAnswer extends ChannelAnswer {
  @Field(text(SECRET)) secret!: string;
}

export class ChannelSecret {
  @Field(text(SECRET)) secret!: string;
}

const RESULTS = ['ok', 'wrong', 'unknown'] as const;

class ChannelCheckItem {
  @Field(text('What was checked: `client`, `channel`, `field:status`, `option:Processing` …')) name!: string;
  @Field(words(RESULTS, '`unknown`: an earlier problem made the check impossible.')) result!: (typeof RESULTS)[number];
  @Field(text('What was found.')) message!: string;
  @OptionalField(text('What to do.')) mend?: string;
}

@ApiSchema({ name: 'ChannelCheck' })
export class ChannelCheckAnswer {
  @Field(list(ChannelCheckItem, 'The checks, in this order.')) items!: readonly ChannelCheckItem[];
  @Field(flag('True if every check was possible and found nothing wrong.')) ok!: boolean;
}

export class ChannelResync {
  @Field(count('The pages that are read, and written if they are out of date.')) asked!: number;
}
