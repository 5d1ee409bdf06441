import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ITEM_LINKS } from '../items/index.js';
import { provide } from '../kit/provide.js';
import { PUBLISHED_SET_STORE } from './published/published-set-store.js';
import { PostgresPublishedSetStore } from './published/published-set-store.postgres.js';
import { PublishedSetEntity } from './published/published-set.entity.js';
import { PublishedItemEntity } from './published/published-item.entity.js';
import { itemLinksOf } from './item-links.js';
import { ShareLinkEntity } from './share-link.entity.js';
import { SHARE_LINK_STORE } from './share-link-store.js';
import { PostgresShareLinkStore } from './share-link-store.postgres.js';
import { SharePasswords } from './share-password.js';

@Module({
  imports: [TypeOrmModule.forFeature([ShareLinkEntity, PublishedSetEntity, PublishedItemEntity])],
  providers: [
    { provide: SHARE_LINK_STORE, useClass: PostgresShareLinkStore },
    { provide: PUBLISHED_SET_STORE, useClass: PostgresPublishedSetStore },
    provide(ITEM_LINKS, { links: SHARE_LINK_STORE, feeds: PUBLISHED_SET_STORE }, ({ links, feeds }) =>
      itemLinksOf([links, feeds]),
    ),
    { provide: SharePasswords, useValue: new SharePasswords() },
  ],
  exports: [SHARE_LINK_STORE, PUBLISHED_SET_STORE, ITEM_LINKS, SharePasswords],
})
export class ShareLinkStoreModule {}
