import { MailFault, type MailSender } from '@throughline/mail';
import {
  changesOf,
  recordLibraryChange,
  type AdministrationLog,
  type ChangeRecord,
} from '../../people/administration-log/index.js';
import { Problem, notFound } from '../../kit/http/problems/problem.js';
import { changeAtRevision } from '../../kit/http/requests/change-at-revision.js';
import type { NoticeKind, NoticeSettings } from './notice.js';
import type { LinkPurpose, NoticeLinks } from './notice-links.js';
import { composeConfirmation } from './notice-mail.js';
import type { NoticeStore } from './notice-store.js';

/** The means to send mail; undefined if the operator has set up no mail server or no public address. */
export interface NoticePost {
  readonly mail: Pick<MailSender, 'send'>;
  readonly links: NoticeLinks;
  readonly origin: string;
}

export interface NoticesParts {
  readonly store: NoticeStore;
  readonly post: NoticePost | undefined;
  readonly log: AdministrationLog;
  readonly now: () => Date;
}

interface Library {
  readonly id: string;
  readonly name: string;
}

export interface NoticeChangeRequest {
  readonly library: Library;
  readonly ifMatch: string | undefined;
  readonly email: string;
  readonly kinds: readonly NoticeKind[];
  readonly signal: AbortSignal;
}

/** Settings that nobody has stored yet. */
const NONE = { revision: 0 } as const;

const toProblem = (error: unknown): unknown =>
  error instanceof MailFault ? new Problem('mail-refused', { detail: error.message, cause: error }) : error;

type NoticeFacts = Partial<NoticeSettings>;

const factsOf = ({ email, kinds, confirmedAt }: NoticeFacts): object => ({ email, kinds, confirmed: confirmedAt !== undefined });

/** The address belongs to a person, so no entry has it. */
const recordNotices = (libraryId: string, before: NoticeFacts, after: NoticeFacts): ChangeRecord | undefined =>
  recordLibraryChange('settings.notices_changed', { id: libraryId }, changesOf(factsOf(before), factsOf(after), ['kinds']));

/** The notices of libraries: their addresses, and the links of their mails. */
export class Notices {
  constructor(private readonly parts: NoticesParts) {}

  get isAvailable(): boolean {
    return this.parts.post !== undefined;
  }

  find(libraryId: string): Promise<NoticeSettings | undefined> {
    return this.parts.store.find(libraryId);
  }

  /** Stores an address. Unless it is confirmed, sends a mail with a link that confirms it. */
  async change({ library, ifMatch, email, kinds, signal }: NoticeChangeRequest): Promise<NoticeSettings> {
    const { store, post, log } = this.parts;
    if (post === undefined) throw new Problem('no-mail-server');
    const read = async (): Promise<NoticeSettings | typeof NONE> => (await store.find(library.id)) ?? NONE;
    const saved = await changeAtRevision({ ifMatch, read, otherwise: 'notices-changed' }, (before) =>
      log.change(
        () => store.save(library.id, before.revision, { email, kinds }),
        (after) => typeof after !== 'string' && recordNotices(library.id, before, after),
      ),
    );
    if (saved.confirmedAt === undefined) await this.#askForConfirmation(library, email, signal);
    return saved;
  }

  async remove(libraryId: string, ifMatch: string | undefined): Promise<void> {
    const { store } = this.parts;
    const read = async (): Promise<{ readonly revision: number }> => (await store.find(libraryId)) ?? NONE;
    await changeAtRevision({ ifMatch, read, otherwise: 'notices-changed' }, async (before) => {
      await this.#remove(libraryId);
      return before;
    });
  }

  /** Follows the link of a mail. Throws `not-found` if the address is no longer the present one. Following it again is harmless. */
  async follow(purpose: LinkPurpose, libraryId: string, signature: string): Promise<void> {
    const settings = await this.requireLink(purpose, libraryId, signature);
    const { log, store, now } = this.parts;
    if (purpose === 'unsubscribe') return this.#remove(libraryId);
    await log.change(
      () => store.confirm(libraryId, settings.email),
      () =>
        settings.confirmedAt === undefined &&
        recordNotices(libraryId, settings, { ...settings, confirmedAt: now().toISOString() }),
    );
  }

  async #remove(libraryId: string): Promise<void> {
    const { log, store } = this.parts;
    await log.change(
      async () => {
        const before = await store.find(libraryId);
        await store.remove(libraryId);
        return before;
      },
      (before) => before && recordNotices(libraryId, before, {}),
    );
  }

  async requireLink(purpose: LinkPurpose, libraryId: string, signature: string): Promise<NoticeSettings> {
    const { store, post } = this.parts;
    const settings = await store.find(libraryId);
    if (settings === undefined || post?.links.isValid(purpose, settings, signature) !== true) throw notFound();
    return settings;
  }

  async #askForConfirmation({ id, name }: Library, email: string, signal: AbortSignal): Promise<void> {
    const { store, post, now } = this.parts;
    if (post === undefined) return;
    if (!(await store.startConfirmation(id)))
      throw new Problem('rate-limited', {
        detail: 'A mail with a link can be sent once a minute.',
        headers: { 'retry-after': '60' },
      });
    const confirm = post.links.make('confirm', id, email);
    const message = composeConfirmation({ to: email, confirm, libraryId: id, library: name, date: now() });
    await post.mail.send(message, { signal }).catch((error: unknown) => {
      throw toProblem(error);
    });
  }
}
