import type { ArtifactStore } from '@throughline/artifact-store';
import type { Failpoint } from '@throughline/service-kit';
import type { AdministrationLog, AdministrationLogStore } from '../../../people/administration-log/index.js';
import type { ChannelRemoval, ChannelStore } from '../../../channels/index.js';
import type { CredentialRemoval, CredentialStore } from '../../../credentials/index.js';
import type { JobStore } from '../../../batches/jobs/index.js';
import type { NoticeStore } from '../../../announcements/notices/index.js';
import type { OwnOutputStore } from '../../../outputs/index.js';
import type { Authenticator, LibraryStore, UserNames } from '../../../people/index.js';
import type { SourceStore } from '../../../sources/index.js';
import type { TemplateStore } from '../../../templates/index.js';
import type { WebhookStore } from '../../../announcements/webhooks/index.js';
import { prefixOf } from '../exports/data-export.js';
import type { ExportStore } from '../exports/export-store.js';
import type { DeletionClaim, DeletionProblem, DeletionProgress } from './account-deletion.js';
import type { AccountItems } from './account-items.js';
import type { AccountRows } from './account-rows.js';
import type { DeletionStore } from './deletion-store.js';
import { readLibraryFacts, type FactPorts } from './library-facts.js';
import { endedLibraries, isEnd, renewPlan, type LibraryPlan } from './plan.js';

export interface DeletionWorkPorts extends FactPorts {
  readonly store: DeletionStore;
  readonly rows: AccountRows;
  readonly accountItems: Pick<AccountItems, 'process'>;
  readonly libraries: Pick<LibraryStore, 'members' | 'transfer'>;
  readonly channels: ChannelRemoval;
  readonly channelStore: Pick<ChannelStore, 'list'>;
  readonly credentials: CredentialRemoval;
  readonly credentialStore: Pick<CredentialStore, 'list'>;
  readonly jobs: Pick<JobStore, 'list' | 'remove'>;
  readonly sources: Pick<SourceStore, 'list' | 'remove'>;
  readonly webhooks: Pick<WebhookStore, 'list' | 'remove'>;
  readonly ownOutputs: Pick<OwnOutputStore, 'list' | 'remove'>;
  readonly templates: Pick<TemplateStore, 'load' | 'remove'>;
  readonly notices: Pick<NoticeStore, 'remove'>;
  readonly exports: Pick<ExportStore, 'list'>;
  readonly artifacts: Pick<ArtifactStore, 'removePrefix'>;
  readonly authenticator: Pick<Authenticator, 'forgetUser' | 'forgetLibrary'>;
  readonly names: Pick<UserNames, 'forget'>;
  readonly log: AdministrationLog;
  readonly logStore: Pick<AdministrationLogStore, 'forgetUser'>;
  readonly failpoint: Failpoint;
}

/** `again`: something has changed, so that another pass has to find nothing more. */
export type WorkResult = 'done' | 'again' | DeletionProblem;

/**
 * One attempt at the deletion of an account. Each step finds what earlier attempts have done, so an attempt may end anywhere. The
 * account ends in one transaction, after a pass that has found no item any more.
 */
export class DeletionWork {
  constructor(private readonly ports: DeletionWorkPorts) {}

  async attempt(claim: DeletionClaim, onProgress: (progress: DeletionProgress) => Promise<void>): Promise<WorkResult> {
    const { accountItems, rows, failpoint } = this.ports;
    const { id, userId, requestedBy } = claim.deletion;
    const plan = await this.#presentPlan(claim);
    if (plan === undefined) return 'choices-outdated';
    const ended = endedLibraries(plan);
    await this.#transfer(userId, plan);
    await rows.close(userId, ended);
    this.#forgetAccess(userId, ended);
    for (const library of ended) await this.#stopWork(library);
    await failpoint('gateway.deletion-closed');
    const { failedItems, changed } = await accountItems.process({ id, by: requestedBy, plan, onProgress });
    if (failedItems > 0) return 'items-failed';
    if (changed > 0) return 'again';
    for (const library of ended) await this.#removeSettings(library);
    await this.#removeArchives(userId);
    await failpoint('gateway.deletion-emptied');
    return (await this.#end(claim, ended)) ? 'done' : 'again';
  }

  /** After the account has ended, only its ended libraries are left to look at. */
  async #presentPlan({ deletion: { userId, plan } }: DeletionClaim): Promise<readonly LibraryPlan[] | undefined> {
    if ((await this.ports.users.find(userId)) !== undefined) return renewPlan(await readLibraryFacts(this.ports, userId), plan);
    return plan.filter(isEnd);
  }

  async #transfer(by: string, plan: readonly LibraryPlan[]): Promise<void> {
    const { libraries, log, authenticator } = this.ports;
    for (const part of plan) {
      if (part.action !== 'transfer') continue;
      const { library: libraryId, to: userId } = part;
      await log.change(
        () => libraries.transfer({ libraryId, userId, by }),
        (done) => done === 'changed' && { kind: 'library.transferred', subject: { type: 'user', id: userId }, libraryId },
      );
      authenticator.forgetLibrary(libraryId);
    }
  }

  #forgetAccess(userId: string, ended: readonly string[]): void {
    this.ports.authenticator.forgetUser(userId);
    for (const library of ended) this.ports.authenticator.forgetLibrary(library);
  }

  /** Nothing may bring new items, or start runs, while the present ones are erased. */
  async #stopWork(library: string): Promise<void> {
    const { channels, channelStore, jobs, sources, webhooks } = this.ports;
    for (const one of await channelStore.list(library)) await channels.remove(library, one.id);
    for (const one of await jobs.list(library)) await jobs.remove(one);
    for (const one of await sources.list(library)) await sources.remove(one);
    for (const one of await webhooks.list(library)) await webhooks.remove(one);
  }

  /** Credentials come last, because outputs use them. */
  async #removeSettings(library: string): Promise<void> {
    const { ownOutputs, templates, notices, credentials, credentialStore } = this.ports;
    for (const one of await ownOutputs.list(library)) await ownOutputs.remove(one);
    for (const { id } of (await templates.load(library)).templates) await templates.remove({ id });
    await notices.remove(library);
    for (const one of await credentialStore.list(library)) await credentials.remove(library, one.id);
  }

  async #removeArchives(userId: string): Promise<void> {
    const { exports, artifacts } = this.ports;
    for (const { id } of await exports.list(userId)) await artifacts.removePrefix(prefixOf(id));
  }

  async #end(claim: DeletionClaim, ended: readonly string[]): Promise<boolean> {
    const { log, logStore, names, rows, store } = this.ports;
    const { userId } = claim.deletion;
    const isEnded = await log.change(
      async () => {
        // First, because a gateway that has lost its claim must not end the account.
        if (!(await store.finish(claim))) return false;
        await rows.erase(userId, ended);
        await logStore.forgetUser(userId, ended);
        return true;
      },
      (done) => done && { kind: 'user.deleted', subject: { type: 'user', id: userId } },
    );
    names.forget(userId);
    return isEnded;
  }
}
