import { AdministrationLog } from '../../people/administration-log/index.js';
import { AdministrationLogModule } from '../../people/administration-log/administration-log.module.js';
import { Module } from '@nestjs/common';
import { MailSender, mailConnectionsFor } from '@throughline/mail';
import { Background } from '../../kit/background.js';
import { CredentialsModule } from '../../credentials/credentials.module.js';
import { LostCredentials } from '../../credentials/index.js';
import type { GatewaySettings } from '../../gateway-settings.js';
import { NOW, ON_PROBLEM, SETTINGS } from '../../gateway-context.js';
import { HttpModule } from '../../kit/http/http.module.js';
import { ITEM_ROWS } from '../../adapters/projection/index.js';
import { provide, type Token } from '../../kit/provide.js';
import { Quotas } from '../../people/quotas/index.js';
import { QuotasModule } from '../../people/quotas/quotas.module.js';
import { SOURCE_STORE } from '../../sources/index.js';
import { WEBHOOK_STORE } from '../webhooks/index.js';
import type { CausePorts } from './find-causes.js';
import { NoticeLinks } from './notice-links.js';
import { NOTICE_STORE } from './notice-store.js';
import { NoticeSender } from './notice-sender.js';
import { NoticeLinksController, NoticesController } from './notices.controller.js';
import { Notices, type NoticePost } from './notices.js';
import { PresentNotices } from './present-notices.js';
import { PresentNoticesController } from './present-notices.controller.js';

const ROUND_MS = 15_000;

/** An object, because Nest takes an undefined value for a missing provider. */
const POST: Token<{ readonly post: NoticePost | undefined }> = Symbol('NoticePost');

const CAUSE_PORTS: Token<CausePorts> = Symbol('CausePorts');

/** Uses the first connection for notices, by name. Links need the public address of the server. */
function openPost({ smtp = {}, publicUrl: origin, masterKey, fetchAllowed: allowed }: GatewaySettings): NoticePost | undefined {
  const [account] = Object.entries(mailConnectionsFor('notices', smtp)).sort(([one], [other]) => (one < other ? -1 : 1));
  if (account === undefined || origin === undefined) return undefined;
  const [name, connection] = account;
  return { mail: new MailSender({ name, connection }, { allowed }), links: new NoticeLinks(masterKey, origin), origin };
}

/** Mails to the owners of libraries about failures and questions. */
@Module({
  imports: [AdministrationLogModule, HttpModule, CredentialsModule, QuotasModule],
  controllers: [NoticesController, NoticeLinksController, PresentNoticesController],
  providers: [
    provide(POST, { settings: SETTINGS }, ({ settings }) => ({ post: openPost(settings) })),
    provide(
      Notices,
      { store: NOTICE_STORE, post: POST, log: AdministrationLog, now: NOW },
      ({ post: { post }, ...parts }) => new Notices({ ...parts, post }),
    ),
    provide(
      CAUSE_PORTS,
      { rows: ITEM_ROWS, quotas: Quotas, webhooks: WEBHOOK_STORE, lost: LostCredentials, sources: SOURCE_STORE },
      ({ rows, ...ports }) => ({ ...ports, tables: [rows] }),
    ),
    provide(PresentNotices, { ports: CAUSE_PORTS }, ({ ports }) => new PresentNotices(ports)),
    provide(
      NoticeSender,
      {
        store: NOTICE_STORE,
        post: POST,
        causes: CAUSE_PORTS,
        now: NOW,
        onProblem: ON_PROBLEM,
        background: Background,
      },
      ({ background, post: { post }, causes, ...ports }) => {
        const sender = new NoticeSender({ ...ports, ...causes, post });
        if (post !== undefined) background.every(ROUND_MS, 'send notices', () => sender.round());
        return sender;
      },
    ),
  ],
})
export class NoticesModule {}
