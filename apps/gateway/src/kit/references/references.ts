import { Inject, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { KeyOf, Named, NamedKey, Reference, UserOf, Uses } from './reference.js';

/** The rooms whose rows name each kind of row. References are detached in this order: first those by which other rows would come to name it. */
const USERS: { readonly [Of in Named]: readonly UserOf<Of>[] } = {
  credential: ['outputs', 'channels', 'sources'],
  output: ['templates', 'channels', 'items'],
  source: ['jobs', 'templates'],
  template: ['sources', 'jobs', 'items'],
};

/** Marks a provider as a `Reference`, so that the room of the named row finds it. */
export const OffersReference = DiscoveryService.createDecorator();

/** Values without a prototype have no metadata. */
const hasClass = (instance: unknown): boolean => typeof (instance as object | null | undefined)?.constructor === 'function';

/** The rows of all rooms that name rows of one kind. */
export class ReferencesTo<Of extends Named> {
  constructor(private readonly find: () => readonly Reference<Of, UserOf<Of>>[]) {}

  /** Returns a look-up for the named rows of a library. */
  async read(libraryId: string): Promise<(key: KeyOf<Of>) => Uses[Of]> {
    const lists = await Promise.all(this.find().map(async (one) => [one.by, await one.list(libraryId)] as const));
    return (key) => Object.fromEntries(lists.map(([by, useOf]) => [by, useOf(key)])) as unknown as Uses[Of];
  }

  /** Throws the problem `unavailable` while a row that names others may be missing from the lists. */
  async requireComplete(libraryId: string): Promise<void> {
    for (const reference of this.find()) await reference.requireComplete?.(libraryId);
  }

  /** Removes the name wherever it is. `by`: id of the user. */
  async detach(named: NamedKey<Of>, by: string): Promise<void> {
    for (const reference of this.find()) await reference.detach?.(named, by);
  }
}

/** Throws unless each use of this kind of row is told of by exactly one reference. */
function oneForEachUse(
  of: Named,
  marked: readonly Reference<Named, UserOf<Named>>[],
): readonly Reference<Named, UserOf<Named>>[] {
  return USERS[of].map((by) => {
    const [found, ...others] = new Set(marked.filter((one) => one.of === of && one.by === by));
    if (found !== undefined && others.length === 0) return found;
    throw new Error(`${found === undefined ? 'No' : 'More than one'} reference tells of the ${by} that name a ${of}`);
  });
}

/** Collects the references of all rooms, so that no room imports those whose rows name its own. */
export class References implements OnApplicationBootstrap {
  readonly #found = new Map<Named, readonly unknown[]>();

  constructor(@Inject(DiscoveryService) private readonly discovery: DiscoveryService) {}

  /** Throws unless each use is told of by exactly one reference. */
  onApplicationBootstrap(): void {
    const marked = this.#marked();
    for (const of of Object.keys(USERS) as Named[]) this.#found.set(of, oneForEachUse(of, marked));
  }

  to<Of extends Named>(of: Of): ReferencesTo<Of> {
    return new ReferencesTo(() => (this.#found.get(of) ?? []) as readonly Reference<Of, UserOf<Of>>[]);
  }

  #marked(): readonly Reference<Named, UserOf<Named>>[] {
    return this.discovery
      .getProviders()
      .filter(
        (provider) =>
          hasClass(provider.instance) && this.discovery.getMetadataByDecorator(OffersReference, provider) !== undefined,
      )
      .map(({ instance }) => instance as Reference<Named, UserOf<Named>>);
  }
}
