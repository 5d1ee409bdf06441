import { Controller, Delete, Get, Header, HttpCode, Inject, Param } from '@nestjs/common';
import { CurrentUser, type Principal } from '../kit/http/access.js';
import { Operation } from '../kit/http/operation.js';
import { TakesNoBody } from '../kit/http/problems/no-body.js';
import type { ShareLinkAnswer, ShareLinkList } from './share-links.dto.js';
import { listShareLinks, revokeShareLink } from './share-links.operations.js';
import { ShareLinks, type ListedShareLink } from './share-links.js';

export const renderShareLink = (link: ListedShareLink): Pick<ShareLinkAnswer, keyof ShareLinkAnswer> => ({
  id: link.id,
  item_id: link.itemId,
  kind: link.kind,
  state: link.state,
  has_password: link.passwordHash !== undefined,
  download: link.download,
  made_by: link.madeBy,
  made_by_name: link.madeByName ?? null,
  created_at: link.createdAt,
  expires_at: link.expiresAt,
  opens: link.opens,
  last_opened_at: link.lastOpenedAt ?? null,
  revoked_at: link.revokedAt ?? null,
  revoked_by: link.revokedBy ?? null,
  revoked_by_name: link.revokedByName ?? null,
});

@Controller('api/v1/share-links')
export class ShareLinksController {
  constructor(@Inject(ShareLinks) private readonly links: ShareLinks) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Operation(listShareLinks)
  async list(@CurrentUser() by: Principal): Promise<ShareLinkList> {
    return { items: (await this.links.list(by)).map(renderShareLink) };
  }

  @Delete(':id')
  @HttpCode(204)
  @Operation(revokeShareLink)
  @TakesNoBody()
  revoke(@CurrentUser() by: Principal, @Param('id') id: string): Promise<void> {
    return this.links.revoke(by, id);
  }
}
