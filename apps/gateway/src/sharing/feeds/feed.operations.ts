import type { OperationOptions, Parameter } from '../../kit/http/operation.js';
import { ifNoneMatch } from '../../kit/http/parameters.js';
import { fileAnswers, ifRange, range } from '../../items/index.js';
import { FEED_CODE_EXAMPLE } from './podcast-feeds.operations.js';

const tag = 'sharing';
const scope = 'open';

const ONE_REFUSAL = 'Feeds that are unknown, have expired, were revoked or got another address, get the same answer.';

const code: Parameter = {
  name: 'code',
  in: 'path',
  description: 'The secret code in the address of a feed.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' },
  example: FEED_CODE_EXAMPLE,
};
const episode: Parameter = {
  name: 'episode',
  in: 'path',
  description: 'The `guid` of an episode.',
  schema: { type: 'string', pattern: '^[0-9A-Z]{26}$' },
  example: '01J8Z3V5W6X7Y8Z9A0B1C2D3HA',
};
const file: Parameter = {
  name: 'file',
  in: 'path',
  description: 'A name of the feed, such as `media.mp3` or `captions.vtt`.',
  schema: { type: 'string' },
  example: 'media.mp3',
};

export const readFeed: OperationOptions = {
  id: 'readFeed',
  tag,
  scope,
  summary: 'Read a podcast feed as RSS',
  description: `For podcast apps: RSS 2.0 with the namespaces of iTunes and Podcasting 2.0. ${ONE_REFUSAL} A feed answers 30 fetches at once, and then one in a second.`,
  parameters: [code, ifNoneMatch],
  answers: [
    {
      status: 200,
      description: 'The feed.',
      content: { 'application/rss+xml': { schema: { type: 'string' } } },
      headers: { ETag: 'Changes with the feed.' },
    },
    { status: 304, description: 'Unchanged.' },
  ],
  problems: ['feed-not-valid'],
};

export const readFeedFile: OperationOptions = {
  id: 'readFeedFile',
  tag,
  scope,
  summary: 'Read a file of a podcast feed',
  description: 'Also with HEAD. Sending ends within 10 seconds after the feed has ended, or no longer lists the recording.',
  parameters: [code, episode, file, range, ifRange, ifNoneMatch],
  answers: fileAnswers,
  problems: ['feed-not-valid', 'file-missing', 'file-damaged', 'range-not-satisfiable'],
};
