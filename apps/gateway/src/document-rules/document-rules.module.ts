import { Module } from '@nestjs/common';
import { RULED_DOCUMENTS } from '../adapters/projection/index.js';
import { BulkCommands } from '../batches/bulk/index.js';
import { BulkModule } from '../batches/bulk/bulk.module.js';
import { provide } from '../kit/provide.js';
import { ItemsModule } from '../items/items.module.js';
import { AdministrationLog } from '../people/administration-log/index.js';
import { AdministrationLogModule } from '../people/administration-log/administration-log.module.js';
import { DOCUMENT_RULE_STORE } from './document-rule-store.js';
import { DocumentRulesController } from './document-rules.controller.js';
import { DocumentRules } from './document-rules.js';
import { RulePreviews } from './rule-previews.js';

/** The rules that give documents of a sender tags and a type, and the suggestions of such rules. */
@Module({
  imports: [AdministrationLogModule, BulkModule, ItemsModule],
  controllers: [DocumentRulesController],
  providers: [
    provide(DocumentRules, { store: DOCUMENT_RULE_STORE, documents: RULED_DOCUMENTS, log: AdministrationLog }),
    provide(RulePreviews, { store: DOCUMENT_RULE_STORE, documents: RULED_DOCUMENTS, bulk: BulkCommands }),
  ],
})
export class DocumentRulesModule {}
