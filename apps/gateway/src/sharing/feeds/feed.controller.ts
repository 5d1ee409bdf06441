import { createHash } from 'node:crypto';
import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Operation } from '../../kit/http/operation.js';
import { isUnchanged } from '../../kit/http/requests/range.js';
import { ARTIFACTS, FileAnswers } from '../../items/index.js';
import { PublicAddress } from '../../people/index.js';
import { endWithLink } from '../end-with-link.js';
import { hideFromSearch } from '../hide-from-search.js';
import { PODCAST_FEEDS, type SetServices } from '../published/set-services.js';
import { renderEpisode } from './episode.js';
import * as operations from './feed.operations.js';
import { renderRss } from './rss.js';

export const FEEDS_PATH = '/api/v1/feeds';

/** Podcast feeds, for apps without an account. The code in the address is a secret: logs and metrics name routes, never addresses. */
@Controller('api/v1/feeds')
export class FeedController {
  readonly #files: FileAnswers;

  constructor(
    @Inject(PODCAST_FEEDS) private readonly feeds: SetServices,
    @Inject(PublicAddress) private readonly address: PublicAddress,
    @Inject(ARTIFACTS) store: ArtifactStore,
  ) {
    this.#files = new FileAnswers(store);
  }

  @Get(':code/feed.xml')
  @Operation(operations.readFeed)
  async read(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | undefined> {
    hideFromSearch(reply);
    const { set: feed, recordings } = await this.feeds.access.open(code, request.ip);
    const link = this.address.of(request);
    const base = `${link}${FEEDS_PATH}/${code}`;
    const text = renderRss({
      title: feed.title,
      description: feed.description,
      language: feed.language,
      url: `${base}/feed.xml`,
      link: `${link}/`,
      episodes: recordings.map((episode) => renderEpisode(episode, base)),
    });
    const etag = `"${createHash('sha256').update(text).digest('base64url')}"`;
    void reply.headers({ etag, 'cache-control': 'private, no-cache', 'content-type': 'application/rss+xml; charset=utf-8' });
    if (!isUnchanged(request.headers['if-none-match'], etag)) return text;
    void reply.status(304);
    return undefined;
  }

  @Get(':code/episodes/:episode/:file')
  @Operation(operations.readFeedFile)
  async file(
    @Param('code') code: string,
    @Param('episode') episode: string,
    @Param('file') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    hideFromSearch(reply);
    const file = await this.feeds.access.openFile(code, episode, name, request.ip);
    endWithLink(reply.raw, async () => (await this.feeds.access.findFile(code, episode, name)) !== undefined);
    await this.#files.answer(request, reply, file);
  }
}
