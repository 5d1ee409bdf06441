import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UserEntity } from '../people/users/user.entity.js';
import { TEMPLATE_STORE } from './template-store.js';
import { PostgresTemplateStore } from './template-store.postgres.js';
import { TemplateEntity } from './template.entity.js';

@Global()
@Module({
  imports: [TypeOrmModule.forFeature([TemplateEntity, UserEntity])],
  providers: [{ provide: TEMPLATE_STORE, useClass: PostgresTemplateStore }],
  exports: [TEMPLATE_STORE],
})
export class TemplateStoreModule {}
