import type { BeforeApplicationShutdown } from '@nestjs/common';
import { MailFault } from '@throughline/mail';
import { LeasedWork } from '../../kit/leases/index.js';
import { findCauses, type CausePorts } from './find-causes.js';
import type { NoticeCause } from './notice.js';
import { composeNotice } from './notice-mail.js';
import type { NoticeClaim, NoticeResult, NoticeStore } from './notice-store.js';
import type { NoticePost } from './notices.js';

/** A mail server may take ten minutes for its answer. */
const LEASE_MS = 120_000;
const AT_ONCE = 4;
/** A library is looked at this often. */
const LOOK_MS = 60_000;
/** A cause that ends within this time is not told. */
export const GRACE_MS = 10 * 60_000;
/** At most one mail in this time. What is found meanwhile comes in one mail. */
export const QUIET_MS = 30 * 60_000;
const RETRY_MS = 10 * 60_000;
/** After a refusal that does not end by itself. */
const REFUSED_MS = 6 * 3_600_000;

export interface NoticeSenderPorts extends CausePorts {
  readonly store: NoticeStore;
  /** Without it, nothing is sent. */
  readonly post: NoticePost | undefined;
  readonly now: () => Date;
  readonly onProblem: (error: unknown) => void;
}

type StoppablePost = NoticePost & { readonly signal: AbortSignal };

/**
 * Sends notices about what is the case now. So a cause that has ended by itself is not told, a lasting one is told once, and a
 * gateway that dies loses nothing.
 */
export class NoticeSender implements BeforeApplicationShutdown {
  readonly #libraries: LeasedWork<string, NoticeClaim>;

  constructor(private readonly ports: NoticeSenderPorts) {
    const { store, post, onProblem } = ports;
    this.#libraries = new LeasedWork<string, NoticeClaim>({
      leaseMs: LEASE_MS,
      claim: (libraryId, leaseMs) => store.claim(libraryId, leaseMs),
      renew: (claim, leaseMs) => store.renew(claim, leaseMs),
      work: async (claim, signal) => {
        if (post !== undefined) await this.#look(claim, { ...post, signal });
      },
      onProblem,
    });
  }

  async round(): Promise<void> {
    const free = AT_ONCE - this.#libraries.size;
    if (this.ports.post === undefined || this.#libraries.stopped.aborted || free <= 0) return;
    for (const libraryId of await this.ports.store.due(free)) void this.#libraries.pursue(libraryId);
  }

  async ended(): Promise<void> {
    await this.#libraries.ended();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.#libraries.stop();
  }

  async #look(claim: NoticeClaim, post: StoppablePost): Promise<void> {
    let result: NoticeResult = { noticed: [], nextLookMs: RETRY_MS };
    try {
      result = await this.#sendDue(claim, post);
    } finally {
      await this.ports.store.finish(claim, result);
    }
  }

  async #sendDue(claim: NoticeClaim, post: StoppablePost): Promise<NoticeResult> {
    const { store } = this.ports;
    const { libraryId, kinds } = claim.settings;
    const { ofItems, others } = await findCauses(libraryId, this.ports, { signal: post.signal });
    const causes = [...ofItems, ...others];
    const known = await store.compare(
      claim,
      causes.map(({ key }) => key),
    );
    const due = new Set(known.filter(({ isNoticed, ageMs }) => !isNoticed && ageMs >= GRACE_MS).map(({ key }) => key));
    const dueCauses = causes.filter(({ key, kind }) => due.has(key) && kinds.includes(kind));
    const isQuiet = claim.quietMs !== undefined && claim.quietMs < QUIET_MS;
    return dueCauses.length === 0 || isQuiet ? { noticed: [], nextLookMs: LOOK_MS } : this.#send(claim, dueCauses, post);
  }

  async #send(
    { settings: { libraryId, email } }: NoticeClaim,
    causes: readonly NoticeCause[],
    { mail, links, origin, signal }: StoppablePost,
  ): Promise<NoticeResult> {
    const { now } = this.ports;
    const unsubscribe = links.make('unsubscribe', libraryId, email);
    const noticed = causes.map(({ key }) => key);
    try {
      await mail.send(composeNotice(causes, { to: email, origin, unsubscribe, date: now() }), { signal });
      return { noticed, nextLookMs: LOOK_MS };
    } catch (error) {
      if (!(error instanceof MailFault)) throw error;
      // The server may have taken the mail. A second one would be about the same causes.
      if (error.reason === 'unconfirmed') return { noticed, problem: error.message, nextLookMs: LOOK_MS };
      return { noticed: [], problem: error.message, nextLookMs: error.isTemporary ? RETRY_MS : REFUSED_MS };
    }
  }
}
