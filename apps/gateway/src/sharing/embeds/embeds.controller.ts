import { hasValue } from '../../kit/http/requests/has-value.js';
import { publishedSetsController } from '../published/published-sets.controller.js';
import { EMBEDS } from '../published/set-services.js';
import { embedTexts } from './embeds.operations.js';
import { EMBED_PAGE, renderFrame } from './frame.js';
import { cleanOrigins } from './origins.js';

export const EmbedsController = publishedSetsController({
  path: 'api/v1/embeds',
  services: EMBEDS,
  texts: embedTexts,
  ownOfNew: ({ origins }) => ({ description: '', language: undefined, origins: cleanOrigins(origins) }),
  ownOfChange: ({ origins }) => (hasValue(origins) ? { origins: cleanOrigins(origins) } : {}),
  renderOwn: ({ origins }) => ({ origins }),
  renderAddress: ({ code, set }, server) => {
    const url = `${server}${EMBED_PAGE}/${code}`;
    return { url, html: renderFrame(url, set.title) };
  },
});
