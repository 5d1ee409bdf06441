import { ApiSchema } from '@nestjs/swagger';
import { ChoiceField, Field, TextsField } from '../../kit/http/fields.js';
import { NameField } from '../../kit/http/requests/name-field.js';
import { list, text } from '../../kit/http/schemas.js';
import { SET_MEDIA, type SetMedia } from '../published/published-set.js';
import { ChangePublishedSet, CreatePublishedSet, MEDIA, PublishedSetAnswer } from '../published/published-sets.dto.js';
import { LONGEST_ORIGIN, MAX_ORIGINS } from './origins.js';

const TITLE = 'The title of the player, which people read.';
const ORIGINS =
  'The sites whose pages may show the player: `https://` and the host, with a port if need be, without a path and without wildcards. ' +
  '`http://` is allowed for localhost.';
const ORIGIN = { min: 1, max: LONGEST_ORIGIN };
const SOME = { minItems: 1, maxItems: MAX_ORIGINS };

export class CreateEmbed extends CreatePublishedSet {
  @NameField(TITLE)
  title!: string;

  @ChoiceField(MEDIA, SET_MEDIA, { default: 'video' })
  media: SetMedia = 'video';

  @TextsField(ORIGINS, ORIGIN, { ...SOME, required: true })
  origins!: string[];
}

export class ChangeEmbed extends ChangePublishedSet {
  @NameField(TITLE, { required: false })
  title?: string;

  @TextsField(ORIGINS, ORIGIN, SOME)
  origins?: string[];
}

@ApiSchema({ name: 'Embed' })
export class EmbedAnswer extends PublishedSetAnswer {
  @Field(list(text(), 'The sites whose pages may show the player.')) origins!: readonly string[];
}

@ApiSchema({ name: 'AddressedEmbed' })
export class AddressedEmbedAnswer extends EmbedAnswer {
  @Field(text('The address of the player, shown only here. Anybody with it can play the recordings.')) url!: string;
  @Field(text('The HTML for the page that shows the player. It contains the address.')) html!: string;
}

@ApiSchema({ name: 'EmbedList' })
export class EmbedList {
  @Field(list(EmbedAnswer, 'Open embeds, then the others, each newest first; 200 at most. Ended ones are kept for 90 days.'))
  items!: readonly EmbedAnswer[];
}
