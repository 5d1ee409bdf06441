import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Operation } from '../kit/http/operation.js';
import { notFound, Problem } from '../kit/http/problems/problem.js';
import { requiredBodyPipe } from '../kit/http/problems/validation.js';
import { hasValue } from '../kit/http/requests/has-value.js';
import { ARTIFACTS, FileAnswers } from '../items/index.js';
import { PublicAddress } from '../people/index.js';
import { Transcripts } from '../kinds/transcripts/index.js';
import { endWithLink } from './end-with-link.js';
import { hideFromSearch } from './hide-from-search.js';
import { sharedNotFound, SharedAccess, type OpenedLink } from './shared-access.js';
import { SharedCookies } from './shared-cookie.js';
import { renderSharedItem, sharedFiles } from './shared-item.js';
import { noSharedTranscript, readSharedTranscript, renderPassages } from './shared-transcript.js';
import { OpenShared, type SharedItemAnswer, type SharedTranscriptAnswer } from './shared.dto.js';
import * as operations from './shared.operations.js';

const hideAnswer = (reply: FastifyReply): void => {
  hideFromSearch(reply);
  void reply.headers({ 'cache-control': 'no-store', vary: 'Cookie' });
};

/** Shared items, for people without an account. */
@Controller('api/v1/shared')
export class SharedController {
  readonly #files: FileAnswers;

  constructor(
    @Inject(SharedAccess) private readonly access: SharedAccess,
    @Inject(SharedCookies) private readonly cookies: SharedCookies,
    @Inject(Transcripts) private readonly transcripts: Transcripts,
    @Inject(PublicAddress) private readonly address: PublicAddress,
    @Inject(ARTIFACTS) store: ArtifactStore,
  ) {
    this.#files = new FileAnswers(store);
  }

  @Post('open')
  @HttpCode(200)
  @Operation(operations.openShared)
  async open(
    @Body(requiredBodyPipe) { code, password }: OpenShared,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SharedItemAnswer> {
    hideAnswer(reply);
    if (this.address.isForeignPage(request)) throw new Problem('csrf', { detail: 'The request comes from another site.' });
    const opened = await this.access.open(code, hasValue(password) ? password : undefined, request.ip);
    void reply.header('set-cookie', this.cookies.format(opened.link.id, this.address.cookiesOf(request)));
    return renderSharedItem(opened, this.address.basePath);
  }

  @Get(':link')
  @Operation(operations.readShared)
  async read(
    @Param('link') link: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SharedItemAnswer> {
    return renderSharedItem(await this.requireOpened(link, request, reply), this.address.basePath);
  }

  @Get(':link/transcript')
  @Operation(operations.readSharedTranscript)
  async transcript(
    @Param('link') link: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SharedTranscriptAnswer> {
    const { item } = await this.requireOpened(link, request, reply);
    if (item.asset.pipeline === 'document') throw noSharedTranscript();
    const answer = await readSharedTranscript(async () =>
      (await this.transcripts.transcript(item.asset.owner, item.id)).content(),
    );
    return { ...renderPassages(answer), topics: answer.topics.map(({ title, start, end }) => ({ title, start, end })) };
  }

  @Get(':link/files/:name')
  @Operation(operations.readSharedFile)
  async file(
    @Param('link') link: string,
    @Param('name') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = sharedFiles(await this.requireOpened(link, request, reply)).find((one) => one.name === name);
    if (file === undefined) throw notFound();
    endWithLink(reply.raw, async () => (await this.access.find(link)) !== undefined);
    await this.#files.answer(request, reply, file);
  }

  private async requireOpened(link: string, request: FastifyRequest, reply: FastifyReply): Promise<OpenedLink> {
    hideAnswer(reply);
    const isAllowed = this.cookies.isOpenedBy(link, request.headers.cookie, this.address.cookiesOf(request));
    const opened = isAllowed ? await this.access.find(link) : undefined;
    if (opened === undefined) throw sharedNotFound();
    return opened;
  }
}
