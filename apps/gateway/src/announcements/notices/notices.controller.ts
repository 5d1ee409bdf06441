import { Body, Controller, Delete, Get, Header, Headers, HttpCode, Inject, Param, Post, Put, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentUser, principalOf, type Principal } from '../../kit/http/access.js';
import { Operation } from '../../kit/http/operation.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { notFound } from '../../kit/http/problems/problem.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { etagOfRevision } from '../../kit/http/requests/change-at-revision.js';
import { watchDisconnect } from '../../kit/http/requests/read-deadline.js';
import { TAKES_FORMS, TAKES_PAIRS } from '../../kit/http/requests/takes-forms.js';
import { NOTICE_KINDS } from './notice.js';
import { LINK_PURPOSES, type LinkPurpose } from './notice-links.js';
import { NoticesBody, renderNotices, type NoticesAnswer } from './notices.dto.js';
import * as operations from './notices.operations.js';
import { Notices } from './notices.js';

@Controller('api/v1/me/notices')
export class NoticesController {
  constructor(@Inject(Notices) private readonly notices: Notices) {}

  @Get()
  @Operation(operations.getNotices)
  async read(@CurrentUser() { ownerId }: Principal, @Res({ passthrough: true }) reply: FastifyReply): Promise<NoticesAnswer> {
    return this.#tagged(reply, renderNotices(await this.notices.find(ownerId), this.notices.isAvailable));
  }

  @Put()
  @Operation(operations.changeNotices)
  async change(
    @Headers('if-match') ifMatch: string | undefined,
    @Body(bodyPipe) { email, kinds }: NoticesBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<NoticesAnswer> {
    const { library } = principalOf(request).user;
    const signal = watchDisconnect(reply);
    const saved = await this.notices.change({ library, ifMatch, email, kinds: kinds ?? NOTICE_KINDS, signal });
    return this.#tagged(reply, renderNotices(saved, this.notices.isAvailable));
  }

  @Delete()
  @HttpCode(204)
  @Operation(operations.removeNotices)
  @TakesNoBody()
  async remove(@CurrentUser() { ownerId }: Principal, @Headers('if-match') ifMatch: string | undefined): Promise<void> {
    await this.notices.remove(ownerId, ifMatch);
  }

  #tagged(reply: FastifyReply, answer: NoticesAnswer): NoticesAnswer {
    void reply.header('etag', etagOfRevision(answer));
    return answer;
  }
}

const BUTTONS: Readonly<Record<LinkPurpose, string>> = { confirm: 'Confirm address', unsubscribe: 'Unsubscribe' };
const DONE: Readonly<Record<LinkPurpose, string>> = {
  confirm: 'The address is confirmed. Notices are sent to it from now on. You can close this page.\n',
  unsubscribe: 'No more notices are sent. You can close this page.\n',
};

const isPurpose = (text: string): text is LinkPurpose => LINK_PURPOSES.some((one) => one === text);

/** The form sends to the address of the page itself. */
const pageOf = (purpose: LinkPurpose): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Throughline</title><h1>Notices of Throughline</h1><form method="post"><button>${BUTTONS[purpose]}</button></form></html>\n`;

/** Links of mails. Their signature takes the place of a sign-in. */
@Controller('api/v1/notices')
export class NoticeLinksController {
  constructor(@Inject(Notices) private readonly notices: Notices) {}

  @Get(':purpose/:library/:signature')
  @Operation(operations.showNoticeLink)
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  async show(
    @Param('purpose') purpose: string,
    @Param('library') library: string,
    @Param('signature') signature: string,
  ): Promise<string> {
    if (!isPurpose(purpose)) throw notFound();
    await this.notices.requireLink(purpose, library, signature);
    return pageOf(purpose);
  }

  @Post(':purpose/:library/:signature')
  @HttpCode(200)
  // Mail programs send `List-Unsubscribe=One-Click` in either form (RFC 8058, 3.2).
  @RouteConfig({ [TAKES_FORMS]: true, [TAKES_PAIRS]: true })
  @Operation(operations.followNoticeLink)
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  async follow(
    @Param('purpose') purpose: string,
    @Param('library') library: string,
    @Param('signature') signature: string,
  ): Promise<string> {
    if (!isPurpose(purpose)) throw notFound();
    await this.notices.follow(purpose, library, signature);
    return DONE[purpose];
  }
}
