import { Module } from '@nestjs/common';
import { AssetCommands, AssetImports } from '@throughline/engine';
import { AdministrationLog } from '../../people/administration-log/index.js';
import { AdministrationLogModule } from '../../people/administration-log/administration-log.module.js';
import { Slots } from '../../batches/bulk/index.js';
import { NOW } from '../../gateway-context.js';
import { HttpModule } from '../../kit/http/http.module.js';
import { ARTIFACTS } from '../../items/index.js';
import { LIBRARY_STORE } from '../../people/index.js';
import { provide } from '../../kit/provide.js';
import { SOURCE_SERVICE } from '../../sources/index.js';
import { UploadsModule } from '../uploads/uploads.module.js';
import { ImportsController } from './imports.controller.js';
import { ImportLibraries } from './import-libraries.js';
import { Imports } from './imports.js';
import { Originals } from './originals.js';

/** In one gateway. Each item waits for one commit at a time. */
const ITEMS_AT_ONCE = 16;

@Module({
  imports: [AdministrationLogModule, HttpModule, UploadsModule],
  controllers: [ImportsController],
  providers: [
    provide(ImportLibraries, { libraries: LIBRARY_STORE }, ({ libraries }) => new ImportLibraries(libraries)),
    provide(
      Originals,
      { commands: AssetCommands, artifacts: ARTIFACTS, libraries: ImportLibraries, service: SOURCE_SERVICE, now: NOW },
      (ports) => new Originals(ports),
    ),
    provide(
      Imports,
      { imports: AssetImports, commands: AssetCommands, libraries: ImportLibraries, log: AdministrationLog, now: NOW },
      (ports) => new Imports({ ...ports, slots: new Slots(ITEMS_AT_ONCE) }),
    ),
  ],
})
export class ImportsModule {}
