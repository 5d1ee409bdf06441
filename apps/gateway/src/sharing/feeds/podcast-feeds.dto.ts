import { ApiSchema } from '@nestjs/swagger';
import { ChoiceField, Field, TextField } from '../../kit/http/fields.js';
import { LanguageField } from '../../kit/http/language.js';
import { NameField } from '../../kit/http/requests/name-field.js';
import { list, text } from '../../kit/http/schemas.js';
import { SET_MEDIA, type SetMedia } from '../published/published-set.js';
import { ChangePublishedSet, CreatePublishedSet, MEDIA, PublishedSetAnswer } from '../published/published-sets.dto.js';

const LONGEST_DESCRIPTION = 2_000;

const LANGUAGE = 'The language of the feed, BCP 47. `auto`: the feed names none.';

export class CreatePodcastFeed extends CreatePublishedSet {
  @NameField('The title in podcast apps.')
  title!: string;

  @TextField('The description in podcast apps.', { max: LONGEST_DESCRIPTION })
  description?: string;

  @LanguageField(LANGUAGE, { default: 'auto', example: 'en' })
  language = 'auto';

  @ChoiceField(MEDIA, SET_MEDIA, { default: 'audio' })
  media: SetMedia = 'audio';
}

export class ChangePodcastFeed extends ChangePublishedSet {
  @NameField('The title in podcast apps.', { required: false })
  title?: string;

  @TextField('The description in podcast apps.', { max: LONGEST_DESCRIPTION })
  description?: string;

  @LanguageField(LANGUAGE)
  language?: string;
}

@ApiSchema({ name: 'PodcastFeed' })
export class PodcastFeedAnswer extends PublishedSetAnswer {
  @Field(text('The description in podcast apps; empty if none was given.')) description!: string;
  @Field(text('BCP 47; `auto` if the feed names none.')) language!: string;
}

@ApiSchema({ name: 'AddressedPodcastFeed' })
export class AddressedPodcastFeedAnswer extends PodcastFeedAnswer {
  @Field(text('The address for podcast apps, shown only here. Anybody with it can play the feed.')) url!: string;
}

@ApiSchema({ name: 'PodcastFeedList' })
export class PodcastFeedList {
  @Field(list(PodcastFeedAnswer, 'Open feeds, then the others, each newest first; 200 at most. Ended ones are kept for 90 days.'))
  items!: readonly PodcastFeedAnswer[];
}
