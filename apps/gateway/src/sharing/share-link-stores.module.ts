import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ITEM_LINKS } from '../items/index.js';
import { ShareLinkEntity } from './share-link.entity.js';
import { SHARE_LINK_STORE } from './share-link-store.js';
import { PostgresShareLinkStore } from './share-link-store.postgres.js';
import { SharePasswords } from './share-password.js';

@Module({
  imports: [TypeOrmModule.forFeature([ShareLinkEntity])],
  providers: [
    { provide: SHARE_LINK_STORE, useClass: PostgresShareLinkStore },
    { provide: ITEM_LINKS, useExisting: SHARE_LINK_STORE },
    { provide: SharePasswords, useValue: new SharePasswords() },
  ],
  exports: [SHARE_LINK_STORE, ITEM_LINKS, SharePasswords],
})
export class ShareLinkStoreModule {}
