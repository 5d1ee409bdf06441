import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ITEM_LINKS } from '../items/index.js';
import { provide } from '../kit/provide.js';
import { FEED_STORE } from './feeds/feed-store.js';
import { PostgresFeedStore } from './feeds/feed-store.postgres.js';
import { PodcastFeedEntity } from './feeds/podcast-feed.entity.js';
import { PodcastItemEntity } from './feeds/podcast-item.entity.js';
import { itemLinksOf } from './item-links.js';
import { ShareLinkEntity } from './share-link.entity.js';
import { SHARE_LINK_STORE } from './share-link-store.js';
import { PostgresShareLinkStore } from './share-link-store.postgres.js';
import { SharePasswords } from './share-password.js';

@Module({
  imports: [TypeOrmModule.forFeature([ShareLinkEntity, PodcastFeedEntity, PodcastItemEntity])],
  providers: [
    { provide: SHARE_LINK_STORE, useClass: PostgresShareLinkStore },
    { provide: FEED_STORE, useClass: PostgresFeedStore },
    provide(ITEM_LINKS, { links: SHARE_LINK_STORE, feeds: FEED_STORE }, ({ links, feeds }) => itemLinksOf([links, feeds])),
    { provide: SharePasswords, useValue: new SharePasswords() },
  ],
  exports: [SHARE_LINK_STORE, FEED_STORE, ITEM_LINKS, SharePasswords],
})
export class ShareLinkStoreModule {}
