import type { ImapFlow, MailboxObject } from 'imapflow';
import { RetryableError, codeOf } from '@throughline/contracts';
import type { MailAccess, MailAccount } from './mail-account.js';
import { CLOSED, isSignInRefusal, toMailError } from './mail-errors.js';

export interface MailFolder {
  readonly account: MailAccount;
  /** Names of nested mail folders. */
  readonly folder: readonly string[];
  /** False only to change flags or to move messages. Reading never marks a message as seen. */
  readonly readOnly: boolean;
}

/** Bytes of one answer. The largest regular ones are the numbers of all messages of a folder, and pieces of attachments. */
const LIMITS = {
  maxLiteralSize: 1_048_576,
  maxLineLength: 8_388_608,
  maxResponseSize: 8_388_608,
  maxResponseTokens: 50_000,
};
const TIMES = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/** Loads the library only for the first mailbox: it takes 27 MB of memory. */
async function createClient({ server: { host, port, tls = 'implicit', ca }, auth }: MailAccess): Promise<ImapFlow> {
  const { ImapFlow } = await import('imapflow');
  return new ImapFlow({
    host,
    port: port ?? (tls === 'implicit' ? 993 : 143),
    secure: tls === 'implicit',
    doSTARTTLS: tls === 'implicit' ? undefined : tls === 'starttls',
    tls: ca === undefined ? {} : { ca },
    auth,
    logger: false,
    clientInfo: { name: 'Throughline' },
    disableAutoIdle: true,
    // Compressed answers would bypass the limits.
    disableCompression: true,
    ...LIMITS,
    ...TIMES,
  });
}

/** Returns the path as the server writes it. */
export const pathOf = (client: ImapFlow, names: readonly string[]): string =>
  names.join((client.namespace ? client.namespace.delimiter : undefined) ?? '/');

/** A connection to one mail folder. It connects again after an answer that the library refused. */
export class MailSession {
  #client: ImapFlow | undefined;
  /** The reason why the library closed a connection. Commands report only that it is closed. */
  #fault: unknown;
  #isClosed = false;

  constructor(private readonly at: MailFolder) {}

  /** Returns the connected client, with the folder open. */
  async client(): Promise<ImapFlow> {
    if (this.#client?.usable === true) return this.#client;
    this.#client?.close();
    const { account } = this.at;
    const access = await account.access();
    try {
      return await this.#connect(access);
    } catch (error) {
      if (!('accessToken' in access.auth) || !isSignInRefusal(this.reasonOf(error))) throw error;
      return this.#connect(await account.access(access.auth.accessToken));
    }
  }

  async #connect(access: MailAccess): Promise<ImapFlow> {
    this.#fault = undefined;
    const client = await createClient(access);
    if (this.#isClosed) throw new RetryableError('connection-broken', 'The connection to the mail server is closed');
    client.on('error', (error: unknown) => (this.#fault ??= error));
    this.#client = client;
    await client.connect();
    await client.mailboxOpen(pathOf(client, this.at.folder), { readOnly: this.at.readOnly });
    return client;
  }

  async mailbox(): Promise<MailboxObject> {
    const { mailbox } = await this.client();
    if (mailbox) return mailbox;
    throw new RetryableError('connection-broken', 'The mail server closed the mail folder');
  }

  /** Returns why a command failed. */
  reasonOf(error: unknown): unknown {
    return CLOSED.has(codeOf(error) ?? '') ? (this.#fault ?? error) : error;
  }

  /** True if the work is over. */
  get isClosed(): boolean {
    return this.#isClosed;
  }

  toError(error: unknown): Error {
    const { account, folder } = this.at;
    return toMailError(this.reasonOf(error), { account, folder: folder.join('/') });
  }

  /** Closes the connection if the work takes longer. A server that sends a byte now and then is never idle. */
  async within<T>(ms: number, work: () => Promise<T>): Promise<T> {
    const timer = setTimeout(() => {
      this.close();
    }, ms);
    try {
      return await work();
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends every command that is in progress. Safe to repeat. */
  close(): void {
    this.#isClosed = true;
    this.#client?.close();
  }
}

/** Opens a mail folder for some work, and closes it at the end or when the signal says so. */
export async function withMailFolder<T>(
  at: MailFolder,
  signal: AbortSignal | undefined,
  work: (session: MailSession) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted();
  const session = new MailSession(at);
  const close = (): void => {
    session.close();
  };
  signal?.addEventListener('abort', close, { once: true });
  try {
    return await work(session);
  } catch (error) {
    throw session.toError(error);
  } finally {
    signal?.removeEventListener('abort', close);
    close();
  }
}
