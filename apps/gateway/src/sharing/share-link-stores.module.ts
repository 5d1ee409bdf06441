import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ShareLinkEntity } from './share-link.entity.js';
import { SHARE_LINK_STORE } from './share-link-store.js';
import { PostgresShareLinkStore } from './share-link-store.postgres.js';
import { SharePasswords } from './share-password.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([ShareLinkEntity])],
  providers: [
    { provide: SHARE_LINK_STORE, useClass: PostgresShareLinkStore },
    { provide: SharePasswords, useValue: new SharePasswords() },
  ],
  exports: [SHARE_LINK_STORE, SharePasswords],
})
export class ShareLinkStoreModule {}
