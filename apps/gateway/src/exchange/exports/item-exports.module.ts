import { Module } from '@nestjs/common';
import { HttpModule } from '../../kit/http/http.module.js';
import { HISTORY } from '../../adapters/log/index.js';
import { provide } from '../../kit/provide.js';
import { ItemExportsController } from './item-exports.controller.js';
import { ItemExports } from './item-exports.js';

@Module({
  imports: [HttpModule],
  controllers: [ItemExportsController],
  providers: [provide(ItemExports, { history: HISTORY })],
})
export class ItemExportsModule {}
