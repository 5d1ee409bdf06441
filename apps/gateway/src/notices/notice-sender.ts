import type { BeforeApplicationShutdown } from '@nestjs/common';
import { MailFault } from '@throughline/mail';
import { findCauses, type CausePorts } from './find-causes.js';
import type { NoticeCause } from './notice.js';
import { composeNotice } from './notice-mail.js';
import type { NoticeClaim, NoticeResult, NoticeStore } from './notice-store.js';
import type { NoticePost } from './notices.js';

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

/**
 * Sends notices about what is the case now. So a cause that has ended by itself is not told, a lasting one is told once, and a
 * gateway that dies loses nothing.
 */
export class NoticeSender implements BeforeApplicationShutdown {
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();

  constructor(private readonly ports: NoticeSenderPorts) {}

  async round(): Promise<void> {
    const { post } = this.ports;
    const free = AT_ONCE - this.#running.size;
    if (post === undefined || this.#stop.signal.aborted || free <= 0) return;
    for (const libraryId of await this.ports.store.due(free)) {
      const running = this.#look(libraryId, post)
        .catch(this.ports.onProblem)
        .finally(() => this.#running.delete(running));
      this.#running.add(running);
    }
  }

  async ended(): Promise<void> {
    await Promise.all(this.#running);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stop.abort();
    await this.ended();
  }

  async #look(libraryId: string, post: NoticePost): Promise<void> {
    const { store, onProblem } = this.ports;
    const claim = await store.claim(libraryId, LEASE_MS);
    if (claim === undefined) return;
    const lost = new AbortController();
    // A mail server may take ten minutes for its answer.
    const heartbeat = setInterval(() => {
      store.renew(claim, LEASE_MS).then((isHeld) => {
        if (!isHeld) lost.abort();
      }, onProblem);
    }, LEASE_MS / 3);
    let result: NoticeResult = { noticed: [], nextLookMs: RETRY_MS };
    try {
      result = await this.#tell(claim, post, AbortSignal.any([this.#stop.signal, lost.signal]));
    } finally {
      clearInterval(heartbeat);
      await store.finish(claim, result);
    }
  }

  async #tell(claim: NoticeClaim, post: NoticePost, signal: AbortSignal): Promise<NoticeResult> {
    const { store } = this.ports;
    const { libraryId, kinds } = claim.settings;
    const causes = await findCauses(libraryId, this.ports, signal);
    const known = await store.compare(
      claim,
      causes.map(({ key }) => key),
    );
    const due = new Set(known.filter(({ isNoticed, ageMs }) => !isNoticed && ageMs >= GRACE_MS).map(({ key }) => key));
    const dueCauses = causes.filter(({ key, kind }) => due.has(key) && kinds.includes(kind));
    const isQuiet = claim.quietMs !== undefined && claim.quietMs < QUIET_MS;
    return dueCauses.length === 0 || isQuiet
      ? { noticed: [], nextLookMs: LOOK_MS }
      : this.#send(claim, dueCauses, { ...post, signal });
  }

  async #send(
    { settings: { libraryId, email } }: NoticeClaim,
    causes: readonly NoticeCause[],
    { mail, links, origin, signal }: NoticePost & { readonly signal: AbortSignal },
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
