import { startMailServer, type MailServer } from '@throughline/mail/testing';
import { AllowList } from '@throughline/outgoing';
import type { GatewaySettings } from '#src/gateway-settings.js';
import { NOTICE_LINK_EXAMPLE } from '#src/announcements/notices/notices.operations.js';
import { NOTICE_KINDS } from '#src/announcements/notices/notice.js';
import type { MemoryGateway } from '#src/testing/memory-gateway.js';

/** The key with which the documented example of a link is signed. */
const MASTER_KEY = Buffer.alloc(32, 7);

/** Takes the mails of a gateway, which is told its address. */
export class FuzzMail {
  private constructor(private readonly server: MailServer) {}

  static async open(): Promise<FuzzMail> {
    return new FuzzMail(await startMailServer());
  }

  get settings(): Pick<GatewaySettings, 'masterKey' | 'publicUrl' | 'smtp' | 'fetchAllowed'> {
    return {
      masterKey: MASTER_KEY,
      publicUrl: 'https://recordings.example',
      smtp: { office: this.server.connection },
      fetchAllowed: AllowList.parse('localhost 127.0.0.1') as AllowList,
    };
  }

  close(): Promise<void> {
    return this.server.close();
  }
}

/**
 * Stores the address that the documented example of a link belongs to. Lets every new address have its mail at once, because
 * generated requests come faster than one a minute.
 */
export async function addExampleNotices({ ports }: MemoryGateway): Promise<void> {
  ports.notices.startConfirmation = () => Promise.resolve(true);
  const { library, email } = NOTICE_LINK_EXAMPLE;
  await ports.notices.save(library, 0, { email, kinds: NOTICE_KINDS });
}
