import { Module } from '@nestjs/common';
import { EVERY_ITEM, EVERY_LOADER, ITEM_PORTS } from '../items/index.js';
import { ItemsModule } from '../items/items.module.js';
import { Background } from '../kit/background.js';
import { HttpModule } from '../kit/http/http.module.js';
import { provide } from '../kit/provide.js';
import { AdministrationLog } from '../people/administration-log/index.js';
import { AdministrationLogModule } from '../people/administration-log/administration-log.module.js';
import { SEARCH_READER } from '../search/index.js';
import { DUPLICATE_STORE } from './duplicate-store.js';
import { DuplicatesController } from './duplicates.controller.js';
import { Duplicates } from './duplicates.js';

const SWEEP_MS = 10 * 60_000;

/** Items that look the same, side by side. */
@Module({
  imports: [HttpModule, ItemsModule, AdministrationLogModule],
  controllers: [DuplicatesController],
  providers: [
    provide(
      Duplicates,
      {
        store: DUPLICATE_STORE,
        loader: EVERY_LOADER,
        queries: EVERY_ITEM,
        log: AdministrationLog,
        search: SEARCH_READER,
        ports: ITEM_PORTS,
        background: Background,
      },
      ({ ports: { fresh, basePath }, background, ...parts }) => {
        background.every(SWEEP_MS, 'remove decisions about erased duplicates', () => parts.store.removeGone());
        return new Duplicates({ ...parts, fresh, basePath });
      },
    ),
  ],
})
export class DuplicatesModule {}
