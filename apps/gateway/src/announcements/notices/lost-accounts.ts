import { outputOf } from '@throughline/contracts';
import { isOAuthType, type CredentialId } from '@throughline/credentials';
import { waitingSteps, type Asset } from '@throughline/domain';
import { RECONNECT, type LostCredential, type RefusedTries } from '../../credentials/index.js';
import type { Source, SourceId } from '../../sources/index.js';
import { findCredential } from '../webhooks/index.js';
import type { NoticeCause } from './notice.js';

/** Names that one sentence lists. The rest is counted. */
const MAX_NAMES = 5;

const describeWaits = (count: number, isAtLeast: boolean): string =>
  count === 1 && !isAtLeast
    ? '1 item waits for it and will continue by itself.'
    : `${isAtLeast ? 'At least ' : ''}${String(count)} items wait for it and will continue by themselves.`;

function describeUsers(names: readonly string[]): string {
  const more = names.length - MAX_NAMES;
  return `It is used by ${names.slice(0, MAX_NAMES).join(', ')}${more > 0 ? ` and ${String(more)} more` : ''}.`;
}

function describeLoss({ name, type, reason }: LostCredential): string {
  if (!isOAuthType(type)) return `The service refuses the credential “${name}”. Replace its secret.`;
  if (reason === 'missing-permissions')
    return `The account of the credential “${name}” lacks permissions. Connect it again, and agree to everything.`;
  return reason === 'refused'
    ? `The account of the credential “${name}” must be connected again.`
    : `The credential “${name}” has no connected account. Connect one.`;
}

interface AccountWait {
  readonly credential: CredentialId | undefined;
  readonly output: string;
  /** The time of the last check. */
  readonly at: string;
}

/** The items that wait for accounts, counted by credential, or by output where the library has no such credential. */
export class AccountWaits {
  readonly #items: AccountWait[] = [];
  readonly #ofSources: ReadonlyMap<SourceId, CredentialId | undefined>;

  constructor(sources: readonly Pick<Source, 'id' | 'credentialId'>[]) {
    this.#ofSources = new Map(sources.map(({ id, credentialId }) => [id, credentialId]));
  }

  /** The last check of each credential. */
  get checks(): RefusedTries {
    const sorted = [...this.#items].sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
    return new Map(sorted.flatMap(({ credential, at }) => (credential === undefined ? [] : [[credential, at]])));
  }

  add(asset: Asset): void {
    const waits = waitingSteps(asset)
      .filter(({ waiting }) => waiting.for === RECONNECT)
      .map(({ step: { step, kind, changedAt } }): AccountWait => ({
        credential: findCredential(asset, step) ?? (kind === 'source' ? this.#ofSources.get(asset.sourceId ?? 0) : undefined),
        output: outputOf(step) ?? step,
        at: changedAt,
      }));
    const keyOf = ({ credential, output }: AccountWait): string => String(credential ?? output);
    this.#items.push(...new Map(waits.map((wait) => [keyOf(wait), wait])).values());
  }

  /**
   * Returns one cause for each lost credential, and for each output whose credential is not among those of the library. `isCut`: not
   * all items that wait were added.
   */
  findCauses(lost: readonly LostCredential[], own: ReadonlySet<CredentialId>, isCut = false): readonly NoticeCause[] {
    const ofLibrary = lost.map((credential): NoticeCause => {
      const { id, grantId, usedBy } = credential;
      const count = this.#items.filter((item) => item.credential === id).length;
      const parts = [
        describeLoss(credential),
        ...(usedBy.length > 0 ? [describeUsers(usedBy)] : []),
        ...(count > 0 ? [describeWaits(count, isCut)] : []),
      ];
      // A credential that was connected again and lost again has another secret.
      return { key: `credential:${grantId}`, kind: 'attention', text: parts.join(' '), path: '/settings/credentials' };
    });
    const others = this.#items.filter(({ credential }) => credential === undefined || !own.has(credential));
    const ofOthers = [...new Set(others.map(({ output }) => output))].map((name): NoticeCause => {
      const count = others.filter(({ output }) => output === name).length;
      const text = `The account of the output ${name} must be connected again. ${describeWaits(count, isCut)}`;
      return { key: `reconnect:${name}`, kind: 'attention', text, path: '/settings/credentials' };
    });
    return [...ofLibrary, ...ofOthers];
  }
}
