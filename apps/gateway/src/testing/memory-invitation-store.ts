import { serverRoleFor, stateOf, type Invitation, type NamedUser } from '../people/invitations/invitation.js';
import type {
  Acceptance,
  InvitationRevocation,
  InvitationStore,
  NewInvitation,
  OpenInvitation,
} from '../people/invitations/invitation-store.js';
import type { MemoryUserStore } from './memory-user-store.js';

interface Row extends NewInvitation {
  readonly createdAt: string;
  readonly usedAt?: string;
  readonly usedBy?: string;
  readonly revokedAt?: string;
}

const DAY_MS = 86_400_000;

export class MemoryInvitationStore implements InvitationStore {
  readonly #rows = new Map<string, Row>();

  constructor(
    private readonly users: MemoryUserStore,
    private readonly now: () => Date = () => new Date(),
  ) {}

  add(invitation: NewInvitation, most: number): Promise<Invitation | 'not-owner' | 'too-many'> {
    const { id, libraryId, madeBy } = invitation;
    if (!this.#mayInvite(libraryId, madeBy)) return Promise.resolve('not-owner');
    const pending = this.#of(libraryId).filter((row) => this.#isPending(row));
    if (pending.length >= most) return Promise.resolve('too-many');
    const row = { ...invitation, createdAt: this.now().toISOString() };
    this.#rows.set(id, row);
    return Promise.resolve(this.#invitationOf(row));
  }

  list(libraryId: string, most: number): Promise<readonly Invitation[]> {
    const rows = this.#of(libraryId).reverse();
    const sorted = [...rows.filter((row) => this.#isPending(row)), ...rows.filter((row) => !this.#isPending(row))];
    return Promise.resolve(sorted.slice(0, most).map((row) => this.#invitationOf(row)));
  }

  revoke({ libraryId, id, by }: { libraryId: string; id: string; by: string }): Promise<InvitationRevocation> {
    if (this.users.accessOf(by, libraryId)?.library.role !== 'owner') return Promise.resolve('not-owner');
    const row = this.#rows.get(id);
    if (row?.libraryId !== libraryId) return Promise.resolve('absent');
    if (row.usedAt !== undefined) return Promise.resolve('used');
    if (row.revokedAt !== undefined) return Promise.resolve('unchanged');
    this.#rows.set(id, { ...row, revokedAt: this.now().toISOString() });
    return Promise.resolve('revoked');
  }

  async findOpen(hash: string): Promise<OpenInvitation | undefined> {
    const row = this.#find(hash);
    const library = row && (await this.users.libraries.find(row.libraryId));
    return row && library && this.#isOpen(row) ? this.#openOf(row, library) : undefined;
  }

  async accept(hash: string, userId: string, most = Infinity): Promise<Acceptance> {
    const library = await this.users.libraries.find(this.#find(hash)?.libraryId ?? '');
    const row = this.#find(hash);
    if (row === undefined || library === undefined) return 'refused';
    const refusal = this.#refusalOf(row, userId, most);
    if (refusal !== undefined) return refusal;
    this.#rows.set(row.id, { ...row, usedAt: this.now().toISOString(), usedBy: userId });
    await this.users.libraries.addMember(row.libraryId, userId, row.role);
    return { kind: 'accepted', invitation: this.#openOf(row, library) };
  }

  #refusalOf(row: Row, userId: string, most: number): 'refused' | 'member' | 'too-many' | undefined {
    const isMember = this.users.accessOf(userId, row.libraryId) !== undefined;
    if (!this.#isOpen(row)) return isMember && row.usedBy === userId ? 'member' : 'refused';
    if (isMember) return 'member';
    return row.role === 'owner' && this.users.libraries.ownsMost(userId, most) ? 'too-many' : undefined;
  }

  async addUser(hash: string, { id, name }: NamedUser): Promise<Exclude<Acceptance, 'member' | 'too-many'> | 'name-taken'> {
    const library = await this.users.libraries.find(this.#find(hash)?.libraryId ?? '');
    const isTaken = (await this.users.findByName(name)) !== undefined;
    const row = this.#find(hash);
    if (row === undefined || library === undefined || !this.#isOpen(row)) return 'refused';
    if (isTaken) return 'name-taken';
    this.#rows.set(row.id, { ...row, usedAt: this.now().toISOString(), usedBy: id });
    await this.users.add({ id, name, role: serverRoleFor(row.role), joins: { libraryId: row.libraryId, role: row.role } });
    return { kind: 'accepted', invitation: this.#openOf(row, library) };
  }

  removeEnded(keepDays: number): Promise<number> {
    const before = new Date(this.now().getTime() - keepDays * DAY_MS).toISOString();
    const ended = [...this.#rows.values()].filter(({ expiresAt, usedAt, revokedAt }) =>
      [expiresAt, usedAt, revokedAt].some((time) => time !== undefined && time < before),
    );
    for (const { id } of ended) this.#rows.delete(id);
    return Promise.resolve(ended.length);
  }

  #of(libraryId: string): Row[] {
    return [...this.#rows.values()].filter((row) => row.libraryId === libraryId);
  }

  #find(hash: string): Row | undefined {
    return [...this.#rows.values()].find((row) => row.hash === hash);
  }

  #mayInvite(libraryId: string, userId: string): boolean {
    const access = this.users.accessOf(userId, libraryId);
    return access !== undefined && access.role !== 'viewer' && access.library.role === 'owner';
  }

  #isPending({ usedAt, revokedAt, expiresAt }: Row): boolean {
    return stateOf({ usedAt, revokedAt, expiresAt, isMakerAllowed: true }, this.now()) === 'open';
  }

  #isOpen(row: Row): boolean {
    return this.#isPending(row) && this.#mayInvite(row.libraryId, row.madeBy);
  }

  #nameOf(id: string): NamedUser {
    return { id, name: this.users.nameOf(id) };
  }

  #openOf({ id, role, madeBy, expiresAt }: Row, library: OpenInvitation['library']): OpenInvitation {
    return { id, role, expiresAt, library: { id: library.id, name: library.name }, madeBy: this.#nameOf(madeBy) };
  }

  #invitationOf({ hash: _hash, usedBy, usedAt, revokedAt, ...row }: Row): Invitation {
    return {
      ...row,
      madeBy: this.#nameOf(row.madeBy),
      isMakerAllowed: this.#mayInvite(row.libraryId, row.madeBy),
      usedAt,
      usedBy: usedBy === undefined ? undefined : this.#nameOf(usedBy),
      revokedAt,
    };
  }
}
