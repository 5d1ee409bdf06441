import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { RUN_RULES } from '../items/index.js';
import { DOCUMENT_RULE_STORE } from './document-rule-store.js';
import { PostgresDocumentRuleStore } from './document-rule-store.postgres.js';
import { DismissedRuleEntity, DocumentRuleEntity } from './document-rule.entity.js';

@Module({
  imports: [TypeOrmModule.forFeature([DocumentRuleEntity, DismissedRuleEntity])],
  providers: [
    { provide: DOCUMENT_RULE_STORE, useClass: PostgresDocumentRuleStore },
    { provide: RUN_RULES, useExisting: DOCUMENT_RULE_STORE },
  ],
  exports: [DOCUMENT_RULE_STORE, RUN_RULES],
})
export class DocumentRuleStoreModule {}
