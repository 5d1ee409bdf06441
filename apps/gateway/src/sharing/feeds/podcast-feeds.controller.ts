import { canonicalizeLanguage } from '../../kit/http/language.js';
import { hasValue } from '../../kit/http/requests/has-value.js';
import { publishedSetsController } from '../published/published-sets.controller.js';
import { PODCAST_FEEDS } from '../published/set-services.js';
import { FEEDS_PATH } from './feed.controller.js';
import { podcastFeedTexts } from './podcast-feeds.operations.js';

const languageOf = (tag: string): string | undefined => {
  const language = canonicalizeLanguage(tag);
  return language === 'auto' ? undefined : language;
};

export const PodcastFeedsController = publishedSetsController({
  path: 'api/v1/podcast-feeds',
  services: PODCAST_FEEDS,
  texts: podcastFeedTexts,
  ownOfNew: ({ description, language }) => ({
    description: description?.trim() ?? '',
    language: languageOf(language),
    origins: [],
  }),
  ownOfChange: ({ description, language }) => ({
    ...(hasValue(description) && { description: description.trim() }),
    ...(hasValue(language) && { language: languageOf(language) }),
  }),
  renderOwn: ({ description, language }) => ({ description, language: language ?? 'auto' }),
  renderAddress: ({ code }, server) => ({ url: `${server}${FEEDS_PATH}/${code}/feed.xml` }),
});
