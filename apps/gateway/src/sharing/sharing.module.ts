import { Module } from '@nestjs/common';
import { AdministrationLog, FailedSignIns } from '../people/administration-log/index.js';
import { AdministrationLogModule } from '../people/administration-log/administration-log.module.js';
import { Background } from '../kit/background.js';
import { DocumentsModule } from '../kinds/documents/documents.module.js';
import { DOCUMENT_KIND, DOCUMENTS_PATH } from '../kinds/documents/index.js';
import { NOW, SETTINGS } from '../gateway-context.js';
import { HttpModule } from '../kit/http/http.module.js';
import { DOCUMENTS, RECORDING_KIND, RECORDINGS, RECORDINGS_PATH } from '../items/index.js';
import { SignInAttempts, UserNames, USER_STORE } from '../people/index.js';
import { PeopleModule } from '../people/people.module.js';
import { provide } from '../kit/provide.js';
import { RecordingsModule } from '../kinds/recordings/recordings.module.js';
import { TranscriptsModule } from '../kinds/transcripts/transcripts.module.js';
import { ErasedShares } from './erased-shares.js';
import { itemShareLinksController } from './item-share-links.controller.js';
import { LinkedItems } from './linked-items.js';
import { ShareLinksController } from './share-links.controller.js';
import { ENDED_KEEP_DAYS } from './share-link.js';
import { SHARE_LINK_STORE } from './share-link-store.js';
import { ShareLinks } from './share-links.js';
import { SharePasswords } from './share-password.js';
import { SharedAccess } from './shared-access.js';
import { SharedController } from './shared.controller.js';
import { SharedCookies } from './shared-cookie.js';
import { STRANGERS } from './strangers.js';
import { PublishedSetsModule } from './published/published-sets.module.js';

const SWEEP_MS = 10 * 60_000;

/** Links that open one item without an account. */
@Module({
  imports: [
    AdministrationLogModule,
    HttpModule,
    PeopleModule,
    RecordingsModule,
    DocumentsModule,
    TranscriptsModule,
    PublishedSetsModule,
  ],
  controllers: [
    itemShareLinksController({ path: RECORDINGS_PATH, services: RECORDINGS, kind: RECORDING_KIND }),
    itemShareLinksController({ path: DOCUMENTS_PATH, services: DOCUMENTS, kind: DOCUMENT_KIND }),
    ShareLinksController,
    SharedController,
  ],
  providers: [
    provide(
      LinkedItems,
      { recordings: RECORDINGS, documents: DOCUMENTS },
      ({ recordings, documents }) => new LinkedItems({ recording: recordings.queries, document: documents.queries }),
    ),
    provide(
      ShareLinks,
      {
        store: SHARE_LINK_STORE,
        users: USER_STORE,
        names: UserNames,
        items: LinkedItems,
        log: AdministrationLog,
        passwords: SharePasswords,
        now: NOW,
        settings: SETTINGS,
      },
      ({ settings, ...ports }) => new ShareLinks({ ...ports, isOn: settings.shareLinks !== false }),
    ),
    provide(
      SharedAccess,
      {
        store: SHARE_LINK_STORE,
        users: USER_STORE,
        items: LinkedItems,
        strangers: STRANGERS,
        attempts: SignInAttempts,
        failed: FailedSignIns,
        now: NOW,
        settings: SETTINGS,
      },
      ({ settings, ...ports }) => new SharedAccess({ ...ports, isOn: settings.shareLinks !== false }),
    ),
    provide(
      ErasedShares,
      { store: SHARE_LINK_STORE, recordings: RECORDINGS, documents: DOCUMENTS, background: Background },
      ({ store, recordings, documents, background }) => {
        const shares = new ErasedShares(store, { recording: recordings.queries, document: documents.queries });
        background.sweep(SWEEP_MS, 'share links of erased items removed', (signal) => shares.sweep(signal));
        background.every(SWEEP_MS, 'remove ended share links', () => store.removeEnded(ENDED_KEEP_DAYS));
        return shares;
      },
    ),
    provide(SharedCookies, { settings: SETTINGS, now: NOW }, ({ settings, now }) => new SharedCookies(settings.masterKey, now)),
  ],
})
export class SharingModule {}
